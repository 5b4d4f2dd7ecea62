"""From a transfer to its answer: gates, duties, readings, paths and missing facts."""
