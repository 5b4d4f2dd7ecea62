"""The `pa-dataflow` command, one file per verb."""
