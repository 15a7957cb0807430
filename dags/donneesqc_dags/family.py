"""Make the DAG of a family: choose the sources, take each through the five steps, sum up."""

from collections.abc import Sequence
from datetime import timedelta

from airflow.sdk import DAG, MultipleCronTriggerTimetable, Param, XComArg, chain, task_group
from airflow.sdk.definitions.param import ParamsDict

from donneesqc_dags import steps
from donneesqc_dags.assets import family_alias
from donneesqc_dags.catalogue import TIME_ZONE
from donneesqc_dags.choice import choose
from donneesqc_dags.summary import sum_up
from donneesqc_dags.words import PUBLICATIONS_PARAM, SOURCES_PARAM, documentation, words
from pipelines.sources import Source

TAG = "donneesqc"


def make_dag(family: str, sources: Sequence[Source]) -> DAG:
    """Make the DAG that takes a family's sources to the portal, each on its own calendar."""
    with DAG(
        dag_id=f"donneesqc_{family}",
        dag_display_name=words(family).title,
        description=words(family).description,
        doc_md=documentation(family, sources),
        tags=[TAG, family],
        schedule=_calendar(sources),
        catchup=False,
        max_active_runs=1,  # two runs at once would publish the same dataset twice
        dagrun_timeout=timedelta(hours=12),
        params=ParamsDict(_params(sources)),
        default_args={"retries": 1, "retry_delay": timedelta(seconds=20)},
    ) as dag:
        chosen = choose(family)
        end = sum_up(chosen)  # pyright: ignore[reportArgumentType] - given when it runs
        _take_each_source(family, chosen, end)
    return dag


def _take_each_source(family: str, chosen: XComArg, end: XComArg) -> None:
    """Repeat the five steps for each source chosen, before the end."""

    @task_group(
        group_id="source",
        group_display_name="Source",
        tooltip="Une source, de l’adresse du fichier au portail",
    )
    def source_group(source: str) -> None:
        progress = steps.fetch(source)
        publish = steps.publish.override(outlets=[family_alias(family)])
        for step in (steps.decode, steps.conform, steps.validate, publish):
            progress = step(source, progress)  # pyright: ignore[reportArgumentType] - idem

    chain(source_group.expand(source=chosen), end)


def _calendar(sources: Sequence[Source]) -> MultipleCronTriggerTimetable:
    """Trigger at every time that a source's calendar names, never at once on a first start."""
    calendars = sorted({source.calendar for source in sources})
    return MultipleCronTriggerTimetable(
        *calendars, timezone=TIME_ZONE, run_immediately=timedelta(0)
    )


def _params(sources: Sequence[Source]) -> dict[str, Param]:
    names = [source.name for source in sources]
    return {
        "sources": Param(
            [],
            type=["null", "array"],  # else the form asks for a choice
            title="Sources",
            description_md=SOURCES_PARAM,
            items={"type": "string", "enum": names},
            examples=names,
            uniqueItems=True,
        ),
        "publications": Param(
            [],
            type=["null", "array"],  # else the form asks for a choice
            title="Publications",
            description_md=PUBLICATIONS_PARAM,
            items={"type": "string", "minLength": 1},
            uniqueItems=True,
        ),
    }
