"""Decide on one cell as Frictionless does, then by our forms; each distinct cell once."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING

from pipelines.validate.forms import well_formed
from pipelines.validate.vectorised import OPTIONS

if TYPE_CHECKING:
    from frictionless import Field

REMEMBERED = 200_000  # distinct cells a column; above, the column starts afresh
Note = tuple[str, str]


@dataclass(frozen=True)
class Verdict:
    """Hold what is said of a cell.

    `notes`: pairs of an error's type and note, none when the cell is valid; `key`: a text equal for
    equal values, None for a missing or unreadable one; `text`: the value as Frictionless writes it.
    """

    notes: tuple[Note, ...]
    key: str | None
    text: str


class Judge:
    """Read the cells of one field with Frictionless and remember the verdict of each."""

    def __init__(self, field: "Field") -> None:
        self._field = field
        self._read = field.create_cell_reader()
        self._has_form = field.format == "default" and not any(map(field.has_defined, OPTIONS))
        self._known: dict[str | None, Verdict] = {}

    def verdict(self, cell: str | None) -> Verdict:
        """Return the verdict of a cell; None is a cell that its row lacks."""
        found = self._known.get(cell)
        if found is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            found = self._known[cell] = self._decide(cell)
        return found

    def _decide(self, cell: str | None) -> Verdict:
        type_note = f'type is "{self._field.type}/{self._field.format}"'
        try:
            value, notes = self._read(cell)
        except (TypeError, ValueError, ArithmeticError, AttributeError, RecursionError):
            # Frictionless itself stops here: a time with a zone compared with one without, say
            return Verdict((("type-error", type_note),), None, "None")
        if value is not None and not self._in_form(cell):
            return Verdict((("type-error", type_note),), None, "None")
        listed = tuple(
            ("type-error" if name == "type" else "constraint-error", note)
            for name, note in (notes or {}).items()
        )
        return Verdict(listed, None if value is None else key_of(value), str(value))

    def _in_form(self, cell: str | None) -> bool:
        return not self._has_form or cell is None or well_formed(self._field.type, cell)


def key_of(value: object) -> str:
    """Return a text that is the same for equal values of one type, and for them alone."""
    match value:
        case bool() | str():
            return str(value)
        case int():
            return str(value)
        case Decimal() | float():
            return _number_key(Decimal(str(value)))
        case datetime() if value.tzinfo:
            return value.astimezone(UTC).isoformat()
        case date() | time():
            return value.isoformat()
    return repr(value)


def _number_key(value: Decimal) -> str:
    if not value.is_finite():
        return str(value)
    return "0" if not value else format(value.normalize(), "f")
