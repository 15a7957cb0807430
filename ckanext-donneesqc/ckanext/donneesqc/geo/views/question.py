"""Read what an address asks of a layer's features."""

import json
from collections.abc import Callable
from functools import wraps

import ckan.plugins.toolkit as tk
from ckan.types import Response
from ckanext.donneesqc.apart import Busy, Places
from ckanext.donneesqc.geo import config
from ckanext.donneesqc.geo.views.blueprint import refused

from pipelines.geo.filters import NotUnderstood, Wanted, read_filters
from pipelines.geo.model import Extent
from pipelines.geo.query import TooSlow
from pipelines.geo.summary import TERRITORY

AT_ONCE = 6  # questions on a machine
DIGITS = 15
LONGEST = 20_000  # letters of a question
LEVELS = ("municipalities", "mrc", "regions")  # smallest first
Answer = Callable[..., Response]


def asked(view: Answer) -> Answer:
    """Answer 400 to a question that makes no sense, 503 to one that takes too long.

    A few are answered at once: readers of a large layer don't take the portal from the others.
    """

    @wraps(view)
    def answer(**place: str) -> Response:
        try:
            with Places(config.folder(), "question", AT_ONCE).hold():
                return view(**place)
        except Busy:
            return refused(tk._("The portal is busy. Try again in a minute."), 503)
        except NotUnderstood:
            return refused(tk._("This question isn’t understood."), 400)
        except TooSlow:
            return refused(tk._("This question takes too long: add a filter."), 503)

    return answer


def wanted() -> Wanted:
    """Return which features are asked for, and in which order; raises NotUnderstood."""
    given = tk.request.args
    return Wanted(
        filters=read_filters(said_filters()),
        extent=_extent(given.get("emprise")),
        sort=given.get("tri", ""),
        descending=given.get("sens") == "desc",
    )


def level(layer: dict) -> str:
    """Return by which territories a table is drawn: its own, or larger ones; "" of other layers.

    Raises NotUnderstood.
    """
    if layer["geometry"] != TERRITORY:
        return ""
    said = tk.request.args.get("niveau") or layer["drawing"]
    if said not in LEVELS or LEVELS.index(said) < LEVELS.index(layer["drawing"]):
        raise NotUnderstood("niveau")
    return said


def said_filters() -> list:
    """Return the filters as they were written; raises NotUnderstood for what isn't JSON."""
    text = tk.request.args.get("filtres") or "[]"
    if len(text) > LONGEST:
        raise NotUnderstood("filtres")
    try:
        said = json.loads(text)
    except (ValueError, RecursionError) as reason:  # one is of JSON, or of a number without end
        raise NotUnderstood("filtres") from reason
    if not isinstance(said, list):
        raise NotUnderstood("filtres")
    return said


def number(name: str, least: int, most: int, usual: int) -> int:
    """Return a whole number of the question; raises NotUnderstood when it is out of bounds."""
    said = tk.request.args.get(name)
    if said is None:
        return usual
    plain = said.isascii() and said.isdecimal() and len(said) <= DIGITS
    if not plain or not least <= int(said) <= most:
        raise NotUnderstood(name)
    return int(said)


def _extent(said: str | None) -> Extent | None:
    if not said:
        return None
    try:
        west, south, east, north = (float(part) for part in said.split(","))
    except ValueError as reason:
        raise NotUnderstood("emprise") from reason
    return west, south, east, north
