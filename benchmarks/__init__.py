"""How fast the library is: `python -m benchmarks`."""
