"""Say where a reader can go from every page, and where they are."""

from dataclasses import dataclass

import ckan.plugins as p
import ckan.plugins.toolkit as tk

# ckanext-dcat answers a dataset's page itself, to give RDF to a client that asks for it.
DATASETS = {"dataset", "dataset_resource", "dcat.read_dataset"}
# The plugins that check a file and that show reference datasets, which a portal may do without;
# their blueprints have their names.
CHECKER, REFERENCE = "donneesqc_validation", "donneesqc_reference"


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
    others = {f"{REFERENCE}.index": tk._("Reference data"), f"{CHECKER}.ask": tk._("Check a file")}
    return [
        _item("dataset.search", tk._("Datasets"), DATASETS),
        _item("group.index", tk._("Categories"), {"group"}),
        _item("organization.index", tk._("Organizations"), {"organization"}),
        *(_item(route, label, {_plugin(route)}) for route, label in others.items() if _has(route)),
        _item("home.about", tk._("About"), set()),
    ]


def _has(route: str) -> bool:
    return p.plugin_loaded(_plugin(route))


def _plugin(route: str) -> str:
    return route.partition(".")[0]


def _item(route: str, label: str, section: set[str]) -> Item:
    """Make the link to `route`; `section` names the blueprints and endpoints that lie under it."""
    if tk.request.endpoint == route:
        return Item(route, label, "page")
    inside = {tk.request.blueprint, tk.request.endpoint} & section
    return Item(route, label, "true" if inside else "")
