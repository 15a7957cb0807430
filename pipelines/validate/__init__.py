"""Decide whether a table keeps its schema and its family's rules: a report and a table."""

from pipelines.validate.findings import Finding
from pipelines.validate.table import Validation, validate
from pipelines.validate.typed import typed_frame

__all__ = ["Finding", "Validation", "typed_frame", "validate"]
