"""The validation engine beside Frictionless, the reading of the file and its own clean run."""
