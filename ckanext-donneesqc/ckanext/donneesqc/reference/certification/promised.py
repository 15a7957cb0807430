"""What a certified set promised its readers: days of notice, identifiers that stay."""

from ckanext.donneesqc.reference import config
from ckanext.donneesqc.reference.certification.standings import standing_of
from ckanext.donneesqc.reference.entities import entities_of
from ckanext.donneesqc.reference.model import EntityRecord, ReferenceSet
from ckanext.donneesqc.reference.sets import set_of

from pipelines.certification.states import CERTIFIED, SUSPENDED


def bound_set(package_id: str) -> ReferenceSet | None:
    """Return the set of a dataset that a certificate binds: certified, or suspended from it."""
    known = set_of(package_id)
    if known is None or standing_of(known.name).state not in (CERTIFIED, SUSPENDED):
        return None
    return known


def notice(package_id: str) -> int:
    """Return how many days ahead readers are told of a breaking change, 0 for no promise.

    The portal's own number of days, or those of the set when it promises more.
    """
    known = bound_set(package_id)
    return max(known.said["notice"], config.notice_days()) if known else 0


def identifiers(package_id: str, resource_id: str) -> dict | None:
    """Return which identifiers of a table are to stay; None for a table that promises none."""
    known = bound_set(package_id)
    if known is None or known.resource_id != resource_id:
        return None
    ids = entities_of(known.name).with_entities(EntityRecord.identifier)
    return {
        "column": known.said["shape"]["identifier"],
        "vintage": known.said["vintage"],
        "newest": known.newest if known.said["vintage"] else "",
        "identifiers": [identifier for (identifier,) in ids],
    }
