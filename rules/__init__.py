"""The shipped law as YAML, read through `importlib.resources`; data only, this package imports nothing."""
