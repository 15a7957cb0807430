"""The five steps of a source, as tasks: each is one call of `pipelines.run`."""

from datetime import timedelta

from airflow.sdk import TriggerRule, get_current_context, task

from donneesqc_dags.progress import Plain, advance, hand_on, read

BACK_OFF = {"retries": 3, "retry_exponential_backoff": 3, "max_retry_delay": timedelta(minutes=15)}
LABEL = {"map_index_template": "{{ task.op_args[0] }}"}
AFTER = {**LABEL, "trigger_rule": TriggerRule.ALL_DONE}
WORK = timedelta(minutes=30)


@task(task_display_name="Télécharger", execution_timeout=timedelta(hours=1), **BACK_OFF, **LABEL)
def fetch(source: str) -> list[Plain]:
    """Bring the source's publications into the store, all or those that the run names."""
    from donneesqc_dags.workshop import workshop
    from pipelines import run
    from pipelines.sources import load_source

    publications = get_current_context()["params"]["publications"]
    with workshop() as context:
        return hand_on(run.fetch(load_source(source), context, publications))


@task(task_display_name="Décoder", execution_timeout=WORK, **AFTER)
def decode(source: str, progress: list[Plain] | None) -> list[Plain]:
    """Read each file as a table of text."""
    from pipelines import run

    return advance(run.decode, source, progress)


@task(task_display_name="Conformer", execution_timeout=WORK, **AFTER)
def conform(source: str, progress: list[Plain] | None) -> list[Plain]:
    """Bring each table to the columns and the form of its schema."""
    from pipelines import run

    return advance(run.conform, source, progress)


@task(task_display_name="Valider", execution_timeout=WORK, **AFTER)
def validate(source: str, progress: list[Plain] | None) -> list[Plain]:
    """Check each table; an invalid one goes to quarantine."""
    from pipelines import run

    return advance(run.validate, source, progress)


@task(task_display_name="Publier", execution_timeout=timedelta(hours=2), **BACK_OFF, **AFTER)
def publish(source: str, progress: list[Plain] | None) -> Plain:
    """Publish what came through; update the dataset's asset when the portal's data changed."""
    from donneesqc_dags.publication import publish_rest, settle
    from donneesqc_dags.workshop import workshop
    from pipelines.sources import load_source

    origin = load_source(source)
    with workshop() as context:
        outcome = publish_rest(origin, context, read(progress))
    return settle(origin.family, outcome)
