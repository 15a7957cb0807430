"""Features of a WFS are brought page by page, each once, within limits."""

import json
from pathlib import Path

import pytest

from pipelines.geo.services import files, pages, wfs
from pipelines.messages import Refusal, message
from tests.unit.fetch.ministry import Answer, serve
from tests.unit.geo.features import by_format, fetched, geojson, gml, pages_of
from tests.unit.geo.live import Parameters, World


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask for pages of 10 features, and at most 45."""
    monkeypatch.setattr(pages, "PAGE", 10)
    monkeypatch.setattr(wfs, "MOST", 45)


# features of the service, its own longest page, what its pages say → features kept, cut or not
PAGES = [
    (0, 99, {}, 0, False),
    (7, 99, {}, 7, False),
    (20, 99, {}, 20, False),
    (23, 99, {"numberMatched": "unknown"}, 23, False),
    (23, 4, {}, 23, False),
    (45, 99, {"numberMatched": 45}, 45, False),
    (45, 99, {}, 45, True),
    (200, 99, {"numberMatched": 200}, 45, True),
    (30, 99, {"numberMatched": 31}, 30, True),
]


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("case", PAGES, ids=str)
def test_pages_are_asked_for_until_the_last(
    world: World, tmp_path: Path, case: tuple[int, int, dict, int, bool]
) -> None:
    total, longest, members, kept, cut_short = case
    found = fetched(world, tmp_path, pages_of(total, longest, **members), paging="TRUE")
    numbers = [item["id"] for item in json.loads(found.path.read_text())["features"]]
    assert numbers == [f"c.{number}" for number in range(kept)]
    assert [finding.code for finding in found.findings] == ["geo-service-cut"] * cut_short
    assert [path.name for path in tmp_path.iterdir()] == ["features.geojson"]


@pytest.mark.usefixtures("small")
def test_the_same_page_twice_is_kept_once_and_told(world: World, tmp_path: Path) -> None:
    def deaf(_: Parameters) -> Answer:
        return serve(geojson(range(10)))

    found = fetched(world, tmp_path, deaf, paging="TRUE")
    assert len(json.loads(found.path.read_text())["features"]) == 10
    (finding,) = found.findings
    assert message(finding.code, **finding.values).endswith("aux 10 premières entités reçues.")
    assert len(world.asked) == 2


@pytest.mark.usefixtures("small")
def test_a_service_without_pages_is_asked_once(world: World, tmp_path: Path) -> None:
    found = fetched(world, tmp_path, pages_of(100))
    assert len(json.loads(found.path.read_text())["features"]) == 45
    assert [finding.code for finding in found.findings] == ["geo-service-cut"]
    assert ["STARTINDEX" in said for said in world.asked] == [False]


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("paging", ["TRUE", "FALSE"])
def test_a_service_that_gives_more_than_it_is_asked_for_is_cut(
    world: World, tmp_path: Path, paging: str
) -> None:
    found = fetched(world, tmp_path, by_format(json=geojson(range(60))), paging=paging)
    assert len(json.loads(found.path.read_text())["features"]) == 45
    assert [finding.code for finding in found.findings] == ["geo-service-cut"]


@pytest.mark.usefixtures("small")
def test_a_broken_page_breaks_the_whole(world: World, tmp_path: Path) -> None:
    def play(said: Parameters) -> Answer:
        if "gml" in said["OUTPUTFORMAT"]:
            return serve(gml(2))
        return serve(geojson(range(10)) if said["STARTINDEX"] == "0" else b"{")

    found = fetched(world, tmp_path, play, paging="TRUE")
    assert found.path.name == "features.gml"


def test_the_system_that_a_page_names_is_kept(world: World, tmp_path: Path) -> None:
    system = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32198"}}
    found = fetched(world, tmp_path, by_format(json=geojson(range(1), crs=system)))
    assert json.loads(found.path.read_text())["crs"] == system


@pytest.mark.parametrize(("matched", "told"), [("2", 0), ("9", 1), ("unknown", 0)])
def test_gml_that_has_not_all_features_is_told(
    world: World, tmp_path: Path, matched: str, told: int
) -> None:
    found = fetched(world, tmp_path, by_format(json=b"{", gml=gml(2, matched)))
    assert [finding.code for finding in found.findings[1:]] == ["geo-service-cut"] * told


def test_pages_together_have_a_largest_weight(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "PAGE", 5000)
    monkeypatch.setattr(files, "LARGEST", 1)
    with pytest.raises(Refusal) as stop:
        fetched(world, tmp_path, pages_of(20_000), paging="TRUE")
    assert stop.value.code == "geo-service-too-large"
    assert stop.value.values["megabytes"] == 1
    assert len(world.asked) == 2


def test_a_deadline_is_for_all_the_pages(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wfs, "LONGEST", 0.5)
    monkeypatch.setattr(pages, "PAGE", 1)
    with pytest.raises(Refusal) as stop:
        fetched(world, tmp_path, pages_of(10**6), paging="TRUE")
    assert stop.value.code == "geo-service-slow"
