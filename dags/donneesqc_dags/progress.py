"""Hand the progress of a source's publications from one task to the next.

What travels is names and reasons, as plain values; data stay in the store. A step hands the
progress on, then fails when it stopped a publication: the step that refuses is the red one, and
the next steps go on with the other publications.
"""

from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, NoReturn, TypedDict, cast

from airflow.sdk.exceptions import AirflowException, AirflowFailException, AirflowSkipException

from donneesqc_dags.context import task_instance

if TYPE_CHECKING:
    from pipelines.fetch import Context
    from pipelines.run import Progress
    from pipelines.sources import Source

Step = Callable[["Source", "Context", "list[Progress]"], "list[Progress]"]


class Plain(TypedDict):
    """Carry a `pipelines.run.Progress` between tasks, as the JSON values that Airflow keeps."""

    publication: str
    key: str
    refusal: str
    values: dict[str, str | int]


RESULT = "return_value"  # Airflow's key for what a task returns
# Reasons that may pass by themselves; the others wait for a person.
WORTH_A_RETRY = frozenset(
    {
        "fetch-unreachable", "fetch-timeout", "fetch-status", "fetch-truncated", "fetch-not-ckan",
        "portal-unreachable", "portal-refused", "portal-slow",
    }
)  # fmt: skip


def advance(step: Step, source: str, progress: list[Plain] | None) -> list[Plain]:
    """Do one step on the publications that have not stopped and hand them all on."""
    from donneesqc_dags.workshop import workshop
    from pipelines.sources import load_source

    before = read(progress)
    if all(item.refusal for item in before):
        keep(progress)
        raise AirflowSkipException("Aucune publication n’est arrivée jusqu’à cette étape.")
    with workshop() as context:
        return hand_on(step(load_source(source), context, before), before)


def read(progress: list[Plain] | None) -> "list[Progress]":
    """Return the progress that the previous step handed on; skip when it was cut short."""
    from pipelines.run import Progress

    if progress is None:
        raise AirflowSkipException("L’étape précédente a été interrompue\u00a0: voyez son journal.")
    return [Progress(**item) for item in progress]


def hand_on(after: "list[Progress]", before: "Iterable[Progress]" = ()) -> list[Plain]:
    """Return the progress; fail, having handed it on, when this step stopped a publication."""
    progress = [cast("Plain", asdict(item)) for item in after]
    stopped = [item for item in after if item.refusal and item not in before]
    if stopped:
        keep(progress)
        fail([item.sentence for item in stopped], [item.refusal for item in stopped])
    return progress


def keep(result: object) -> None:
    """Hand a result on although the task is about to fail or be skipped."""
    task_instance().xcom_push(RESULT, result)


def fail(sentences: Iterable[str], codes: Iterable[str]) -> NoReturn:
    """Fail the task: at once, or after more tries when one of the reasons may pass by itself."""
    text = "\n".join(sentences)
    if WORTH_A_RETRY.isdisjoint(codes):
        raise AirflowFailException(text)
    raise AirflowException(text)
