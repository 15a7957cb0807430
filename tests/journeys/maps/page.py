"""A map as a reader has it before them: what it shows, says and answers."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs

from playwright.sync_api import Locator, expect
from playwright.sync_api import Page as Tab

from tests.journeys.deposited import wait_until

IDLE = "[data-dq-map][data-state=idle]"
NONE = "[data-dq-map][data-state=none]"
WAITING = "[data-dq-map][data-state=waiting]"
NUMBER = re.compile(r"\d+(?:[\s\u00a0\u202f,]\d{3})*")

# all at once: the legend may be drawn anew between two questions
COLOURS = """nodes => nodes.map(node =>
  "#" + getComputedStyle(node).backgroundColor.match(/\\d+/g).slice(0, 3)
  .map(part => Number(part).toString(16).padStart(2, "0")).join(""))"""
TABLE = ".dq-map__table:has(caption)"


@dataclass(frozen=True)
class MapPage:
    """A map, drawn, in a tab."""

    tab: Tab

    def part(self, name: str) -> Locator:
        """Return a part by the end of its class: « legend » for `.dq-map__legend`."""
        return self.tab.locator(f".dq-map__{name}")

    @property
    def canvas(self) -> Locator:
        """Return where the map is drawn, which has the focus when keys move it."""
        return self.tab.locator(".maplibregl-canvas")

    @property
    def said(self) -> Locator:
        """Return what a screen reader is told."""
        return self.tab.locator("[data-dq-map] > [role=status]")

    @property
    def feature(self) -> Locator:
        """Return the panel of the chosen feature."""
        return self.part("feature")

    @property
    def title(self) -> Locator:
        """Return the name of the chosen feature."""
        return self.part("feature-title")

    @property
    def rows(self) -> Locator:
        """Return the rows of the table."""
        return self.tab.locator(f"{TABLE} tbody tr")

    @property
    def values(self) -> Locator:
        """Return the rows of the territories' table."""
        return self.tab.locator(".dq-map__values-scroll tbody tr")

    @property
    def caption(self) -> Locator:
        """Return what the table says of itself: « entités 1 à 25 sur 34 »."""
        return self.part("caption")

    @property
    def counts(self) -> list[int]:
        """Return how many features each class of the legend has."""
        texts = self.tab.locator(".dq-map__classes .dq-map__count [aria-hidden]").all_inner_texts()
        return [number(text) for text in texts]

    @property
    def classes(self) -> Locator:
        """Return the classes of the legend."""
        return self.tab.locator(".dq-map__classes li")

    @property
    def colours(self) -> list[str]:
        """Return the colours of the legend's classes, « #1472bf »."""
        return self.classes.locator(".dq-map__swatch").evaluate_all(COLOURS)

    @property
    def key(self) -> Locator:
        """Return what the legend says that it is of."""
        return self.part("key-title")

    @property
    def place(self) -> tuple[float, ...]:
        """Return zoom, latitude and longitude, as the address says them; () at the opening."""
        said = parse_qs(self.tab.evaluate("location.hash.slice(1)")).get("carte", [""])[0]
        return tuple(float(part) for part in said.split("/")) if said else ()

    def tool(self, title: str) -> Locator:
        """Open one of the tabs beside the map; return its panel."""
        self.tab.get_by_role("tab", name=title).click()
        return self.tab.get_by_role("tabpanel", name=title)

    def column_of(self, title: str) -> list[str]:
        """Return what the table's rows say in a column."""
        titles = self.tab.locator(f"{TABLE} thead th").all_inner_texts()
        position = [text.strip() for text in titles].index(title) + 1
        cells = self.tab.locator(f"{TABLE} tbody tr > :nth-child({position})")
        return [text.strip() for text in cells.all_inner_texts()]

    def nearer(self) -> None:
        """Press « Rapprocher » and wait until the map has moved."""
        before = self.place
        self.tab.get_by_role("button", name="Rapprocher").click()
        wait_until(lambda: self.place != before)

    def colour_by(self, column: str) -> None:
        """Colour the map by a column, and wait for the legend."""
        self.tool("Affichage").get_by_label("Colorer selon").select_option(label=column)
        expect(self.key).to_contain_text(column)
        expect(self.classes).not_to_have_count(0)


def open_map(tab: Tab, address: str) -> MapPage:
    """Open a page and wait until its map is drawn."""
    tab.goto(address)
    expect(tab.locator(IDLE)).to_be_attached()
    return MapPage(tab)


def keep(shown: MapPage, column: str, value: str) -> None:
    """Keep the features that have a value in a column."""
    panel = shown.tool("Filtres")
    panel.get_by_label("Colonne").select_option(label=column)
    panel.get_by_label(re.compile(rf"^{value} \(")).check()
    panel.get_by_role("button", name="Filtrer").click()
    expect(shown.part("chip")).to_contain_text(value)


def number(text: str) -> int:
    """Return the first whole number of a text, its thousands parted as in French or in English."""
    found = NUMBER.search(text)
    assert found, text
    return int(re.sub(r"\D", "", found[0]))


def in_french(value: int) -> str:
    """Write a whole number as a French page does: from five digits, or four, by thousands."""
    return f"{value:,}".replace(",", "\u00a0")
