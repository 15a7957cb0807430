"""What a report says of one checked file, whatever the form in which it is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from pipelines.decode.batches import Form

YES, NO, NOT_APPLICABLE = "oui", "non", "n/a"  # the portal's own codes, in every language
ABSENT = "relidi.descha.absent"


@dataclass(frozen=True)
class Repair:
    """Sum up the repairs of one kind in one column; `column` is "" for the whole file."""

    text: str
    count: int
    column: str = ""


@dataclass(frozen=True)
class Guideline:
    """Say whether the file keeps one guideline; `answer` is the portal's code."""

    code: str
    title: str
    answer: str
    evidence: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """Return YES, NO or NOT_APPLICABLE; a description may also be absent or have its place."""
        if self.answer == NOT_APPLICABLE:
            return NOT_APPLICABLE
        return NO if self.answer in (NO, ABSENT) else YES


@dataclass(frozen=True)
class PersonalInformation:
    """Say what personal information a column holds; `blocks` when nobody said why it is public."""

    column: str
    kind: str
    text: str
    blocks: bool


@dataclass(frozen=True)
class CheckedFile:
    """Hold all that is known of a checked file, every sentence in `language`.

    `report` is the Frictionless Report descriptor: it counts every error and lists the first ones,
    each with our sentence as `message`. `schema` and `version` are "" when no schema was named.
    `columns` is the place in the file, from 0, of each column that an error names. `portal` is what
    the portal's page would say of the guidelines, in five lines; `request` asks for the derogation
    of those that aren't kept. `proposed` is a Table Schema to complete, when none was named.
    """

    name: str
    sha256: str
    checked: date
    rows: int
    valid: bool
    report: dict
    form: Form = Form()
    header_row: int = 1
    columns: Mapping[str, int] = field(default_factory=dict)
    schema: str = ""
    version: str = ""
    language: str = "fr"
    notices: tuple[str, ...] = ()
    repairs: tuple[Repair, ...] = ()
    guidelines: tuple[Guideline, ...] = ()
    portal: tuple[str, ...] = ()
    personal: tuple[PersonalInformation, ...] = ()
    request: str = ""
    proposed: dict | None = None

    @property
    def errors(self) -> list[dict]:
        """Return the errors that the report lists, those of the whole report first."""
        listed = list(self.report["errors"])
        for task in self.report["tasks"]:
            listed.extend(task["errors"])
        return listed

    @property
    def error_count(self) -> int:
        """Return how many errors there are, listed or not."""
        return self.report["stats"]["errors"]
