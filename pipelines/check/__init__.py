"""Check one file from end to end, as the command, the portal's page and the pipelines do."""

from pipelines.check.file import check_file, check_for, schema_at
from pipelines.check.request import CheckRequest

__all__ = ["CheckRequest", "check_file", "check_for", "schema_at"]
