"""What a file says is text: tags in names, values and titles are shown, never run."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from tests.journeys.datasets import create_dataset
from tests.journeys.maps.atlas import Atlas, geojson, send
from tests.journeys.maps.page import MapPage, open_map
from tests.journeys.stack import Portal

IMAGE = "<img src=x onerror=\"window.journeyHit='image'\">"
SCRIPT = "<script>window.journeyHit='script'</script>"
COLUMN = "<svg onload=window.journeyHit='svg'>"
LINK = "javascript:window.journeyHit='link'"
FILE = "pieges.geojson"
HIT = "() => window.journeyHit || ''"
STRANGERS = """() => [...document.querySelectorAll(
  ".dq-map :is(img, script, svg[onload], a[href^=javascript]), img[onerror], title *"
)].map(node => node.outerHTML)"""


@pytest.fixture(scope="module")
def traps(pipeline: Portal) -> Iterator[Atlas]:
    """Give a map whose every text is a trap, deleted afterwards."""
    name = create_dataset(pipeline, "pieges")
    features = [
        (
            {"nom": f"{IMAGE}{rank}", COLUMN: SCRIPT, "site": LINK, "rang": rank},
            {"type": "Point", "coordinates": [-71.2 - rank / 50, 46.8]},
        )
        for rank in range(6)
    ]
    key = send(pipeline, name, FILE, geojson(features), title=f"{IMAGE}{SCRIPT}")
    yield Atlas(name, {FILE: key})
    pipeline.call("package_delete", {"id": name})


@pytest.fixture(params=["page", "alone"])
def trapped(request: pytest.FixtureRequest, tab: Tab, traps: Atlas) -> MapPage:
    """Open the map, in its page and alone."""
    address = traps.page(FILE) if request.param == "page" else traps.alone(FILE)
    return open_map(tab, address)


def test_traps_are_shown_as_text_and_never_spring(trapped: MapPage) -> None:
    tab = trapped.tab
    expect(trapped.part("plain")).to_contain_text(IMAGE)
    expect(tab.get_by_role("columnheader", name=COLUMN)).to_be_visible()
    expect(trapped.rows.first).to_contain_text(SCRIPT)
    trapped.rows.first.get_by_role("button").click()
    expect(trapped.title).to_have_text(f"{IMAGE}0")
    expect(trapped.feature).to_contain_text(COLUMN)
    expect(trapped.feature).to_contain_text(LINK)
    trapped.colour_by("nom")
    expect(trapped.classes.first).to_contain_text(IMAGE)
    box = trapped.canvas.bounding_box()
    assert box
    tab.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    panel = trapped.tool("Filtres")
    panel.get_by_label("Colonne").select_option(label=COLUMN)
    panel.get_by_role("checkbox").first.check()
    panel.get_by_role("button", name="Filtrer").click()
    expect(trapped.part("chip")).to_contain_text(SCRIPT)
    code = trapped.tool("Partager").get_by_label("Intégrer dans une page").input_value()
    assert code.count("<") == 2, "the frame and its end"
    assert tab.evaluate(STRANGERS) == []
    assert tab.evaluate(HIT) == ""


def test_a_trap_in_the_address_is_text_too(tab: Tab, traps: Atlas) -> None:
    said = '[{"column": "nom", "is": "contains", "value": "<img src=x onerror=journeyHit=1>"}]'
    shown = open_map(tab, f"{traps.alone(FILE)}#filtres={said}")
    expect(shown.part("chip")).to_contain_text("<img src=x onerror=journeyHit=1>")
    expect(shown.caption).to_have_text("Rien ne correspond à ces choix.")
    assert tab.evaluate(STRANGERS) == []
    assert tab.evaluate(HIT) == ""
