"""Let readers of the catalogue keep the datasets by their certification."""

import ckan.plugins.toolkit as tk
from ckan.lib.search import rebuild
from ckanext.donneesqc.reference.certification.standings import state_today
from ckanext.donneesqc.reference.certification.words import state_words
from ckanext.donneesqc.reference.sets import set_of

from pipelines.certification.states import DRAFT, SUBMITTED

FIELD = "certification"
SAID_TO_NOBODY = (DRAFT, SUBMITTED)


def with_ours(facets: dict[str, str]) -> dict[str, str]:
    """Return facets with that of the certification."""
    return {**facets, FIELD: tk._("Certification")}


def add_to_index(document: dict) -> dict:
    """Give the document of a certified dataset, or of one that was, its state."""
    known = set_of(document["id"])
    state = state_today(known.name) if known else DRAFT
    if state not in SAID_TO_NOBODY:
        document[FIELD] = state
    return document


def label_values(facets: dict) -> None:
    """Replace the states by the words that people read."""
    words = state_words()
    for item in facets.get(FIELD, {}).get("items", ()):
        item["display_name"] = words.get(item["name"], item["name"])


def index_again(package_id: str) -> None:
    """Have the search engine know the state of a dataset; call it once the state is committed."""
    rebuild(package_id)
