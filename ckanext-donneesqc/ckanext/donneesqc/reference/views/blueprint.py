"""What the addresses of this room share."""

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Response
from ckanext.donneesqc.caching import kept
from ckanext.donneesqc.reference.model import ReferenceSet
from ckanext.donneesqc.reference.sets import find_set, package_of
from ckanext.donneesqc.reference.shown import is_visible
from flask import Blueprint

pages = Blueprint("donneesqc_reference", __name__)
BASE = "/reference"
HOUR = 3600


def readable_set(name: str) -> ReferenceSet:
    """Return a set to those who may see its dataset, or answer 404."""
    known = find_set(name)
    if known is None or not is_visible(known):
        return tk.abort(404)
    return known


def is_public(known: ReferenceSet) -> bool:
    """Say whether everybody may see a set."""
    package = package_of(known)
    return not package.private and package.state == model.State.ACTIVE


def cached(answer: Response, known: ReferenceSet) -> Response:
    """Let caches keep an answer that everybody may see for an hour, and nobody keep another."""
    return kept(answer, f"public, max-age={HOUR}", is_public(known))
