"""A run takes each source to the portal; what goes wrong with one never stops another."""

from pathlib import Path

import httpx
import pytest

from tests.dags.world import FILE, PUBLICATION, World, own_dag, run

DONE = ["success"] * 5
PUBLICATIONS = 10


def show(portal: httpx.Client, name: str) -> dict:
    """Return a dataset as the portal shows it."""
    return portal.post("package_show", json={"id": name}).json()["result"]


def rows(portal: httpx.Client, dataset: dict) -> list[dict]:
    """Return the rows of a dataset's table, with the number that the portal gave each."""
    table = next(item for item in dataset["resources"] if item["role"] == "normalise")
    query = {"resource_id": table["id"], "limit": 1000, "sort": "_id"}
    return portal.post("datastore_search", json=query).json()["result"]["records"]


def published(dataset: dict) -> list[str]:
    """Return the publications whose original file the portal has."""
    originals = (item for item in dataset["resources"] if item["role"] == "original")
    return sorted(item["publication"] for item in originals)


def test_a_run_publishes_every_source_and_a_second_one_changes_nothing(
    world: World, portal: httpx.Client
) -> None:
    first = run(world)
    assert first.state == "success"
    assert first.updated == [world.dashboard, world.information]
    raw, dataset = world.raw_files(), show(portal, world.dashboard)
    assert len(published(dataset)) == PUBLICATIONS
    before = rows(portal, dataset)

    second = run(world)
    assert second.state == "success"
    assert {outcome["state"] for outcome in second.outcomes.values()} == {"unchanged"}
    assert second.updated == []
    assert world.raw_files() == raw
    assert show(portal, world.dashboard)["metadata_modified"] == dataset["metadata_modified"]
    assert rows(portal, dataset) == before


def test_a_source_that_cannot_be_had_does_not_stop_the_other(
    world: World, portal: httpx.Client, caplog: pytest.LogCaptureFixture
) -> None:
    world.lose()
    done = run(world)
    assert done.state == "failed"
    assert done.steps(world.dashboard) == ["failed", *["skipped"] * 4]
    assert done.steps(world.information) == DONE
    assert done.outcomes[world.dashboard]["state"] == "failed"
    assert done.outcomes[world.information]["state"] == "published"
    assert done.tasks["sum_up", ""] == "failed"
    table = [entry.message for entry in caplog.records if entry.name.endswith("summary")]
    assert any(world.dashboard in line and "en échec" in line for line in table)
    assert any("erreur 503" in line for line in table)
    assert any(world.information in line and "publiée" in line for line in table)


def test_an_invalid_publication_is_quarantined_and_the_others_of_its_source_published(
    world: World, portal: httpx.Client
) -> None:
    world.spoil("wrong-value")
    done = run(world, sources=[world.dashboard])
    assert done.state == "failed"
    assert done.steps(world.dashboard) == ["success", "success", "success", "failed", "success"]
    outcome = done.outcomes[world.dashboard]
    assert (outcome["state"], outcome["rows_rejected"]) == ("quarantined", 1)
    assert PUBLICATION in outcome["messages"][0]
    assert list((world.store / "quarantine" / world.dashboard / PUBLICATION).iterdir())
    present = published(show(portal, world.dashboard))
    assert len(present) == PUBLICATIONS - 1
    assert PUBLICATION not in present
    assert done.updated == [world.dashboard]


def test_a_publication_that_turns_bad_leaves_what_is_published(
    world: World, portal: httpx.Client
) -> None:
    run(world, sources=[world.dashboard])
    dataset = show(portal, world.dashboard)
    before = rows(portal, dataset)
    world.spoil("missing-column")
    done = run(world, sources=[world.dashboard], publications=[PUBLICATION])
    assert done.steps(world.dashboard)[2:] == ["failed", "skipped", "skipped"]
    assert done.outcomes[world.dashboard]["state"] == "quarantined"
    assert done.updated == []
    after = show(portal, world.dashboard)
    assert after["metadata_modified"] == dataset["metadata_modified"]
    assert rows(portal, after) == before


def test_one_past_publication_can_be_taken_alone(world: World, portal: httpx.Client) -> None:
    done = run(world, sources=[world.dashboard], publications=[PUBLICATION])
    assert done.state == "success"
    assert set(done.outcomes) == {world.dashboard}
    assert published(show(portal, world.dashboard)) == [PUBLICATION]
    asked = {Path(path).name for path, _ in world.server.requests if path.endswith(".csv")}
    assert asked == {FILE}


def test_an_unknown_publication_fails_its_source_and_names_those_that_exist(world: World) -> None:
    done = run(world, sources=[world.dashboard], publications=["1999-01-01"])
    assert done.state == "failed"
    assert done.outcomes[world.dashboard]["state"] == "failed"
    assert PUBLICATION in done.outcomes[world.dashboard]["messages"][0]


def test_a_paused_source_is_left_alone_and_the_run_says_so(
    world: World, portal: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIRFLOW_VAR_SOURCES_EN_PAUSE", f'["{world.dashboard}"]')
    done = run(world)
    assert done.state == "success"
    assert done.outcomes[world.dashboard]["state"] == "paused"
    assert ("fetch", world.dashboard) not in done.tasks
    assert done.steps(world.information) == DONE
    assert portal.post("package_show", json={"id": world.dashboard}).status_code == 404


def test_a_run_whose_sources_are_all_paused_succeeds_and_fetches_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = f'["{world.dashboard}", "{world.information}"]'
    monkeypatch.setenv("AIRFLOW_VAR_SOURCES_EN_PAUSE", names)
    done = run(world)
    assert done.state == "success"
    assert {outcome["state"] for outcome in done.outcomes.values()} == {"paused"}
    assert world.server.requests == []


def test_a_run_fails_when_the_paused_sources_cannot_be_read(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIRFLOW_VAR_SOURCES_EN_PAUSE", world.dashboard)
    done = run(world)
    assert done.state == "failed"
    assert done.tasks["choose", ""] == "failed"
    assert world.server.requests == []


def test_a_passing_refusal_is_tried_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIRFLOW_VAR_SOURCES_EN_PAUSE", f'["{world.information}"]')
    monkeypatch.setenv("DONNEESQC_PORTAL", "http://127.0.0.1:9")
    world.server.statuses = _Once({world.lose(): 503})
    done = run(world, own_dag(retries=1), publications=[PUBLICATION])
    assert done.steps(world.dashboard)[:4] == ["success"] * 4
    asked = [status for path, status in world.server.requests if path.endswith(".json")]
    assert asked == [503, 200]


def test_a_refusal_of_the_data_is_not_tried_again(world: World) -> None:
    world.spoil("html")
    dag = own_dag(retries=3)
    done = dag.test(run_conf={"sources": [world.dashboard], "publications": [PUBLICATION]})
    tries = {item.task_id: item.try_number for item in done.get_task_instances()}
    assert tries["source.decode"] == 1


def test_a_portal_that_does_not_answer_fails_the_publication_alone(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DONNEESQC_PORTAL", "http://127.0.0.1:9")
    monkeypatch.setenv("DONNEESQC_JETON", "jeton")
    done = run(world, sources=[world.information])
    assert done.steps(world.information) == ["success"] * 4 + ["failed"]
    assert done.outcomes[world.information]["state"] == "failed"


def test_a_source_whose_step_is_cut_short_is_in_the_table_as_failed(world: World) -> None:
    (world.store / "results").mkdir(parents=True)
    (world.store / "results" / "decode").touch()  # where a folder is wanted: decoding breaks
    done = run(world, sources=[world.information])
    assert done.state == "failed"
    assert done.tasks["decode", world.information] == "failed"
    outcome = done.outcomes[world.information]
    assert outcome["state"] == "failed"
    assert "interrompue" in outcome["messages"][0]


@pytest.mark.parametrize(
    "mistake", [("name:", "nom:"), ('calendar: "', 'calendar: "@midi ')], ids=["key", "calendar"]
)
def test_a_source_whose_yaml_is_wrong_does_not_stop_the_other(
    world: World, portal: httpx.Client, caplog: pytest.LogCaptureFixture, mistake: tuple[str, str]
) -> None:
    file = world.sources / f"{world.dashboard}.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace(*mistake, 1), encoding="utf-8")
    done = run(world)
    assert done.state == "failed"
    assert done.steps(world.information) == DONE
    assert ("fetch", world.dashboard) not in done.tasks
    table = [entry.message for entry in caplog.records if entry.name.endswith("summary")]
    assert any(world.dashboard in line and "en échec" in line for line in table)


class _Once(dict[str, int]):
    """Answer each error once, then serve."""

    def get(self, path: str, default: int | None = None) -> int | None:  # type: ignore[override]
        return self.pop(path, default)
