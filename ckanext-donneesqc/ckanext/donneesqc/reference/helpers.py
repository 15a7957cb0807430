"""What the pages of datasets say of references."""

from ckanext.donneesqc.reference import rechecks
from ckanext.donneesqc.reference.certification.facet import SAID_TO_NOBODY
from ckanext.donneesqc.reference.certification.standings import state_today
from ckanext.donneesqc.reference.certification.words import state_words
from ckanext.donneesqc.reference.sets import find_set, package_of, set_of
from ckanext.donneesqc.reference.shown import is_visible

__all__ = ["dq_reference_of", "dq_unknown_references"]


def dq_reference_of(package_id: str) -> dict | None:
    """Return the set that a dataset is: its `name`, and its `state` where there is one to tell."""
    known = set_of(package_id)
    if known is None:
        return None
    state = state_today(known.name)
    told = "" if state in SAID_TO_NOBODY else state_words()[state]
    return {"name": known.name, "state": told}


def dq_unknown_references(package_id: str) -> list[dict]:
    """Return, of each column of a dataset's tables, the codes that the sets it names lack."""
    return [
        {
            "set": known.name,
            "title": package_of(known).title,
            "columns": item.columns,
            "count": item.unknown,
            "samples": item.samples,
            "day": item.at.date().isoformat(),
        }
        for item in rechecks.of_package(package_id)
        if (known := find_set(item.set_name)) and is_visible(known)
    ]
