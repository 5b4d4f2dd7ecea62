"""What regulators and authors of rules ask of a whole rulebook."""
