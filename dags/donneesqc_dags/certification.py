"""Make the DAGs of the certification: each set is tested every night, probed every five minutes."""

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from airflow.sdk import DAG, CronTriggerTimetable, Variable, task
from airflow.sdk.exceptions import AirflowException

from donneesqc_dags.catalogue import TIME_ZONE

if TYPE_CHECKING:
    from datetime import datetime

    from pipelines.certification.rounds import Send
    from pipelines.publish import Portal

TAG = "certification"
EVERY_NIGHT, EVERY_FIVE_MINUTES = "15 4 * * *", "*/5 * * * *"
LONGEST, PAUSE = 2_400.0, 5.0  # seconds that the tests of a set may take; between two looks
SLOT = timedelta(minutes=5)
KEPT = "donneesqc_probes"  # a Variable: the last list of sets, what waits to be delivered
DELIVERY = 60.0  # seconds
NOT_FOUND, REFUSED = 404, 409

log = logging.getLogger(__name__)


def make_dags() -> list[DAG]:
    """Make the two DAGs."""
    return [_certification(), _probes()]


def _certification() -> DAG:
    with DAG(
        dag_id="donneesqc_certification",
        dag_display_name="Certification – tous les jeux de référence",
        description="Soumettre chaque jeu de référence à tous les tests, chaque nuit.",
        tags=[TAG],
        is_paused_upon_creation=False,
        schedule=CronTriggerTimetable(EVERY_NIGHT, timezone=TIME_ZONE),
        catchup=False,
        max_active_runs=1,
        dagrun_timeout=timedelta(hours=6),
        default_args={"retries": 1, "retry_delay": timedelta(seconds=20)},
    ) as dag:
        certify.expand(name=list_sets())
    return dag


def _probes() -> DAG:
    with DAG(
        dag_id="donneesqc_probes",
        dag_display_name="Sondages – fichiers et API des jeux de référence",
        description="Demander toutes les cinq minutes si les fichiers et l’API répondent.",
        tags=[TAG],
        is_paused_upon_creation=False,
        schedule=CronTriggerTimetable(EVERY_FIVE_MINUTES, timezone="UTC"),
        catchup=False,  # a time that nobody probed stays unknown
        max_active_runs=1,
        dagrun_timeout=SLOT,
    ) as dag:
        probe_all()
    return dag


@task(task_display_name="Énumérer les jeux", execution_timeout=timedelta(minutes=5))
def list_sets() -> list[str]:
    """Return the names of the reference datasets, those that others refer to first."""
    from pipelines.certification.order import in_order
    from pipelines.publish import open_portal

    return in_order(open_portal().call("donneesqc_reference_list", {}))


@task(
    task_display_name="Soumettre aux tests",
    map_index_template="{{ task.op_kwargs.name }}",
    execution_timeout=timedelta(seconds=LONGEST + 60),
)
def certify(name: str) -> str:
    """Have the portal put a set to the tests; fail when it fails one, saying which."""
    import time

    from pipelines.publish import open_portal

    portal = open_portal()
    before = portal.call("donneesqc_certification_run", {"name": name})
    told, end = before, time.monotonic() + LONGEST
    while told["attempt"] == before["attempt"]:
        if time.monotonic() > end:
            raise AirflowException(f"«\u00a0{name}\u00a0» n’a pas été testé à temps.")
        time.sleep(PAUSE)
        told = portal.call("donneesqc_certification_show", {"name": name})
    if told["tested"] == before["tested"]:
        raise AirflowException(f"«\u00a0{name}\u00a0» n’a pas pu être testé\u00a0: voir sa page.")
    failed = [item["title"] for item in told["to_correct"]]
    if failed:
        raise AirflowException(f"{name}\u00a0: {' · '.join(failed)}")
    log.info("%s\u00a0: tous les tests réussis, état %s", name, told["state"])
    return told["state"]


@task(task_display_name="Sonder", execution_timeout=SLOT)
def probe_all() -> dict[str, dict[str, bool]]:
    """Probe the files and the API of every set, and have the portal write down what answered.

    What was seen is kept here first: when the portal is down it is told once it is back, and this
    run fails so that it is seen. Without a network nothing is known, and nothing is written.
    """
    from datetime import UTC, datetime

    from pipelines.certification import rounds
    from pipelines.certification.gathering import open_site
    from pipelines.publish import open_portal

    portal = open_portal()
    kept = Variable.get(KEPT, default={}, deserialize_json=True)
    with open_site(portal.address) as site:
        try:
            kept, found = rounds.probe_round(site, kept, datetime.now(UTC))
        except rounds.CutOff as reason:
            raise AirflowException("Pas de réseau : ce moment reste inconnu.") from reason
    Variable.set(KEPT, kept, serialize_json=True)
    kept = rounds.deliver(kept, _sender(portal), DELIVERY)
    Variable.set(KEPT, kept, serialize_json=True)
    waiting = rounds.count_waiting(kept)
    if waiting:
        raise AirflowException(
            f"Le portail ne répond pas ou n’a pas tout noté : {waiting} sondages attendent ici."
        )
    return found


def _sender(portal: "Portal") -> "Send":
    """Return what tells the portal of a probe; see `rounds.deliver`."""
    from pipelines.messages import Refusal
    from pipelines.publish.portal import PortalRefusal

    def send(name: str, kind: str, moment: "datetime", answered: bool) -> bool:
        said = {"name": name, "kind": kind, "at": moment.isoformat(), "answered": answered}
        try:
            portal.call("donneesqc_probe_record", said)
        except PortalRefusal as refusal:
            if refusal.status == NOT_FOUND:
                log.error("Le portail n’a plus de jeu « %s » : ses sondages sont oubliés", name)
                raise LookupError(name) from refusal
            if refusal.status == REFUSED:  # too old, for instance: it won't be taken later either
                log.error("Sondage refusé : %s", refusal)
                return True
            log.error("%s", refusal)
            return False
        except Refusal as refusal:
            log.error("%s", refusal)
            return False
        return True

    return send
