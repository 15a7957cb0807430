"""axe-core finds no barrier on the pages of maps, whatever they show, at both widths."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect
from playwright.sync_api import Page as Tab

from tests.journeys.datasets import create_dataset
from tests.journeys.maps.atlas import NO_GEOGRAPHY, Atlas, geojson, send
from tests.journeys.maps.page import IDLE, NONE, WAITING, MapPage, open_map
from tests.journeys.maps.tables import MUNICIPALITIES, STATIONS, Tables
from tests.journeys.stack import Portal
from tests.journeys.visits import DESK, LANGUAGES, OVERFLOW, PHONE, run_axe

BOUNDARIES, LARGE = "limadmin_2018.geojson", "parcelles.geojson"
SQUARES, SIDE = 60_000, 0.001  # how many; degrees
WIDTHS = {"1280": DESK, "360": PHONE}


def plain(tab: Tab, atlas: Atlas, tables: Tables, start: str) -> None:
    open_map(tab, start + atlas.page(BOUNDARIES))


def alone(tab: Tab, atlas: Atlas, tables: Tables, start: str) -> None:
    open_map(tab, start + atlas.alone(BOUNDARIES))


def none(tab: Tab, atlas: Atlas, tables: Tables, start: str) -> None:
    tab.goto(start + atlas.page(NO_GEOGRAPHY))
    expect(tab.locator(NONE)).to_be_visible()


def coloured(tab: Tab, atlas: Atlas, tables: Tables, start: str) -> None:
    shown = open_map(tab, f"{start}{atlas.page(BOUNDARIES)}#couleur=AIRE&numeros=oui")
    expect(shown.classes).to_have_count(5)


def choropleth(tab: Tab, atlas: Atlas, tables: Tables, start: str) -> None:
    shown = open_map(tab, start + tables.alone(MUNICIPALITIES))
    expect(shown.classes).to_have_count(5)


def chosen(tab: Tab, atlas: Atlas, tables: Tables, start: str) -> None:
    shown = open_map(tab, f"{start}{tables.alone(STATIONS)}#entite=layer-1:3")
    expect(shown.title).to_be_visible()


def filtered(tab: Tab, atlas: Atlas, tables: Tables, start: str) -> None:
    kept = '[{"column": "TYPE", "is": "equal", "value": ["Arrondissement"]}]'
    shown = open_map(tab, f"{start}{atlas.page(BOUNDARIES)}#filtres={kept}")
    expect(shown.part("chip")).to_be_visible()
    tab.locator(".dq-map__columns summary").click()
    tab.locator("[role=tab]").nth(1).click()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "opened",
    [plain, alone, none, coloured, choropleth, chosen, filtered],
    ids=lambda do: do.__name__,
)
def test_axe_finds_no_barrier(
    tab: Tab,
    atlas: Atlas,
    tables: Tables,
    screenshots: Path,
    opened: Callable[[Tab, Atlas, Tables, str], None],
    language: str,
) -> None:
    opened(tab, atlas, tables, LANGUAGES[language])
    assert _barriers(tab, screenshots / f"{opened.__name__}-{language}") == {}


@pytest.mark.parametrize("panel", [2, 3], ids=["download", "share"])
def test_axe_finds_no_barrier_in_the_other_tabs(tab: Tab, atlas: Atlas, panel: int) -> None:
    open_map(tab, atlas.page(BOUNDARIES))
    tab.locator("[role=tab]").nth(panel).click()
    assert _barriers(tab) == {}


@pytest.fixture
def large(pipeline: Portal) -> Iterator[Atlas]:
    """Send a file whose map takes the worker a while, deleted afterwards."""
    name = create_dataset(pipeline, "attente")
    squares = [({"numero": rank}, _square(rank)) for rank in range(SQUARES)]
    key = send(pipeline, name, LARGE, geojson(squares))
    yield Atlas(name, {LARGE: key})
    pipeline.call("package_delete", {"id": name})


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_map_that_is_being_made_says_so_without_barrier_then_comes_by_itself(
    reader: BrowserContext, large: Atlas, screenshots: Path, language: str
) -> None:
    tab = reader.new_page()
    tab.goto(LANGUAGES[language] + large.page(LARGE))
    expect(tab.locator(WAITING)).to_be_visible()
    reader.set_offline(True)  # it goes on waiting
    found = _barriers(tab, screenshots / f"waiting-{language}")
    expect(tab.locator(WAITING)).to_be_visible()
    reader.set_offline(False)
    expect(tab.locator(IDLE)).to_be_attached(timeout=300_000)
    expect(MapPage(tab).part("summary")).to_contain_text("60")
    tab.close()
    assert found == {}


def _barriers(tab: Tab, called: Path | None = None) -> dict[str, list[str]]:
    """Return what axe-core finds, and what sticks out, at each width where there is any."""
    found = {}
    for width, size in WIDTHS.items():
        tab.set_viewport_size(size)  # type: ignore[arg-type]
        if called:
            tab.screenshot(path=called.with_name(f"{called.name}-{width}.png"), full_page=True)
        found[width] = [*run_axe(tab), *tab.evaluate(OVERFLOW)]
    return {width: problems for width, problems in found.items() if problems}


def _square(rank: int) -> dict:
    west, south = -73 + rank % 300 * SIDE, 46 + rank // 300 * SIDE
    east, north = west + SIDE, south + SIDE
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}
