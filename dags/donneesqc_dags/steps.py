"""The five steps of a source, as tasks: each is one call of `pipelines.run`."""

from datetime import timedelta

from airflow.sdk import TriggerRule, task

from donneesqc_dags.context import names
from donneesqc_dags.progress import Plain, advance, hand_on, read

LABEL = {"map_index_template": "{{ task.op_args[0] }}"}  # the source's name, not a number
AFTER = {**LABEL, "trigger_rule": TriggerRule.ALL_DONE}  # go on with what came through
WORK = {**AFTER, "execution_timeout": timedelta(minutes=30)}
TRIES = {  # again after 20 s, 1 min, 3 min
    "retries": 3,
    "retry_exponential_backoff": 3,
    "max_retry_delay": timedelta(minutes=15),
}


@task(task_display_name="Télécharger", execution_timeout=timedelta(hours=1), **LABEL, **TRIES)
def fetch(source: str) -> list[Plain]:
    """Bring the source's publications into the store, all or those that the run names."""
    from donneesqc_dags.workshop import workshop
    from pipelines import run
    from pipelines.sources import load_source

    with workshop() as context:
        return hand_on(run.fetch(load_source(source), context, names("publications")))


@task(task_display_name="Décoder", **WORK)
def decode(source: str, progress: list[Plain] | None) -> list[Plain]:
    """Read each file as a table of text."""
    from pipelines import run

    return advance(run.decode, source, progress)


@task(task_display_name="Conformer", **WORK)
def conform(source: str, progress: list[Plain] | None) -> list[Plain]:
    """Bring each table to the columns and the form of its schema."""
    from pipelines import run

    return advance(run.conform, source, progress)


@task(task_display_name="Valider", **WORK)
def validate(source: str, progress: list[Plain] | None) -> list[Plain]:
    """Check each table; an invalid one goes to quarantine."""
    from pipelines import run

    return advance(run.validate, source, progress)


@task(task_display_name="Publier", execution_timeout=timedelta(hours=2), **AFTER, **TRIES)
def publish(source: str, progress: list[Plain] | None) -> dict[str, object]:
    """Publish what came through; update the dataset's asset when the portal's data changed."""
    from donneesqc_dags.publication import publish_rest, settle
    from donneesqc_dags.workshop import workshop
    from pipelines.sources import load_source

    origin = load_source(source)
    with workshop() as context:
        outcome = publish_rest(origin, context, read(progress))
    return settle(origin.family, outcome)
