"""End a source's run: publish what came through, update its asset, decide the task's state."""

from dataclasses import asdict
from typing import TYPE_CHECKING

from airflow.sdk.exceptions import AirflowSkipException

from donneesqc_dags.assets import dataset_asset, family_alias
from donneesqc_dags.context import outlet_events
from donneesqc_dags.progress import fail, keep
from pipelines import run
from pipelines.messages import Refusal
from pipelines.publish import open_portal

if TYPE_CHECKING:
    from pipelines.fetch import Context
    from pipelines.run import Outcome, Progress
    from pipelines.sources import Source


def publish_rest(source: "Source", context: "Context", progress: "list[Progress]") -> "Outcome":
    """Publish the publications that have not stopped, if any, and keep the source's outcome."""
    if all(item.refusal for item in progress):
        return run.conclude(source, context, progress)
    try:
        portal = open_portal()
    except Refusal as refusal:
        stop = run.Progress("", refusal=refusal.code, values=refusal.values)
        return run.conclude(source, context, [*progress, stop])
    return run.publish(source, context, progress, portal)


def settle(family: str, outcome: "Outcome") -> dict[str, object]:
    """Return the outcome; fail when the portal refused, skip when there was nothing to publish.

    What an earlier step refused has made that step fail; here only the portal's reasons count.
    """
    result = asdict(outcome)
    refused = [
        (text, code)
        for text, code in zip(outcome.messages, outcome.codes, strict=True)
        if code.startswith(("portal-", "deposit-"))
    ]
    if refused:
        keep(result)
        fail(*zip(*refused, strict=True))
    if not outcome.address:
        keep(result)
        raise AirflowSkipException("Aucune publication à publier\u00a0: ce qui est publié reste.")
    if outcome.changed:
        _announce(family, outcome)
    return result


def _announce(family: str, outcome: "Outcome") -> None:
    """Update the dataset's asset, with where the data are and how many rows were read."""
    facts = {"address": outcome.address, "rows_read": outcome.rows_read}
    outlet_events()[family_alias(family)].add(dataset_asset(outcome.source), extra=facts)
