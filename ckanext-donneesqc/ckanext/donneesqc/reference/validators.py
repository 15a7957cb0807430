"""Check what the actions of this room are given."""

from dataclasses import asdict, fields
from typing import Any, TypeVar

import ckan.plugins.toolkit as tk
from ckan.types import Validator

from pipelines.matching import Shape
from pipelines.sources import Promises

__all__ = [
    "donneesqc_no_others",
    "donneesqc_promises",
    "donneesqc_shape",
    "donneesqc_short_text",
    "donneesqc_up_to",
    "donneesqc_yes_or_no",
]

HIGHEST = 100  # percent
LONGEST = 4_000  # characters of a text
Card = TypeVar("Card", Shape, Promises)


def donneesqc_short_text(value: object) -> str:
    """Return a text that the database can hold, of 4 000 characters at most."""
    if not isinstance(value, str) or "\x00" in value:
        raise tk.Invalid(tk._("A text was expected."))
    if len(value) > LONGEST:
        most = tk.h.dq_number(LONGEST)
        raise tk.Invalid(tk._("This text has more than {most} characters.").format(most=most))
    return value


def donneesqc_yes_or_no(value: object) -> bool:
    """Return true or false, and nothing that could be taken for one of them."""
    if not isinstance(value, bool):
        raise tk.Invalid(tk._("True or false was expected."))
    return value


def donneesqc_up_to(most: int) -> Validator:
    """Return a validator of numbers that aren't above one."""

    def up_to(value: object) -> object:
        if isinstance(value, int) and value > most:
            raise tk.Invalid(tk._("At most {most}.").format(most=tk.h.dq_number(most)))
        return value

    return up_to


def donneesqc_no_others(key: Any, data: Any, errors: Any, _: Any) -> None:  # noqa: ANN401 - CKAN's
    """Refuse what an action isn't given; an empty list says nothing."""
    others = data.pop(key, {})
    for name, value in others.items():
        if value != []:
            errors[name,] = [tk._("“{name}” is not understood.").format(name=name)]
    raise tk.StopOnError


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
