"""Decide whether a table keeps its schema and its family's rules: a report and a table."""

from pipelines.validate.engine import Checked, check
from pipelines.validate.findings import Finding
from pipelines.validate.report import report_of
from pipelines.validate.table import About, Validation, validate
from pipelines.validate.typed import typed_frame

__all__ = [
    "About",
    "Checked",
    "Finding",
    "Validation",
    "check",
    "report_of",
    "typed_frame",
    "validate",
]
