"""The closing table: for each source, what the pipeline read, repaired, rejected and published."""

import json
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from embedded.console import say
from embedded.settings import Settings

STATES = {
    "published": "publiée",
    "unchanged": "inchangée",
    "quarantined": "en quarantaine",
    "failed": "en échec",
    "paused": "en pause",
}
TITLES = ("source", "état", "lues", "réparées", "rejetées", "adresse publiée")
NUMBERS = {2, 3, 4}
NARROW_SPACE = "\u202f"


@dataclass(frozen=True)
class Outcome:
    """The pipeline's own account of a source, from `<store>/outcomes/<source>.json`."""

    source: str
    state: str
    rows_read: int
    repairs: int
    rows_rejected: int
    address: str
    messages: tuple[str, ...]


def load_outcomes(store: Path) -> list[Outcome]:
    """Read the latest outcome of each source, by name."""
    return [_read(path) for path in sorted((store / "outcomes").glob("*.json"))]


def _read(path: Path) -> Outcome:
    values = json.loads(path.read_text(encoding="utf-8"))
    return Outcome(
        source=str(values["source"]),
        state=str(values["state"]),
        rows_read=int(values.get("rows_read") or 0),
        repairs=int(values.get("repairs") or 0),
        rows_rejected=int(values.get("rows_rejected") or 0),
        address=str(values.get("address") or ""),
        messages=tuple(values.get("messages") or ()),
    )


def show(settings: Settings) -> None:
    """Print the table, the reasons of what was not published, and where to go next."""
    outcomes = load_outcomes(settings.store)
    say()
    for line in table(outcomes):
        say(line)
    for outcome in outcomes:
        if outcome.state in ("failed", "quarantined"):
            say(f"\n{outcome.source} {STATES[outcome.state]}\u00a0:")
            for text in outcome.messages:
                say(f"  {text}")
    secrets = settings.secrets
    say(f"\nPortail\u00a0: {settings.portal}   (admin, {secrets / 'admin_password'})")
    say(f"Airflow\u00a0: {settings.airflow}   (admin, {secrets / 'airflow_password'})")


def table(outcomes: list[Outcome]) -> list[str]:
    """Lay the outcomes in columns: words to the left, numbers to the right."""
    rows = [TITLES, *(_cells(outcome) for outcome in outcomes)]
    widths = [max(_width(row[column]) for row in rows) for column in range(len(TITLES))]
    lines = [_line(row, widths) for row in rows]
    return [lines[0], "─" * max(map(_width, lines)), *lines[1:]]


def _cells(outcome: Outcome) -> tuple[str, ...]:
    numbers = (outcome.rows_read, outcome.repairs, outcome.rows_rejected)
    state = STATES.get(outcome.state, outcome.state)
    return (outcome.source, state, *map(_number, numbers), outcome.address or "—")


def _number(value: int) -> str:
    return f"{value:,}".replace(",", NARROW_SPACE)


def _line(row: tuple[str, ...], widths: list[int]) -> str:
    cells = [
        f"{text:>{width}}" if column in NUMBERS else f"{text:<{width}}"
        for column, (text, width) in enumerate(zip(row, widths, strict=True))
    ]
    return "  ".join(cells).rstrip()


def _width(text: str) -> int:
    return sum(1 for character in text if not unicodedata.combining(character))
