"""The DAGs are read quickly, without the network, and follow the sources' YAML."""

import json
import subprocess
import sys
from datetime import timedelta

import pytest
from airflow.sdk import DAG, MultipleCronTriggerTimetable
from airflow.sdk.exceptions import ParamValidationError

from pipelines.sources import load_sources
from tests.dags.world import ROOT, STEPS, World, own_dag, read_dags

SOURCES = load_sources()
FAMILIES = sorted({source.family for source in SOURCES})
HEAVY = {"polars", "frictionless", "pandas", "pyarrow", "truststore", "pipelines.run"}

# Reads the DAGs as the DAG processor does: Airflow is there before, our modules are not.
READ = """
import json, sys, time
from airflow.dag_processing.dagbag import DagBag
calls, before = [], set(sys.modules)
sys.addaudithook(lambda event, _: event.startswith("socket.") and calls.append(event))
start = time.process_time()
bag = DagBag()
seconds = time.process_time() - start
facts = {"errors": bag.import_errors, "dags": sorted(bag.dags), "seconds": seconds}
print(json.dumps({**facts, "network": calls, "modules": sorted(set(sys.modules) - before)}))
"""


@pytest.fixture(scope="module")
def reading() -> dict:
    """Read the DAGs in a process of their own."""
    done = subprocess.run(
        [sys.executable, "-c", READ], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def dags() -> dict[str, DAG]:
    return read_dags().dags


def test_each_family_has_its_dag_and_none_fails_to_load(reading: dict) -> None:
    assert reading["errors"] == {}
    others = ("certification", "probes")
    assert reading["dags"] == sorted(f"donneesqc_{name}" for name in (*FAMILIES, *others))


def test_reading_takes_less_than_a_second_of_processor(reading: dict) -> None:
    assert reading["seconds"] < 1


def test_reading_asks_nothing_of_the_network(reading: dict) -> None:
    assert reading["network"] == []


def test_reading_imports_no_library_of_data(reading: dict) -> None:
    assert not HEAVY & set(reading["modules"])


@pytest.mark.parametrize("family", FAMILIES)
def test_a_dag_offers_the_sources_of_its_family(dags: dict[str, DAG], family: str) -> None:
    offered = dags[f"donneesqc_{family}"].params.get_param("sources").schema["items"]["enum"]
    assert offered == [source.name for source in SOURCES if source.family == family]


@pytest.mark.parametrize("family", FAMILIES)
def test_the_steps_of_a_source_are_tasks_one_after_the_other(
    dags: dict[str, DAG], family: str
) -> None:
    dag = dags[f"donneesqc_{family}"]
    followers = [dag.get_task(f"source.{step}").downstream_task_ids for step in STEPS]
    assert followers == [*({f"source.{step}"} for step in STEPS[1:]), {"sum_up"}]
    assert [leaf.task_id for leaf in dag.leaves] == ["sum_up"]


@pytest.mark.parametrize("family", FAMILIES)
def test_a_dag_keeps_the_calendars_of_its_sources_in_montreal_time(
    dags: dict[str, DAG], family: str
) -> None:
    dag = dags[f"donneesqc_{family}"]
    assert isinstance(dag.timetable, MultipleCronTriggerTimetable)
    timetables = dag.timetable.timetables
    expected = {source.calendar for source in SOURCES if source.family == family}
    assert {timetable.expression for timetable in timetables} == expected
    assert {str(timetable.timezone) for timetable in timetables} == {"America/Toronto"}
    assert not dag.catchup


@pytest.mark.parametrize("family", FAMILIES)
def test_every_task_has_a_time_out_and_the_network_is_asked_again_later_and_later(
    dags: dict[str, DAG], family: str
) -> None:
    dag = dags[f"donneesqc_{family}"]
    assert all(task.execution_timeout for task in dag.tasks)
    for step in ("fetch", "publish"):
        task = dag.get_task(f"source.{step}")
        assert task.retries == 3
        assert task.retry_exponential_backoff > 1
        assert task.max_retry_delay == timedelta(minutes=15)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_dag_is_presented_in_french(dags: dict[str, DAG], family: str) -> None:
    dag = dags[f"donneesqc_{family}"]
    assert dag.dag_display_name != dag.dag_id
    assert dag.description
    for source in dag.params.get_param("sources").schema["items"]["enum"]:
        assert source in dag.doc_md


def test_a_family_that_operators_add_has_its_dag(world: World) -> None:
    offered = own_dag().params.get_param("sources").schema["items"]["enum"]
    assert offered == [world.dashboard, world.information]


def test_a_source_of_another_family_is_refused_when_the_run_is_asked_for(world: World) -> None:
    with pytest.raises(ParamValidationError):
        own_dag().test(run_conf={"sources": ["budget-de-depenses"]})
