"""What a family's rule finds wrong with a row."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Finding:
    """Report one broken rule: `code` names its sentence in the catalogue, `values` fill it.

    `row` is the number that the spreadsheet shows, 0 when the rule is about the whole table.
    """

    code: str
    row: int = 0
    column: str = ""
    value: str = ""
    values: dict[str, str | int] = field(default_factory=dict)
