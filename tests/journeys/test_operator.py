"""An operator runs the pipelines in Airflow: all again, a source, a publication, a pause."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from embedded.settings import Settings

from tests.bad_sources import spoil
from tests.journeys.airflow import Airflow
from tests.journeys.stack import Portal, row_versions, stored_files

FAMILIES = ("budget", "projects", "reference", "spending", "territory")
GENERAL, SPECIAL = "comptes-publics-fonds-general", "comptes-publics-fonds-speciaux"
PROJECTS, INFORMATION = "projets-infrastructures", "projets-ressources-informationnelles"


def outcome(settings: Settings, source: str) -> dict:
    """Read what a source's last run became."""
    path = settings.store / "outcomes" / f"{source}.json"
    return json.loads(path.read_text(encoding="utf-8"))


def outcome_times(settings: Settings) -> dict[str, int]:
    """Return when each source last ran, to see which ones a run took."""
    return {
        path.stem: path.stat().st_mtime_ns for path in (settings.store / "outcomes").glob("*.json")
    }


def sources_run_since(settings: Settings, before: dict[str, int]) -> set[str]:
    """Return the sources that have run since the times given."""
    return {name for name, time in outcome_times(settings).items() if time != before.get(name)}


def published(settings: Settings, portal: Portal) -> dict[str, object]:
    """Return all that a second run must leave alone: metadata's times, ids, files, rows."""
    datasets = portal.call("package_search", {"rows": 100})["results"]
    sources = {path.stem for path in (settings.store / "outcomes").glob("*.json")}
    return {
        dataset["name"]: (
            dataset["id"],
            dataset["metadata_modified"],
            [(item["id"], item["hash"], item["last_modified"]) for item in dataset["resources"]],
            row_versions(settings, portal.resource(dataset["name"], "normalise")["id"]),
        )
        for dataset in datasets
        if dataset["name"] in sources
    }


@contextmanager
def spoiled(path: Path, defect: str) -> Iterator[None]:
    """Serve a file with a defect, then as it was, its time included."""
    content, times = path.read_bytes(), path.stat()
    spoil(path, defect)
    try:
        yield
    finally:
        path.write_bytes(content)
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def served_file(settings: Settings, pattern: str) -> Path:
    """Find a file that the embedded ministries serve."""
    return next(iter(sorted(settings.sources.rglob(pattern))))


def test_a_second_run_with_nothing_new_changes_nothing(
    airflow: Airflow, portal: Portal, settings: Settings
) -> None:
    before, files = published(settings, portal), stored_files(settings.store)
    runs = {family: airflow.start(family) for family in FAMILIES}
    states = {family: airflow.wait(family, run) for family, run in runs.items()}
    assert states == dict.fromkeys(FAMILIES, "success")
    assert {outcome(settings, source)["state"] for source in before} == {"unchanged"}
    assert stored_files(settings.store) == files
    assert published(settings, portal) == before


def test_one_source_can_be_run_alone(airflow: Airflow, settings: Settings) -> None:
    before = outcome_times(settings)
    assert airflow.run("territory", sources=["regions-administratives"]) == "success"
    assert sources_run_since(settings, before) == {"regions-administratives"}


def test_one_past_publication_can_be_run_again(airflow: Airflow, settings: Settings) -> None:
    state = airflow.run("projects", sources=[PROJECTS], publications=["2023-12-08"])
    assert state == "success"
    again = outcome(settings, PROJECTS)
    assert again["state"] == "unchanged"
    assert 0 < again["rows_read"] < 30  # one dashboard of ten


def test_a_source_in_pause_is_left_alone_and_the_others_run(
    airflow: Airflow, settings: Settings
) -> None:
    before = outcome_times(settings)
    with airflow.paused(SPECIAL):
        assert airflow.run("spending") == "success"
    assert outcome(settings, SPECIAL)["state"] == "paused"
    assert outcome(settings, GENERAL)["state"] == "unchanged"
    assert sources_run_since(settings, before) == {SPECIAL, GENERAL}


def test_a_bad_file_is_quarantined_alone_and_what_is_published_stays(
    airflow: Airflow, portal: Portal, settings: Settings
) -> None:
    before = published(settings, portal)
    with spoiled(served_file(settings, "*vol2_dep_supercat*.csv"), "renamed-column"):
        run = airflow.start("spending")
        assert airflow.wait("spending", run) == "failed"
    bad = outcome(settings, GENERAL)
    assert bad["state"] == "quarantined"
    said = " ".join(bad["messages"])
    assert "Montant_revise" in said, bad
    assert "colonne manque" in said, bad
    assert outcome(settings, SPECIAL)["state"] == "unchanged"
    assert published(settings, portal) == before
    steps = {task["task_id"]: task["state"] for task in airflow.tasks("spending", run)}
    assert steps["sum_up"] == "failed"
    assert airflow.run("spending") == "success"
    assert outcome(settings, GENERAL)["state"] == "unchanged"
