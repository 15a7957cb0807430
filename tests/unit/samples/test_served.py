"""The sources fetch what the ministries serve; on a bad day one publication stops, and says why."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from embedded.samples.__main__ import render
from embedded.samples.portal import FOLDER

from pipelines import run
from pipelines.fetch import Context
from pipelines.fetch.addresses import Addresses, Detour
from pipelines.fetch.client import open_client
from pipelines.sources import Source, load_source, load_sources
from pipelines.store import Store
from tests.bad_sources import DEFECTS, Ministries, ministries, spoil

DASHBOARD = "projets-infrastructures"
BAD_PUBLICATION = "2024-07-08"
BAD_FILE = "donnees_ouvertes_tb_20240708.csv"
PUBLICATIONS = 10
# What stops a publication, by the day's trouble; the sentence belongs to the code
CODES = {
    "html": "decode-html",
    "empty": "decode-empty",
    "header-only": "decode-no-rows",
    "wrong-encoding": "decode-bytes",
    "cut-cell": "decode-quote-open",
    "renamed-column": "column-changed",
    "unknown-column": "column-unknown",
    "missing-column": "column-missing",
    "wrong-value": "invalid",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "served"


@pytest.mark.parametrize(
    "source", [s for s in load_sources() if s.fetch.kind == "ckan"], ids=lambda source: source.name
)
def test_every_publication_is_fetched(tmp_path: Path, folder: Path, source: Source) -> None:
    with _serving(folder, tmp_path) as (_, context):
        progress = run.fetch(source, context)
    assert progress
    assert all(step.key and not step.refusal for step in progress)


def test_a_second_fetch_downloads_nothing(tmp_path: Path, folder: Path) -> None:
    with _serving(folder, tmp_path) as (server, context):
        run.fetch(load_source(DASHBOARD), context)
        server.requests.clear()
        run.fetch(load_source(DASHBOARD), context)
    statuses = [status for path, status in server.requests if "package_show" not in path]
    assert statuses == [304] * PUBLICATIONS


@pytest.mark.parametrize("defect", sorted(CODES))
def test_a_bad_file_stops_its_publication_alone(tmp_path: Path, folder: Path, defect: str) -> None:
    def trouble(_server: Ministries, file: Path) -> None:
        spoil(file, defect)

    assert _stopped(tmp_path, folder, trouble) == {BAD_PUBLICATION: CODES[defect]}


def test_a_missing_file_stops_its_publication_alone(tmp_path: Path, folder: Path) -> None:
    def trouble(_server: Ministries, file: Path) -> None:
        file.unlink()

    assert _stopped(tmp_path, folder, trouble) == {BAD_PUBLICATION: "fetch-status"}


def test_a_download_cut_short_stops_its_publication_alone(tmp_path: Path, folder: Path) -> None:
    def trouble(server: Ministries, file: Path) -> None:
        server.truncate(f"/{file.relative_to(folder).as_posix()}")

    assert _stopped(tmp_path, folder, trouble) == {BAD_PUBLICATION: "fetch-truncated"}


def test_a_portal_that_answers_a_page_stops_the_source(tmp_path: Path, folder: Path) -> None:
    def trouble(_server: Ministries, _file: Path) -> None:
        spoil(folder / FOLDER / f"api/3/action/package_show/{_dataset()}.json", "html")

    assert _stopped(tmp_path, folder, trouble) == {"": "fetch-not-ckan"}


def test_every_defect_of_a_file_is_shown() -> None:
    assert set(CODES) == set(DEFECTS)


def _stopped(
    tmp_path: Path, folder: Path, trouble: Callable[[Ministries, Path], None]
) -> dict[str, str]:
    """Run the dashboard up to the verdict on a bad day; return publication → code."""
    source = load_source(DASHBOARD)
    with _serving(folder, tmp_path) as (server, context):
        trouble(server, next(folder.rglob(BAD_FILE)))
        progress = run.fetch(source, context)
        for step in (run.decode, run.conform, run.validate):
            progress = step(source, context, progress)
    stopped = {step.publication: step.refusal for step in progress if step.refusal}
    assert all(step.text.endswith((".", ")")) for step in progress if step.refusal)
    assert len(progress) in (1, PUBLICATIONS)
    return stopped


@contextmanager
def _serving(folder: Path, tmp_path: Path) -> Iterator[tuple[Ministries, Context]]:
    render(folder, "http://127.0.0.1:1")
    with ministries(folder) as server:
        render(folder, server.base)
        items = json.loads((folder / "addresses.json").read_text(encoding="utf-8"))
        detours = (Detour(i["from"], i["to"], i["fictional"]) for i in items)
        addresses = Addresses(tuple(detours))
        with open_client(addresses.hosts()) as client:
            yield server, Context(Store(tmp_path / "store"), client, addresses)


def _dataset() -> str:
    return load_source(DASHBOARD).fetch.dataset
