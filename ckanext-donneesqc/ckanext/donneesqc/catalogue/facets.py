"""Count datasets by organisation, category, format, frequency, territory and licence."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan.lib.helpers import resource_formats
from ckanext.donneesqc.catalogue.territories import territory_label

FREQUENCY = "update_frequency"
TERRITORY = "territory"
OF_CKAN = {"organization", "groups", "tags", "res_format", "license_id"}
# Solr refuses a word of more than 32 766 bytes: long texts are indexed as text (extras_*) only.
LONG_TEXTS = ("derogation", "methodologie")


def portal_facets(given: Mapping[str, str]) -> dict[str, str]:
    """Return the facets of the search page, field to title, in the order in which they show.

    `given`: CKAN's, whose order and choice aren't ours, and those that our other rooms added.
    """
    added = {field: title for field, title in given.items() if field not in OF_CKAN}
    ours = {
        "organization": tk._("Organizations"),
        "groups": tk._("Categories"),
        "res_format": tk._("Formats"),
        FREQUENCY: tk._("Update frequency"),
        TERRITORY: tk._("Territories"),
        "license_id": tk._("Licenses"),
    }
    return {**ours, **added}


def all_facets() -> dict[str, str]:
    """Return the facets of the search page as every plugin has them."""
    found: dict[str, str] = {}
    for plugin in p.PluginImplementations(p.IFacets):
        found = dict(plugin.dataset_facets(OrderedDict(found), "dataset"))
    return found


def prepare_for_index(document: dict) -> dict:
    """Give the document of a dataset the values that facets count.

    Formats are written one way (json, JSON → JSON), counted once per dataset, and an empty one is
    no format; the territory has a field whose name doesn't begin with `ext_`, which CKAN's search
    page keeps for itself.
    """
    document["res_format"] = normalised_formats(document.get("res_format", ()))
    document[TERRITORY] = document.get("ext_spatial") or None
    for name in LONG_TEXTS:
        document.pop(name, None)
    return document


def normalised_formats(formats: Iterable[str]) -> list[str]:
    """Return each format once, as CKAN's list of formats writes it, else in capitals."""
    known = {format.strip() for format in formats if format and format.strip()}
    return sorted({_one_way(format) for format in known})


def _one_way(format: str) -> str:
    known = resource_formats().get(format.lower())
    return known[1] if known else format.upper()


def label_values(search_facets: dict) -> None:
    """Replace the codes of frequencies and territories by the words people read."""
    language = _language()
    for item in search_facets.get(FREQUENCY, {}).get("items", ()):
        item["display_name"] = frequency_label(item["name"])
    for item in search_facets.get(TERRITORY, {}).get("items", ()):
        item["display_name"] = territory_label(item["name"], language)


def frequency_label(code: str) -> str:
    """Return the words of a frequency, from the dataset form; an unknown code is returned as is."""
    language = "en" if _language().startswith("en") else "fr"
    form = tk.h.scheming_get_dataset_schema("dataset")
    field = tk.h.scheming_field_by_name(form["dataset_fields"], FREQUENCY)
    labels = {choice["value"]: choice["label"] for choice in field["choices"]}
    return labels.get(code, {}).get(language, code)


def _language() -> str:
    """Return the reader's language; the portal's own where there is no reader (job, command)."""
    try:
        return tk.h.lang() or tk.config["ckan.locale_default"]
    except RuntimeError:  # outside of a request
        return tk.config["ckan.locale_default"]
