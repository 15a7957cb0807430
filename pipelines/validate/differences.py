"""Where our verdicts differ from Frictionless's on purpose, each with its reason.

Frictionless reads a cell as Python would; a reader's tool doesn't, and the portal's guidelines ask
for one form. Each of the first is a type error here and valid there: what `forms` refuses. The
others are about whole tables. tests/unit/validate/test_same_as_frictionless.py tries every one.
"""

from dataclasses import dataclass

NUMBER = "relidi_condon_nombre: digits and a point, nothing else"
DATE = "relidi_condon_datheu: AAAA-MM-JJ, HH:MM:SS, AAAA-MM-JJTHH:MM:SS"
ZONE = "the portal's DataStore drops a time zone without a word"


@dataclass(frozen=True)
class Difference:
    """Name one way of writing that Frictionless accepts and we refuse."""

    name: str
    types: tuple[str, ...]
    example: str
    reason: str


@dataclass(frozen=True)
class TableDifference:
    """Name something that Frictionless can't decide and we do."""

    name: str
    theirs: str
    ours: str
    reason: str


CELLS = (
    Difference("not-finite", ("number",), "NaN", "relidi_condon_valinc: unknown is an empty cell"),
    Difference("exponent", ("number",), "1e5", NUMBER),
    Difference("underscore", ("integer", "number"), "1_000", "only Python writes so"),
    Difference("plus-sign", ("integer", "number"), "+5", NUMBER),
    Difference("other-digits", ("integer", "number", "year"), "٣٣٣٣", "spreadsheets read text"),
    Difference("spaces", ("integer", "number"), " 7", "RFC 4180: spaces belong to the cell"),
    Difference("bare-point", ("number",), ".5", NUMBER),
    Difference("long-integer", ("integer",), "1" * 19, "PostgreSQL's bigint can't hold it"),
    Difference("long-number", ("number",), "1" * 21, "no exact column of ours holds it"),
    Difference("short-date", ("date",), "2024-1-5", DATE),
    Difference("short-month", ("yearmonth",), "2024-1", DATE),
    Difference("space-between", ("datetime",), "2024-01-05 10:00:00", DATE),
    Difference("fraction", ("datetime",), "2024-01-05T10:00:00.5", DATE),
    Difference("zone", ("datetime",), "2024-01-05T10:00:00Z", ZONE),
    Difference("zone-of-time", ("time",), "10:00:00Z", ZONE),
    Difference("fraction-of-time", ("time",), "10:00:00.5", DATE),
)
TABLES = (
    TableDifference(
        "unhashable-unique",
        "stops with a Python error at a unique object, array, list or geometry",
        "compares their values",
        "a schema may ask for it, and a file must get its verdict",
    ),
    TableDifference(
        "duplicate-label-by-name",
        "stops when two labels are the same and fields are matched by name",
        "reports the labels and checks no column",
        "the person must learn which label to mend",
    ),
    TableDifference(
        "number-to-text-key",
        "finds no number among the texts of a reference table: 1 is never « 01 »",
        "reads the reference table by the type of the column that refers to it",
        "reference tables are texts, and a schema that says number means the number",
    ),
    TableDifference(
        "not-finite-bound",
        "says that NaN is below the minimum, when there is one",
        "says that it is no number",
        "the sentence must be true",
    ),
)
