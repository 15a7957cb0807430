"""Say what changed from one version of a table to the next: its rows and its schema."""
