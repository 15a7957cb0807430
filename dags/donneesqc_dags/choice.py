"""Choose the sources of a run: those named, those due at its time or all, but never the paused."""

import json
import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from airflow.sdk import Variable, task
from airflow.sdk.exceptions import AirflowFailException

from donneesqc_dags.catalogue import is_due, read_catalogue
from donneesqc_dags.context import dag_run, names, task_instance
from pipelines.sources import Source

PAUSED_VARIABLE = "sources_en_pause"
PAUSED = "paused"  # key of the XCom that lists them
PAUSED_BY = f"Mise en pause par la variable Airflow «\u00a0{PAUSED_VARIABLE}\u00a0»."

log = logging.getLogger(__name__)


@task(task_display_name="Choisir les sources", execution_timeout=timedelta(minutes=5))
def choose(family: str) -> list[str]:
    """Return the names of the sources to run now; note those set aside by the operators."""
    from donneesqc_dags.workshop import store
    from pipelines.run import Outcome, keep

    catalogue = read_catalogue()
    wanted = _wanted(catalogue.family(family))
    paused = sorted(wanted & paused_names({source.name for source in catalogue.sources}))
    for name in paused:
        keep(Outcome(name, "paused", messages=(PAUSED_BY,)), store())
    task_instance().xcom_push(PAUSED, paused)
    chosen = sorted(wanted - set(paused))
    log.info("Sources à traiter\u00a0: %s", ", ".join(chosen) or "aucune")
    return chosen


def _wanted(sources: Iterable[Source]) -> set[str]:
    """Return the names asked for, those due when the scheduler started the run, or all."""
    if named := names("sources"):
        return set(named)  # Airflow has checked them against the parameter's schema
    run = dag_run()
    if run.run_type != "scheduled" or run.logical_date is None:
        return {source.name for source in sources}
    since = _previous_time() or run.logical_date - timedelta(minutes=1)
    return {source.name for source in sources if is_due(source.calendar, since, run.logical_date)}


def _previous_time() -> datetime | None:
    before = task_instance().get_previous_dagrun()
    return before.logical_date if before else None


def paused_names(known: set[str]) -> set[str]:
    """Return the names that the operators paused; fail when the variable is not a list of names.

    A name that no source has is said in the log: the source meant may be running.
    """
    paused = read_names(Variable.get(PAUSED_VARIABLE, default="[]"))
    if unknown := sorted(paused - known):
        log.warning("Sources en pause, mais inconnues\u00a0: %s", ", ".join(unknown))
    return paused


def read_names(text: str) -> set[str]:
    """Return the names of a JSON list; raises AirflowFailException when the text is not one."""
    try:
        names = json.loads(text)
    except ValueError:
        names = None
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise AirflowFailException(
            f"La variable Airflow «\u00a0{PAUSED_VARIABLE}\u00a0» n’est pas une liste JSON "
            f'de noms, par exemple ["projets-infrastructures"]\u00a0: {text}'
        )
    return set(names)
