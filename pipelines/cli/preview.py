"""Show, before a file is sent, what publishing it would change of what readers see."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pipelines.cli.following import changes_said
from pipelines.cli.normalised import Normalised
from pipelines.history.breaks import Break
from pipelines.history.schema_changes import breaking_changes, emptied
from pipelines.messages import message
from pipelines.publish import Portal
from pipelines.publish.live import fetch_rows
from pipelines.publish.versions import Version
from pipelines.report.visible import visible

Counts = tuple[int, int, int]  # rows added, changed, removed


@dataclass(frozen=True)
class Preview:
    """Hold what publishing a file would change; `live` is None when readers see nothing."""

    portal: Portal
    live: Version | None
    new: Normalised
    scratch: Path

    def lines(self, language: str) -> Iterator[str]:
        """Yield the difference between the file and the live version."""
        if self.live is None:
            yield message("command-first-version", language)
            return
        yield message("command-against", language, version=self.live.number)
        yield from ("  " + visible(line) for line in self._rows_said(self._rows, language))
        yield from _breaks_said(self.breaks(), language)

    def breaks(self) -> tuple[Break, ...]:
        """Return the changes that may break what people built on the table."""
        if self.live is None:
            return ()
        return (*_schema_breaks(self.live, self.new), *emptied(self._rows_before(), self.new.rows))

    @cached_property
    def _rows(self) -> Path | None:
        return fetch_rows(self.portal, self.live, self.scratch) if self.live else None

    def _rows_before(self) -> int:
        """Return how many rows readers have of the file's publication; 0 when the file has some."""
        if self.new.rows or self.live is None:
            return 0
        if self.new.partition:
            return _count(_part(self._rows, self.new, self.scratch)) if self._rows else 0
        return self.live.rows or 0

    def _rows_said(self, rows: Path | None, language: str) -> Iterator[str]:
        if rows is None:
            yield message("command-no-difference-now", language)
            return
        before, new = _columns(rows), self.new
        same = set(before) == set(new.columns)
        counts = count_changes_from(rows, new, self.scratch) if same else None
        if counts:
            yield changes_said(counts, language)
        else:
            old = _count(_part(rows, new, self.scratch))
            yield message("command-rows-before-after", language, before=old, after=new.rows)
        gained = [name for name in new.columns if name not in before]
        if gained:
            yield message("command-columns-added", language, columns=gained)


def _schema_breaks(live: Version, new: Normalised) -> tuple[Break, ...]:
    """Return what changes in the columns; a portal that doesn't tell the live ones judges alone."""
    if not live.fields:
        return ()
    return breaking_changes(live.fields, new.fields, live.primary_key, new.key)


def _breaks_said(breaks: Sequence[Break], language: str) -> Iterator[str]:
    if breaks:
        yield "  " + message("command-breaks", language, count=len(breaks))
    yield from (visible(f"  ! {found.sentence(language)}") for found in breaks)


def count_changes_from(live: Path, new: Normalised, scratch: Path) -> Counts | None:
    """Count the rows that differ; None when the rows have no key."""
    from pipelines.history.differences import count_changes  # noqa: PLC0415 - slow to import

    if not new.key:
        return None
    old = _part(live, new, scratch)
    found = count_changes({new.publication: old}, {new.publication: new.path}, new.key)
    return found.added, found.changed, found.removed


def _part(live: Path, new: Normalised, scratch: Path) -> Path:
    """Return the live rows of the file's own publication; publishing leaves the others alone."""
    import polars as pl  # noqa: PLC0415

    if not new.partition or new.partition not in _columns(live):
        return live
    path = scratch / "version-en-ligne-publication.csv"
    rows = pl.scan_csv(live, infer_schema=False)
    rows.filter(pl.col(new.partition) == new.publication).collect().write_csv(
        path, include_bom=True, line_terminator="\r\n"
    )
    return path


def _columns(path: Path) -> tuple[str, ...]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return tuple(next(csv.reader(file), ()))


def _count(path: Path) -> int:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return max(0, sum(1 for row in csv.reader(file) if row) - 1)
