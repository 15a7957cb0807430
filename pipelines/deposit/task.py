"""What is asked of the preparation of a deposit, and what it answers."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

ROWS, REPORT, PAGE = "rows.csv", "report.json", "report.html"


@dataclass(frozen=True)
class Kept:
    """Say which identifiers a table has promised to keep.

    `column` holds them, in the rows of the newest vintage alone where `vintage`, the column that
    says it, isn't ""; `newest`: the vintage of today's; `path`: a CSV file with a column
    `identifier`.
    """

    column: str
    vintage: str
    newest: str
    path: Path


@dataclass(frozen=True)
class Task:
    """Ask for one file to be checked and brought to normal form.

    `source`: the YAML of the source whose table it goes into; `descriptor`: otherwise a Table
    Schema; with neither, the columns' types are what the cells show, and never narrower than those
    of `before`, the columns of the version that readers see; `kept`: what readers rely on;
    `progress` is called with the number of rows read so far.
    """

    path: Path
    name: str
    today: date
    source: str = ""
    publication: str = ""
    descriptor: dict | None = None
    before: tuple[dict, ...] = ()
    kept: Kept | None = None
    language: str = "fr"
    progress: Callable[[int], None] = lambda _: None


@dataclass(frozen=True)
class Prepared:
    """Say what a file is worth; `descriptor` is the Table Schema of its rows in normal form.

    `repairs`: what was mended, as the dataset's page shows it; `guidelines`: the portal's answers
    on the file as it was sent, and on its rows in normal form; `publication` is "" where the file
    is the whole table; `schema`: its full name; `lost`: how many identifiers that were promised
    aren't there any more, `lost_first`: some of them.
    """

    valid: bool
    rows_read: int
    rows_rejected: int = 0
    rows: int = 0
    publication: str = ""
    schema: str = ""
    partition: str = ""
    descriptor: dict = field(default_factory=dict)
    repairs: tuple[dict, ...] = ()
    guidelines: dict[str, str] = field(default_factory=dict)
    normal_guidelines: dict[str, str] = field(default_factory=dict)
    errors: int = 0
    first_errors: tuple[str, ...] = ()
    lost: int = 0
    lost_first: tuple[str, ...] = ()
