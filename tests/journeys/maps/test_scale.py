"""A layer too heavy to be drawn whole from afar: what is left out is said, until one is near."""

from collections.abc import Iterator

import numpy as np
import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from tests.journeys.datasets import create_dataset
from tests.journeys.deposited import wait_until
from tests.journeys.maps.atlas import Atlas, geojson, send
from tests.journeys.maps.page import open_map
from tests.journeys.stack import Portal

MANY, BENDS, SEED = 12_000, 40, 20260901
FILE = "lignes.geojson"
AFAR, NEAR = "#carte=4/53/-71", "#carte=15/48.2/-73.1"
THINNED = (
    "À cette échelle, toutes les entités ne peuvent être dessinées\u00a0: rapprochez la carte pour"
    " les voir toutes. Le tableau les contient toutes."
)


@pytest.fixture(scope="module")
def page(pipeline: Portal) -> Iterator[str]:
    """Give the map of lines that cross each other all over Québec."""
    name = create_dataset(pipeline, "echelles")
    atlas = Atlas(name, {FILE: send(pipeline, name, FILE, _lines())})
    wait_until(lambda: atlas.state(pipeline, FILE)["state"] != "waiting")
    (layer,) = atlas.state(pipeline, FILE)["layers"]
    assert (layer["drawing"]["kind"], layer["drawn"]) == ("pmtiles", MANY)
    yield atlas.alone(FILE)
    pipeline.call("package_delete", {"id": name})


def test_what_a_scale_leaves_out_is_said(tab: Tab, page: str) -> None:
    shown = open_map(tab, page + AFAR)
    expect(shown.part("drawn")).to_have_text(THINNED)


def test_from_near_nothing_is_left_out(tab: Tab, page: str) -> None:
    shown = open_map(tab, page + NEAR)
    expect(shown.part("drawn")).to_be_hidden()
    expect(shown.part("trouble")).to_be_hidden()


def _lines() -> bytes:
    random = np.random.default_rng(SEED)
    starts = random.uniform((-78, 46), (-60, 60), (MANY, 1, 2))
    bends = starts + random.normal(0, 0.3, (MANY, BENDS, 2)).cumsum(axis=1)
    return geojson(
        [
            ({"numero": number}, {"type": "LineString", "coordinates": line.round(5).tolist()})
            for number, line in enumerate(bends)
        ]
    )
