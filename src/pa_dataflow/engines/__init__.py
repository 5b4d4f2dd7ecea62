"""Ways to run a compiled program: generated Python and a SAT solver. They know programs, never law."""
