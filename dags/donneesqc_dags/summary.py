"""The closing task: a table of what each source became, and the run's verdict."""

import logging
from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from airflow.sdk import TriggerRule, task
from airflow.sdk.exceptions import AirflowFailException

from donneesqc_dags.catalogue import read_catalogue
from donneesqc_dags.choice import PAUSED
from donneesqc_dags.context import names, task_instance
from pipelines.messages.counts import number

if TYPE_CHECKING:
    from pipelines.run import Outcome

log = logging.getLogger(__name__)

STATES = {
    "published": "publiée",
    "unchanged": "inchangée",
    "quarantined": "en quarantaine",
    "failed": "en échec",
    "paused": "en pause",
}
WELL = ("published", "unchanged", "paused")
INTERRUPTED = "Une étape a été interrompue avant sa fin\u00a0: voyez son journal."
TITLES = ("Source", "État", "Lues", "Réparées", "Rejetées")


@task(
    task_display_name="Bilan",
    trigger_rule=TriggerRule.ALL_DONE,
    execution_timeout=timedelta(minutes=5),
)
def sum_up(chosen: list[str] | None) -> None:
    """Show what became of each source; fail, as the run then does, when one has not fully come."""
    if chosen is None:
        raise AirflowFailException("Le choix des sources a échoué\u00a0: voyez son journal.")
    rows = _outcomes(chosen)
    for line in table(rows):
        log.info(line)
    unwell = [row.source for row in rows if row.state not in WELL]
    if unwell:
        total = f"{len(unwell)} source(s) sur {len(rows)}"
        raise AirflowFailException(f"{total} à corriger\u00a0: {', '.join(sorted(unwell))}.")


def _outcomes(chosen: list[str]) -> "list[Outcome]":
    """Return what this run made of each source: published or not, cut short, paused.

    Files that can't be read are told too, in every family: which is theirs may be unreadable.
    """
    from pipelines.run import Outcome

    # Asked for as a list: Airflow gives the value itself when a single source was mapped.
    pull = task_instance().xcom_pull
    kept = [Outcome(**item) for item in pull(task_ids=["source.publish"]) if item]
    paused = [Outcome(name, "paused") for name in pull(task_ids="choose", key=PAUSED)]
    lost = sorted({*chosen} - {outcome.source for outcome in kept})
    refused = {} if names("sources") else read_catalogue().reasons
    unread = [Outcome(name, "failed", messages=(reason,)) for name, reason in refused.items()]
    return [*kept, *paused, *map(_interrupted, lost), *unread]


def _interrupted(source: str) -> "Outcome":
    """Keep, for a source whose tasks were cut short, an outcome that says so."""
    from donneesqc_dags.workshop import store
    from pipelines.run import Outcome, keep

    return keep(Outcome(source, "failed", messages=(INTERRUPTED,)), store())


def table(outcomes: "Iterable[Outcome]") -> list[str]:
    """Lay the outcomes in columns, each followed by its address or by the reasons of its state."""
    ordered = sorted(outcomes, key=lambda outcome: (outcome.state in WELL, outcome.source))
    rows = [TITLES, *map(_cells, ordered)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(TITLES))]
    lines = [_line(TITLES, widths)]
    for outcome, row in zip(ordered, rows[1:], strict=True):
        lines.append(_line(row, widths))
        lines.extend(f"    {text}" for text in _details(outcome))
    return lines


def _cells(outcome: "Outcome") -> tuple[str, ...]:
    numbers = (outcome.rows_read, outcome.repairs, outcome.rows_rejected)
    return (outcome.source, STATES[outcome.state], *(number(value, "fr") for value in numbers))


def _line(row: tuple[str, ...], widths: list[int]) -> str:
    words = [f"{text:<{width}}" for text, width in zip(row[:2], widths[:2], strict=True)]
    numbers = [f"{text:>{width}}" for text, width in zip(row[2:], widths[2:], strict=True)]
    return "  ".join([*words, *numbers])


def _details(outcome: "Outcome") -> tuple[str, ...]:
    return (*outcome.messages, *filter(None, (outcome.address,)))
