"""What somebody wants checked, and how."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pipelines.sources import Decoding
from pipelines.validate.engine import See

LISTED = 1000


@dataclass(frozen=True)
class CheckRequest:
    """Ask for a check of the file at `path`.

    `schema`: the name of one of our schemas, the path of a Table Schema, or "" to have the
    guidelines applied alone; `publication`: which issue of its source the file is, when the file
    doesn't say; `name`: the file's name for people; `limit`: how many errors to list; `progress` is
    called with the number of rows read so far; `see` is given each batch that a schema checks.
    """

    path: Path
    today: date
    schema: str = ""
    publication: str = ""
    decoding: Decoding = field(default_factory=Decoding)
    language: str = "fr"
    limit: int = LISTED
    name: str = ""
    progress: Callable[[int], None] = lambda _: None
    see: See = lambda *_: None

    @property
    def shown(self) -> str:
        """Return the file's name as people know it."""
        return self.name or self.path.name
