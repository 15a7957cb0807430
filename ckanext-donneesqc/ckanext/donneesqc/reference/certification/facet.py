"""Let readers of the catalogue keep the datasets by their certification."""

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib.search import rebuild
from ckanext.donneesqc.reference.certification.model import Certification
from ckanext.donneesqc.reference.certification.standings import state_today, states_today
from ckanext.donneesqc.reference.certification.words import state_words
from ckanext.donneesqc.reference.sets import find_set, set_of

from pipelines.certification.states import CERTIFIED, DRAFT, SUBMITTED, SUSPENDED

FIELD = "certification"
SAID_TO_NOBODY = (DRAFT, SUBMITTED)
OF_DEMONSTRATION = "-demonstration"  # after a state that nobody with a mandate asked for


def with_ours(facets: dict[str, str]) -> dict[str, str]:
    """Return facets with that of the certification."""
    return {**facets, FIELD: tk._("Certification")}


def add_to_index(document: dict) -> dict:
    """Give the document of a certified dataset, or of one that was, its state."""
    known = set_of(document["id"])
    state = state_today(known.name) if known else DRAFT
    if known and state not in SAID_TO_NOBODY:
        document[FIELD] = f"{state}{OF_DEMONSTRATION if known.said['demonstration'] else ''}"
    return document


def label_values(facets: dict) -> None:
    """Replace the states by the words that people read."""
    words = state_words()
    for item in facets.get(FIELD, {}).get("items", ()):
        state = item["name"].removesuffix(OF_DEMONSTRATION)
        word = words.get(state, state)
        shown = tk._("{state} (demonstration)").format(state=word)
        item["display_name"] = word if state == item["name"] else shown


def index_again(package_id: str) -> None:
    """Have the search engine know the state of a dataset; call it once the state is committed."""
    rebuild(package_id)


def tell_what_lapsed() -> None:
    """Have the search engine know the certified sets that no test renewed of late."""
    held = model.Session.query(Certification.set_name).filter_by(state=CERTIFIED)
    states = states_today(name for (name,) in held)
    for name in (name for name, state in states.items() if state == SUSPENDED):
        known = find_set(name)
        if known:
            index_again(known.package_id)
