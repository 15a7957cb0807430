"""What is served: where the sources look for it, the same each time, untouched when unchanged."""

import json
import re
from pathlib import Path

import pytest
from embedded.samples.__main__ import render
from embedded.samples.portal import FOLDER, PORTAL

from pipelines.fetch.addresses import Addresses, Detour
from pipelines.sources import Source, load_sources

BASE = "http://127.0.0.1:8087"
PUBLICATIONS = {
    "comptes-publics-fonds-general": 1,
    "comptes-publics-fonds-speciaux": 1,
    "projets-infrastructures": 10,
    "projets-ressources-informationnelles": 3,
    "budget-de-depenses": 4,
}
FICTIONAL = {"budget-de-depenses", "projets-ressources-informationnelles"}
SOURCES = [source for source in load_sources() if source.fetch.kind == "ckan"]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served")
    render(folder, BASE)
    return folder


def test_every_ckan_source_has_a_sample() -> None:
    assert {source.name for source in SOURCES} == set(PUBLICATIONS)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_a_source_finds_its_publications_where_it_asks_for_them(
    served: Path, source: Source
) -> None:
    addresses = _publications(served, source)
    assert len(addresses) == PUBLICATIONS[source.name]
    for address in addresses:
        assert _served_file(served, address).is_file()


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_invented_data_and_only_they_are_marked(served: Path, source: Source) -> None:
    addresses = _addresses(served)
    marked = {addresses.fictional(address) for address in _publications(served, source)}
    assert marked == {source.name in FICTIONAL}


def test_rendering_again_changes_no_file(served: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in served.rglob("*")}
    assert render(served, BASE) == []
    assert {path: path.stat().st_mtime_ns for path in served.rglob("*")} == before


def test_a_spoilt_file_is_written_again_and_a_foreign_one_removed(tmp_path: Path) -> None:
    render(tmp_path, BASE)
    spoilt = next(tmp_path.rglob("*supercat*.csv"))
    spoilt.write_text("spoilt")
    (tmp_path / "foreign.csv").write_text("foreign")
    changed = render(tmp_path, BASE)
    assert changed == ["foreign.csv", spoilt.relative_to(tmp_path).as_posix()]


def test_with_the_captured_files_those_are_served_and_the_rest_is_invented(
    tmp_path: Path, served: Path, data: Path
) -> None:
    render(tmp_path, BASE, data)
    captured = sorted((data / "projets_infrastructures").glob("*.csv"))
    contents = {path.read_bytes() for path in tmp_path.rglob("download/*.csv")}
    assert {path.read_bytes() for path in captured} <= contents
    [source] = [source for source in SOURCES if source.name == "budget-de-depenses"]
    for address in _publications(tmp_path, source):
        real, embedded = _served_file(tmp_path, address), _served_file(served, address)
        assert real.read_bytes() == embedded.read_bytes()


def _publications(folder: Path, source: Source) -> list[str]:
    """List the addresses of the resources that fit the source's rule, as the pipeline does."""
    answer = folder / FOLDER / f"api/3/action/package_show/{source.fetch.dataset}.json"
    resources = json.loads(answer.read_text(encoding="utf-8"))["result"]["resources"]
    return [
        resource["url"]
        for resource in resources
        if re.search(source.fetch.resource, resource["name"])
        and resource["format"] == source.fetch.format
    ]


def _served_file(folder: Path, address: str) -> Path:
    return folder / FOLDER / address.removeprefix(f"{PORTAL}/")


def _addresses(folder: Path) -> Addresses:
    items = json.loads((folder / "addresses.json").read_text(encoding="utf-8"))
    return Addresses(tuple(Detour(i["from"], i["to"], i["fictional"]) for i in items))
