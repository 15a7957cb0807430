"""Tell what was found in a checked file: on a terminal, as JSON, as a page, as a workbook."""

from pipelines.report.model import (
    NO,
    NOT_APPLICABLE,
    YES,
    CheckedFile,
    Guideline,
    PersonalInformation,
    Repair,
)

__all__ = [
    "NO",
    "NOT_APPLICABLE",
    "YES",
    "CheckedFile",
    "Guideline",
    "PersonalInformation",
    "Repair",
]
