"""The command `donneesqc`, for the people who publish: one module a verb."""
