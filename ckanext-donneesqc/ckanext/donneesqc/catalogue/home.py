"""Gather what the home page shows: how much there is, the categories, the newest datasets."""

from dataclasses import dataclass
from functools import cache

import ckan.plugins.toolkit as tk
from ckan import model
from ckanext.donneesqc.catalogue.preparation import load_categories

NEWEST = 6
RECENT = "metadata_modified:[NOW-30DAYS TO NOW]"


@dataclass(frozen=True)
class Counter:
    """A figure about the whole portal."""

    label: str
    value: int


@dataclass(frozen=True)
class Category:
    """A category (a CKAN group) with the number of its public datasets and its symbol."""

    name: str
    title: str
    datasets: int
    icon: str


@dataclass(frozen=True)
class Home:
    """What the home page shows besides the search field."""

    counters: list[Counter]
    categories: list[Category]
    latest: list[dict]


def look_around(search_facets: dict[str, dict]) -> Home:
    """Gather the home page's figures, categories and newest datasets, public ones only."""
    latest = _search({"rows": NEWEST, "sort": "metadata_created desc"})
    updated = _search({"rows": 0, "fq": RECENT})
    counters = [
        Counter(tk._("datasets"), latest["count"]),
        Counter(tk._("organizations"), _active_groups("organization").count()),
        Counter(tk._("updated in the last 30 days"), updated["count"]),
    ]
    return Home(counters, _list_categories(search_facets), latest["results"])


def icon_of(category: str) -> str:
    """Name the symbol of images/categories.svg that stands for a category."""
    return category if category in _official_categories() else "other"


@cache
def _official_categories() -> frozenset[str]:
    return frozenset(load_categories())


def _list_categories(search_facets: dict[str, dict]) -> list[Category]:
    counted = {
        item["name"]: item["count"] for item in search_facets.get("groups", {}).get("items", [])
    }
    return [
        Category(
            group.name, group.title or group.name, counted.get(group.name, 0), icon_of(group.name)
        )
        for group in _active_groups("group").order_by(model.Group.name)
    ]


def _active_groups(kind: str):
    return model.Session.query(model.Group).filter_by(type=kind, state="active")


def _search(query: dict[str, object]) -> dict:
    # An anonymous context: a member's private datasets don't show among the newest.
    return tk.get_action("package_search")({"user": ""}, {"facet": "false", **query})
