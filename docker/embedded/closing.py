"""The closing act of `make run`: serve the sources, run every DAG, show what was published."""

import time
import urllib.error
from dataclasses import dataclass
from pathlib import Path

from embedded import airflow, environments
from embedded.console import say, step
from embedded.credentials import Credentials
from embedded.process import run
from embedded.settings import ROOT, Settings, StackError
from embedded.stamps import digest, is_done, mark_done
from embedded.web import call

SAMPLES = Path(__file__).with_name("samples")
TAG = "donneesqc"
PARSED_WITHIN = 120  # seconds for the DAG processor to read every DAG
FINISHED_WITHIN = 900  # seconds for all the runs together
DONE = {"success", "failed"}


@dataclass(frozen=True)
class DagRun:
    """One triggered run of a family's DAG."""

    dag: str
    run: str


def render_sources(settings: Settings) -> None:
    """Lay the embedded sources, made of facts, or of the real files when DATA is given."""
    stamp = settings.run / "sources.rendered"
    value = digest([SAMPLES, str(settings.data), str(settings.ports), *_listing(settings.data)])
    if is_done(stamp, value):
        return
    what = f"de {settings.data}" if settings.data else "compilées"
    with step(f"Sources embarquées, {what}"):
        python = settings.python(environments.CKAN.name)
        command = [python, "-m", "embedded.samples", "render", settings.sources]
        command += ["--data", settings.data] if settings.data else []
        env = {
            "PYTHONPATH": str(ROOT / "docker"),
            "DONNEESQC_PORT_SOURCES": str(settings.ports.sources),
        }
        run(
            command,
            env=env,
            advice="Lisez les lignes ci-dessus, puis relancez «\u00a0make run\u00a0».",
        )
    mark_done(stamp, value)


def _listing(folder: Path | None) -> list[str]:
    if folder is None:
        return []
    files = sorted((path, path.stat()) for path in folder.rglob("*") if path.is_file())
    return [f"{path} {facts.st_size} {facts.st_mtime_ns}" for path, facts in files]


def run_pipelines(settings: Settings, credentials: Credentials) -> bool:
    """Run the DAG of each family and wait for all; tell whether all succeeded."""
    api = _Api(settings, credentials.airflow_password)
    with step("Lecture des DAG par Airflow"):
        dags = api.wait_for_dags(_families(settings))
    with step(f"Pipelines\u00a0: {', '.join(dags)}"):
        runs = [api.trigger(dag) for dag in dags]
        states = api.wait_for_runs(runs)
    for one in runs:
        if states[one.dag] != "success":
            word = "échec" if states[one.dag] == "failed" else states[one.dag]
            say(
                f"  {one.dag}\u00a0: {word}, voyez {settings.airflow}/dags/{one.dag}/runs/{one.run}"
            )
    return set(states.values()) == {"success"}


def _families(settings: Settings) -> int:
    """Count the families that have a source: as many DAGs are awaited."""
    words = "from pipelines.sources import read_sources as read; "
    words += "print(len({source.family for source in read()[0]}))"
    env = airflow.pipeline_environment(settings)
    python = settings.python(environments.CKAN.name)
    advice = "Voyez var/operators_sources et pipelines/sources."
    return int(run([python, "-c", words], env=env, cwd=ROOT, advice=advice))


class _Api:
    """Airflow's REST interface, as the operator."""

    def __init__(self, settings: Settings, password: str) -> None:
        self.base = f"{settings.airflow}/api/v2"
        account = {"username": "admin", "password": password}
        answer = call(f"{settings.airflow}/auth/token", body=account)
        self.token = f"Bearer {answer['access_token']}"

    def get(self, path: str) -> dict:
        return call(f"{self.base}/{path}", token=self.token)

    def wait_for_dags(self, count: int) -> list[str]:
        """Wait until the DAG processor has read them all; stop on a DAG that doesn't load."""
        end = time.monotonic() + PARSED_WITHIN
        while time.monotonic() < end:
            self._refuse_import_errors()
            dags = [dag["dag_id"] for dag in self.get(f"dags?tags={TAG}&limit=100")["dags"]]
            if len(dags) >= count:
                return sorted(dags)
            time.sleep(1)
        raise StackError(
            f"Airflow n’a lu que {len(dags)} DAG sur {count} en {PARSED_WITHIN}\u00a0s. "
            "Voyez «\u00a0make logs SERVICE=airflow-dags\u00a0»."
        )

    def _refuse_import_errors(self) -> None:
        errors = self.get("importErrors")["import_errors"]
        if errors:
            first = errors[0]
            raise StackError(
                f"{first['stack_trace']}\n\nLe DAG {first['filename']} est à corriger."
            )

    def trigger(self, dag: str) -> DagRun:
        answer = call(
            f"{self.base}/dags/{dag}/dagRuns", token=self.token, body={"logical_date": None}
        )
        return DagRun(dag, answer["dag_run_id"])

    def wait_for_runs(self, runs: list[DagRun]) -> dict[str, str]:
        """Return the state of each run, by DAG, once all have ended or the time is over."""
        end = time.monotonic() + FINISHED_WITHIN
        states = {run.dag: "en cours" for run in runs}
        while time.monotonic() < end and not set(states.values()) <= DONE:
            time.sleep(1)
            states = {run.dag: self._state(run) for run in runs}
        return states

    def _state(self, dag_run: DagRun) -> str:
        try:
            return str(self.get(f"dags/{dag_run.dag}/dagRuns/{dag_run.run}")["state"])
        except urllib.error.URLError:
            return "en cours"
