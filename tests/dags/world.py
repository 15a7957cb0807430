"""What a test of the DAGs acts on, and what a run of one tells."""

import json
import re
import uuid
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import yaml
from airflow.dag_processing.dagbag import DagBag
from airflow.models.asset import AssetEvent
from airflow.sdk import DAG
from airflow.utils.session import create_session

from tests.bad_sources import Ministries, spoil

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "pipelines" / "sources"
FAMILY = "essai"
DASHBOARD, INFORMATION = "projets-infrastructures", "projets-ressources-informationnelles"
PUBLICATION, FILE = "2024-07-08", "donnees_ouvertes_tb_20240708.csv"
STEPS = ("fetch", "decode", "conform", "validate", "publish")


@dataclass(frozen=True)
class World:
    """The ministries, the store, and the names of the test's own two sources."""

    server: Ministries
    served: Path
    sources: Path
    store: Path
    dashboard: str
    information: str

    def spoil(self, defect: str) -> None:
        """Give one publication of the dashboard a defect."""
        spoil(next(self.served.rglob(FILE)), defect)

    def lose(self) -> str:
        """Make the portal of the dashboard answer an error; return the path that fails."""
        card = yaml.safe_load((SOURCES / f"{DASHBOARD}.yaml").read_text(encoding="utf-8"))
        file = next(self.served.rglob(f"{card['fetch']['dataset']}.json"))
        path = f"/{file.relative_to(self.served).as_posix()}"
        self.server.fail(path, 503)
        return path

    def raw_files(self) -> dict[str, int]:
        """Return each raw file of the store with the time of its last change."""
        raw = self.store / "raw"
        return {path.name: path.stat().st_mtime_ns for path in raw.rglob("*") if path.is_file()}


@dataclass(frozen=True)
class Run:
    """What became of a run: its state, its tasks' states and the outcome of each source."""

    state: str
    tasks: dict[tuple[str, str], str]
    outcomes: dict[str, dict]
    updated: list[str]

    def steps(self, source: str) -> list[str]:
        """Return the states of a source's five steps, in order."""
        return [self.tasks[step, source] for step in STEPS]


def write_sources(folder: Path) -> tuple[str, str]:
    """Write copies of both dashboards' YAML under names and a family that nobody else uses."""
    folder.mkdir()
    mark = uuid.uuid4().hex[:8]
    names = (f"essai-{mark}-a", f"essai-{mark}-b")
    for name, original in zip(names, (DASHBOARD, INFORMATION), strict=True):
        text = (SOURCES / f"{original}.yaml").read_text(encoding="utf-8")
        text = re.sub(r"(?m)^name: .*$", f"name: {name}", text)
        text = re.sub(r"(?m)^family: \S+", f"family: {FAMILY}", text)
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return names


def read_dags() -> DagBag:
    """Read the DAGs anew: what a run was given would otherwise leak into the next."""
    return DagBag()


def own_dag(retries: int = 0) -> DAG:
    """Return the DAG of the test's own family, whose tasks try again at once or not at all."""
    dag = read_dags().dags[f"donneesqc_{FAMILY}"]
    for task in dag.tasks:
        task.retries, task.retry_delay = retries, timedelta(0)
        task.retry_exponential_backoff = 0
    return dag


def run(world: World, dag: DAG | None = None, **params: list[str]) -> Run:
    """Run the DAG of the test's own family to its end."""
    before = _last_event()
    done = (dag or own_dag()).test(run_conf=params)
    tasks = {
        (item.task_id.removeprefix("source."), item.rendered_map_index or ""): str(item.state)
        for item in done.get_task_instances()
    }
    outcomes = {
        path.stem: json.loads(path.read_text(encoding="utf-8"))
        for path in (world.store / "outcomes").glob("*.json")
    }
    return Run(done.state, tasks, outcomes, _updated_since(before))


def _last_event() -> int:
    with create_session() as session:
        return max((event.id for event in session.query(AssetEvent)), default=0)


def _updated_since(last: int) -> list[str]:
    with create_session() as session:
        events = session.query(AssetEvent).filter(AssetEvent.id > last)
        return sorted(event.asset.name for event in events)
