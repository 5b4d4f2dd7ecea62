"""Documents people write: reading YAML with the place of every value, and the errors that point at it."""
