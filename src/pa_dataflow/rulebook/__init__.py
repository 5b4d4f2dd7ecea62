"""Rulebooks: YAML read into models, checked, dated and compiled into programs."""
