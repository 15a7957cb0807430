"""Check what the actions of this room are given."""

from dataclasses import asdict, fields
from typing import TypeVar

import ckan.plugins.toolkit as tk

from pipelines.matching import Shape
from pipelines.sources import Promises

__all__ = ["donneesqc_promises", "donneesqc_shape"]

HIGHEST = 100  # percent
Card = TypeVar("Card", Shape, Promises)


def donneesqc_shape(value: object) -> dict:
    """Return which columns say what, those that aren't said being the usual ones."""
    found = asdict(_read(Shape, value))
    for name, usual in asdict(Shape()).items():
        given = found[name]
        texts = [given] if isinstance(usual, str) else given
        if not isinstance(texts, list | tuple) or not all(isinstance(it, str) for it in texts):
            raise tk.Invalid(tk._("“{name}” is not understood.").format(name=name))
    return {name: list(item) if isinstance(item, tuple) else item for name, item in found.items()}


def donneesqc_promises(value: object) -> dict:
    """Return the promised shares of time, in percent."""
    found = asdict(_read(Promises, value))
    for name, share in found.items():
        if not isinstance(share, int | float) or not 0 <= share <= HIGHEST:
            raise tk.Invalid(tk._("“{name}” is not understood.").format(name=name))
    return found


def _read(kind: type[Card], value: object) -> Card:
    given = value or {}
    known = {item.name for item in fields(kind)}
    if not isinstance(given, dict):
        raise tk.Invalid(tk._("An object was expected."))
    for name in set(given) - known:
        raise tk.Invalid(tk._("“{name}” is not understood.").format(name=name))
    return kind(**given)
