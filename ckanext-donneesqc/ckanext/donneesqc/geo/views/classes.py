"""Send the legend of a column."""

import ckan.plugins.toolkit as tk
from ckan.types import Response
from ckanext.donneesqc.apart import Busy, Stopped
from ckanext.donneesqc.geo import colouring, described
from ckanext.donneesqc.geo.colouring import Choice
from ckanext.donneesqc.geo.views.blueprint import MARKED, Shown, cached, maps, refused, shown_layer
from ckanext.donneesqc.geo.views.question import asked, level, number, wanted
from flask import jsonify

from pipelines.geo.classes import FEWEST, MOST, QUANTILES
from pipelines.geo.filters import NotUnderstood
from pipelines.geo.summary import TERRITORY

HOUR, USUAL = 3600, 5
METHODS = {"quantiles": QUANTILES, "naturelles": "natural", "egales": "equal"}
PALETTES = {"sequentielle": False, "divergente": True}
NUMBERS = ("integer", "number")


@maps.get(f"{MARKED}/<layer>/classes")
@asked
def classes(name: str, resource_id: str, mark: str, layer: str) -> Response:
    """Send the classes of a column, their colours, and how many features have each."""
    shown = shown_layer(name, resource_id, mark, layer)
    try:
        answer = _answer(shown)
    except (Busy, Stopped):
        return refused(tk._("Other maps are being coloured. Try again in a minute."), 503)
    return cached(jsonify(answer), shown.public, HOUR)


def _answer(shown: Shown) -> dict:
    question, language, choice = wanted(), described.language(), _choice(shown.layer)
    if shown.layer["geometry"] == TERRITORY:
        return colouring.territories(shown.path, question, choice, shown.layer, language)
    kind = next(
        (item["kind"] for item in shown.layer["columns"] if item["name"] == choice.column), ""
    )
    if kind in NUMBERS:
        return colouring.numbers(shown.path, question, choice, shown.layer, language)
    return colouring.categories(shown.path, question, choice, language)


def _choice(layer: dict) -> Choice:
    return Choice(
        column=tk.request.args.get("colonne", ""),
        method=METHODS[_known("methode", METHODS, "quantiles")],
        count=number("nombre", FEWEST, MOST, USUAL),
        diverging=PALETTES[_known("palette", PALETTES, "sequentielle")],
        operation=_known("operation", colouring.OPERATIONS, "somme"),
        per=_known("par", {"": "", **colouring.PER}, ""),
        level=level(layer),
    )


def _known(name: str, known: dict, usual: str) -> str:
    said = tk.request.args.get(name) or usual
    if said not in known:
        raise NotUnderstood(name)
    return said
