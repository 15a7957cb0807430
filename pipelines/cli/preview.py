"""Show, before a file is sent, what publishing it would change of what readers see."""

import csv
from collections.abc import Iterator
from pathlib import Path

from pipelines.cli.following import changes_said
from pipelines.cli.normalised import Normalised
from pipelines.messages import message, quoted
from pipelines.publish import Portal
from pipelines.publish.live import fetch_rows
from pipelines.publish.versions import Version
from pipelines.report.visible import visible

Counts = tuple[int, int, int]  # rows added, changed, removed


def preview_lines(
    portal: Portal, live: Version | None, new: Normalised, language: str, scratch: Path
) -> Iterator[str]:
    """Yield the difference between the file and the live version."""
    if live is None:
        yield message("command-first-version", language)
        return
    yield message("command-against", language, version=live.number)
    rows = fetch_rows(portal, live, scratch)
    if rows is None:
        yield "  " + message("command-no-difference-now", language)
        return
    before = _columns(rows)
    counts = count_changes_from(rows, new, scratch) if set(before) == set(new.columns) else None
    if counts:
        yield "  " + changes_said(counts, language)
    else:
        old_rows = _count(_part(rows, new, scratch))
        yield "  " + message("command-rows-before-after", language, before=old_rows, after=new.rows)
    yield from _columns_said(before, new.columns, language)


def lost_columns(live_columns: tuple[str, ...], columns: tuple[str, ...]) -> list[str]:
    """Return the columns that readers have and would lose: a breaking change."""
    return [name for name in live_columns if name not in columns]


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


def _columns_said(before: tuple[str, ...], after: tuple[str, ...], language: str) -> Iterator[str]:
    gained = [name for name in after if name not in before]
    lost = lost_columns(before, after)
    if gained:
        yield "  " + visible(
            message("command-columns-added", language, columns=quoted(gained, language))
        )
    if lost:
        yield "  ! " + visible(
            message("command-columns-lost", language, columns=quoted(lost, language))
        )
