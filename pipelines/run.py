"""Take one source all the way: fetch → decode → conform → validate → publish.

Each step can be called alone, with nothing but names passed between them, so that an Airflow task
is one call; `run_source` is the same five calls in a row.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace

import polars as pl

from pipelines.fetch import Context, find_publications, load_snapshot
from pipelines.fetch import fetch as fetch_publication
from pipelines.messages import FILE_REPAIRS, Refusal, message
from pipelines.publish import Portal, Published
from pipelines.publish import publish as publish_dataset
from pipelines.sources import Publication, Source
from pipelines.steps import INVALID, Steps
from pipelines.store import Store
from schemas import load_schema

PASSING = ("fetch-", "portal-", "file-", "publication-")  # they say nothing against the data


@dataclass(frozen=True)
class Progress:
    """Follow one publication: the snapshot's key once fetched, or why it stopped."""

    publication: str
    key: str = ""
    refusal: str = ""
    values: dict[str, str | int] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """Return the French sentence of the refusal."""
        return message(self.refusal, **self.values) if self.refusal else ""

    @property
    def sentence(self) -> str:
        """Return the refusal's sentence after the publication it is about, if it is about one."""
        return f"{self.publication} – {self.text}" if self.publication else self.text


@dataclass(frozen=True)
class Outcome:
    """Sum up a source's run.

    `state` is published, unchanged, quarantined (something is wrong in the data), failed (something
    outside didn't work) or paused; counts are over the publications that were decoded. `changed`
    tells whether the portal's data are new, whatever the state; `codes` go with `messages`.
    """

    source: str
    state: str
    rows_read: int = 0
    repairs: int = 0
    rows_rejected: int = 0
    address: str = ""
    messages: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    changed: bool = False


def run_source(
    source: Source, context: Context, portal: Portal, publications: Sequence[str] = ()
) -> Outcome:
    """Run the five steps over a source's publications, all or those named, and keep the outcome.

    A publication that stops is reported and leaves what is published as it was; the others go on.
    """
    progress = fetch(source, context, publications)
    progress = decode(source, context, progress)
    progress = conform(source, context, progress)
    progress = validate(source, context, progress)
    return publish(source, context, progress, portal)


def fetch(source: Source, context: Context, publications: Sequence[str] = ()) -> list[Progress]:
    """Bring the publications into the store."""
    try:
        found = find_publications(source, context)
        chosen = _chosen(source, found, publications)
    except Refusal as refusal:
        return [_stopped(Progress(""), refusal)]
    return [_fetched(source, context, publication) for publication in chosen]


def decode(source: Source, context: Context, progress: list[Progress]) -> list[Progress]:
    """Read each snapshot as a table of text."""
    return _advance(source, context, progress, Steps.decoded)


def conform(source: Source, context: Context, progress: list[Progress]) -> list[Progress]:
    """Bring each table to the schema's columns and form."""
    return _advance(source, context, progress, Steps.conformed)


def validate(source: Source, context: Context, progress: list[Progress]) -> list[Progress]:
    """Check each table; an invalid one goes to quarantine with its report."""
    return _advance(source, context, progress, Steps.accepted)


def publish(source: Source, context: Context, progress: list[Progress], portal: Portal) -> Outcome:
    """Publish what came through and keep the outcome."""
    try:
        published = _published(source, context, progress, portal)
    except Refusal as refusal:
        return conclude(source, context, [*progress, _stopped(Progress(""), refusal)])
    return conclude(source, context, progress, published)


def conclude(
    source: Source,
    context: Context,
    progress: list[Progress],
    published: Published | None = None,
) -> Outcome:
    """Sum up what became of the publications and keep the outcome."""
    stopped = [step for step in progress if step.refusal]
    changed = bool(published and published.changed)
    outcome = Outcome(
        source=source.name,
        state=_state(progress, changed),
        address=published.address if published else "",
        messages=tuple(step.sentence for step in stopped),
        codes=tuple(step.refusal for step in stopped),
        changed=changed,
        **_counts(source, context, progress),
    )
    return keep(outcome, context.store)


def keep(outcome: Outcome, store: Store) -> Outcome:
    """Write an outcome as the latest of its source, `outcomes/<source>.json`."""
    store.write_latest(f"outcomes/{outcome.source}.json", asdict(outcome))
    return outcome


def _published(
    source: Source, context: Context, progress: list[Progress], portal: Portal
) -> Published | None:
    """Publish the publications that came through, if any; raises Refusal."""
    snapshots = [
        load_snapshot(context.store, source.name, step.publication, step.key)
        for step in progress
        if not step.refusal
    ]
    return publish_dataset(source, snapshots, context.store, portal) if snapshots else None


def _chosen(
    source: Source, found: Sequence[Publication], names: Sequence[str]
) -> Sequence[Publication]:
    """Return the publications named, or all; raises Refusal for a name the source doesn't have."""
    known = {publication.name: publication for publication in found}
    for name in names:
        if name not in known:
            raise Refusal(
                "publication-unknown", source=source.name, name=name, known=", ".join(known)
            )
    return [known[name] for name in names] or found


def _fetched(source: Source, context: Context, publication: Publication) -> Progress:
    step = Progress(publication.name)
    try:
        snapshot = fetch_publication(source, publication, context)
    except Refusal as refusal:
        return _stopped(step, refusal)
    return replace(step, key=snapshot.key)


def _advance(
    source: Source,
    context: Context,
    progress: list[Progress],
    work: Callable[[Steps], object],
) -> list[Progress]:
    """Do one step's work on every publication that has not stopped."""
    advanced = []
    for step in progress:
        try:
            if not step.refusal:
                work(_steps(source, context, step))
            advanced.append(step)
        except Refusal as refusal:
            advanced.append(_stopped(step, refusal))
    return advanced


def _steps(source: Source, context: Context, step: Progress) -> Steps:
    snapshot = load_snapshot(context.store, source.name, step.publication, step.key)
    return Steps(source, load_schema(source.schema), context.store, snapshot)


def _stopped(step: Progress, refusal: Refusal) -> Progress:
    return replace(step, refusal=refusal.code, values=refusal.values)


def _state(progress: list[Progress], changed: bool) -> str:
    codes = [step.refusal for step in progress if step.refusal]
    if any(not code.startswith(PASSING) for code in codes):
        return "quarantined"
    if codes:
        return "failed"
    return "published" if changed else "unchanged"


def _counts(source: Source, context: Context, progress: list[Progress]) -> dict[str, int]:
    """Add up what the validated publications read, repaired and rejected."""
    totals = {"rows_read": 0, "repairs": 0, "rows_rejected": 0}
    for step in progress:
        if step.key and step.refusal in ("", INVALID):
            steps = _steps(source, context, step)
            validation = steps.validated()
            totals["rows_read"] += validation.rows_read
            totals["rows_rejected"] += validation.rows_rejected
            totals["repairs"] += _repaired(steps.conformed().repairs)
    return totals


def _repaired(repairs: pl.DataFrame) -> int:
    """Count the repairs of cells and rows; those of a heading or of the whole file are none."""
    return repairs.filter(~pl.col("code").is_in(FILE_REPAIRS)).height
