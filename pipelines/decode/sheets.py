"""Choose the sheet that holds the table among covers, dictionaries, lists and drafts."""

import re
from collections.abc import Iterable

from pipelines.decode.sheet import Sheet
from pipelines.messages import Refusal

# Names that people give to what goes with a table
BESIDE = re.compile(
    r"dictionn?a|m[ée]ta|lisez|read.?me|accueil|couverture|cover|notes?\b|l[ée]gende|listes?\b"
    r"|lists?\b|instruction|guide|aide|source|sommaire|table des mati|index|param|validation"
    r"|description|about|[àa] propos|information|variables|champs|r[ée]f[ée]rence|codes?\b|lookup",
    re.IGNORECASE,
)


def choose(sheets: Iterable[tuple[bool, Sheet]]) -> Sheet:
    """Return the largest table on a sheet that can be seen and isn't named for something else.

    `sheets`: whether each can be seen, and the sheet; of equal ones the first is taken. Raises
    Refusal when no sheet has a heading.
    """
    best: Sheet | None = None
    most = None
    for visible, sheet in sheets:
        weight = _weight(visible, sheet)
        if weight and (most is None or weight > most):
            best, most = sheet, weight
    if best is None:
        raise Refusal("decode-empty")
    return best


def _weight(visible: bool, sheet: Sheet) -> tuple[bool, bool, bool, int] | None:
    try:
        header = sheet.header
    except Refusal as refusal:
        if refusal.code == "decode-empty":
            return None
        raise
    columns = len(sheet.labels)
    rows = sheet.grid.height - header.index
    beside = bool(BESIDE.search(sheet.grid.name))
    return visible, columns > 1 and rows > 0, not beside, rows * columns
