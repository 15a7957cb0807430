"""Say where a reader can go from every page, and where they are."""

from dataclasses import dataclass

import ckan.plugins.toolkit as tk


@dataclass(frozen=True)
class Item:
    """A link of the main navigation.

    `current` is the value of `aria-current`: "page" on the page itself, "true" inside its section.
    """

    route: str
    label: str
    current: str


def list_items() -> list[Item]:
    """List the sections of the portal in the order they are shown."""
    return [
        _item("dataset.search", tk._("Datasets"), ("dataset", "dataset_resource")),
        _item("group.index", tk._("Categories"), ("group",)),
        _item("organization.index", tk._("Organizations"), ("organization",)),
        _item("home.about", tk._("About"), ()),
    ]


def _item(route: str, label: str, blueprints: tuple[str, ...]) -> Item:
    if tk.request.endpoint == route:
        return Item(route, label, "page")
    return Item(route, label, "true" if tk.request.blueprint in blueprints else "")
