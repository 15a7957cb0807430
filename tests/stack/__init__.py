"""The embedded stack itself: run, front, secrets, failures, backup and restore, real files."""
