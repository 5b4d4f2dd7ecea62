"""What may be said of a transfer: facts, their types, questions and labels."""
