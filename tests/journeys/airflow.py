"""Do what an operator does in Airflow: run a family, some of its sources, pause one."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx

PAUSED = "sources_en_pause"
DONE = ("success", "failed")
WITHIN = 420  # seconds for one run, on a machine that others use too


@dataclass(frozen=True)
class Airflow:
    """Airflow's REST interface, as its operator."""

    client: httpx.Client

    def start(self, family: str, **conf: list[str]) -> str:
        """Trigger a family's DAG and return the run's name."""
        body = {"logical_date": None, "conf": conf}
        answer = self.client.post(f"dags/donneesqc_{family}/dagRuns", json=body)
        assert answer.is_success, answer.text
        return answer.json()["dag_run_id"]

    def wait(self, family: str, run: str) -> str:
        """Return the state in which a run ended."""
        end = time.monotonic() + WITHIN
        while time.monotonic() < end:
            state = self._get(f"dags/donneesqc_{family}/dagRuns/{run}")["state"]
            if state in DONE:
                return state
            time.sleep(1)
        raise AssertionError(f"{family} {run}: still {state} after {WITHIN} s")

    def run(self, family: str, **conf: list[str]) -> str:
        """Run a family's DAG to its end and return the state."""
        return self.wait(family, self.start(family, **conf))

    def tasks(self, family: str, run: str) -> list[dict[str, Any]]:
        """Return the tasks of a run: task_id, state, rendered_map_index (the source)."""
        path = f"dags/donneesqc_{family}/dagRuns/{run}/taskInstances?limit=200"
        return self._get(path)["task_instances"]

    @contextmanager
    def paused(self, *sources: str) -> Iterator[None]:
        """Pause sources by the variable, then take the variable away."""
        body = {"key": PAUSED, "value": json.dumps(sources)}
        answer = self.client.post("variables", json=body)
        assert answer.is_success, answer.text
        try:
            yield
        finally:
            self.client.delete(f"variables/{PAUSED}")

    def _get(self, path: str) -> Any:
        answer = self.client.get(path)
        assert answer.is_success, answer.text
        return answer.json()


@contextmanager
def open_airflow(address: str, password: str) -> Iterator[Airflow]:
    """Log in as the operator."""
    account = {"username": "admin", "password": password}
    with httpx.Client(base_url=f"{address}/api/v2/", timeout=60) as client:
        token = client.post(f"{address}/auth/token", json=account).json()["access_token"]
        client.headers["Authorization"] = f"Bearer {token}"
        yield Airflow(client)
