"""Every test, in the order in which a certificate lists them."""

from typing import Protocol

from pipelines.certification.criteria import (
    api_same_as_file,
    attested,
    catalogue_readable,
    changelog,
    columns_described,
    conformity,
    contact,
    examples,
    files_answer,
    files_are_what_they_say,
    files_unchanged,
    filled,
    fresh,
    identifier_check,
    identifier_form,
    identifier_not_recycled,
    identifier_persistent,
    identifier_present,
    identifier_unique,
    metadata_complete,
    method,
    open_format,
    reference_system,
    references,
    schema_declared,
    text_utf8,
    twins,
    uptime_api,
    uptime_files,
    values_real,
)
from pipelines.certification.subject import Subject
from pipelines.certification.verdict import Verdict


class Criterion(Protocol):
    """Describe the module of a test: its code, its characteristic, its version, its threshold."""

    @property
    def CODE(self) -> str: ...  # noqa: N802 - a constant of the module
    @property
    def CHARACTERISTIC(self) -> str: ...  # noqa: N802
    @property
    def VERSION(self) -> int: ...  # noqa: N802
    @property
    def THRESHOLD(self) -> str: ...  # noqa: N802

    @staticmethod
    def judge(subject: Subject) -> Verdict:
        """Answer the test from what is known of the set."""
        ...


CRITERIA: tuple[Criterion, ...] = (
    identifier_present,
    identifier_unique,
    identifier_form,
    identifier_check,
    identifier_persistent,
    identifier_not_recycled,
    conformity,
    filled,
    values_real,
    twins,
    references,
    files_unchanged,
    files_are_what_they_say,
    api_same_as_file,
    files_answer,
    uptime_files,
    uptime_api,
    open_format,
    schema_declared,
    text_utf8,
    catalogue_readable,
    reference_system,
    metadata_complete,
    contact,
    fresh,
    attested,
    columns_described,
    examples,
    changelog,
    method,
)
