"""What the addresses of this room share."""

import ckan.plugins.toolkit as tk
from ckan.types import Response
from ckanext.donneesqc.caching import kept
from ckanext.donneesqc.reference.model import ReferenceSet
from ckanext.donneesqc.reference.sets import find_set, is_public
from ckanext.donneesqc.reference.shown import is_visible
from flask import Blueprint, current_app
from werkzeug.datastructures import MultiDict

pages = Blueprint("donneesqc_reference", __name__)
BASE = "/reference"
HOUR = 3600


def readable_set(name: str) -> ReferenceSet:
    """Return a set to those who may see its dataset, or answer 404."""
    known = find_set(name)
    if known is None or not is_visible(known):
        return tk.abort(404)
    return known


def checked_form() -> MultiDict[str, str]:
    """Return what a form sends, having made sure that it is one of ours."""
    if current_app.config["WTF_CSRF_ENABLED"]:
        current_app.extensions["csrf"].protect()
    return tk.request.form


def cached(answer: Response, known: ReferenceSet) -> Response:
    """Let caches keep an answer that everybody may see for an hour, and nobody keep another."""
    return kept(answer, f"public, max-age={HOUR}", is_public(known))
