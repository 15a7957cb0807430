"""Check what is declared of a set, and complete it by what was declared before."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import ErrorDict
from ckanext.donneesqc.reference import config
from ckanext.donneesqc.reference.certification.promised import bound_set
from ckanext.donneesqc.reference.entities import entities_of, find_entity
from ckanext.donneesqc.reference.model import EntityRecord
from ckanext.donneesqc.reference.register import columns_of
from ckanext.donneesqc.reference.sets import set_of

from pipelines.matching import Shape
from pipelines.sources import Promises

Said = dict[str, Any]
USUAL: Mapping[str, Any] = {
    "demonstration": False,
    "promises": asdict(Promises()),
    "vintage": "",
    "shape": asdict(Shape()),
}
# what a certificate rests on
FIXED = ("demonstration", "mandate", "official", "references", "shape", "vintage")


def completed(given: Said, before: Said) -> Said:
    """Return a declaration with what it doesn't say as it was, else as is usual."""
    return {**USUAL, "notice": config.notice_days(), **before, **given}


def check(package_id: str, said: Said, before: Said) -> None:
    """Raise ValidationError when a declaration can't be kept, or breaks a promise."""
    errors: ErrorDict = {}
    found = (*_absent(package_id, said), *_too_short(said), *_broken(package_id, said, before))
    for field, sentence in found:
        errors.setdefault(field, []).append(sentence)  # type: ignore[union-attr]
    if errors:
        raise tk.ValidationError(errors)


def _absent(package_id: str, said: Said) -> Iterator[tuple[str, str]]:
    """Yield what is said of columns that the table doesn't have; a set may come later."""
    columns = {item["name"] for item in columns_of(package_id)}
    shape = said["shape"]
    named = {
        "shape": [shape["identifier"], shape["name"], *shape["names"], *shape["codes"]],
        "vintage": [said["vintage"]] if said["vintage"] else [],
        "references": [item["column"] for item in said["references"]],
    }
    for field, names in named.items() if columns else ():
        for name in names:
            if name not in columns:
                yield field, tk._("There is no column “{name}”.").format(name=name)


def _too_short(said: Said) -> Iterator[tuple[str, str]]:
    """Yield a notice shorter than the portal's."""
    least = config.notice_days()
    if said["notice"] < least:
        yield "notice", tk._("At least {number} days of notice.").format(number=least)


def _broken(package_id: str, said: Said, before: Said) -> Iterator[tuple[str, str]]:
    """Yield what a certified set may not change, or may only promise more of."""
    if bound_set(package_id) is None:
        return
    for field in FIXED:
        if said[field] != before[field]:
            yield field, tk._("This set is certified: this can’t be changed.")
    less = any(said["promises"][kind] < before["promises"][kind] for kind in said["promises"])
    for field, lessened in (("notice", said["notice"] < before["notice"]), ("promises", less)):
        if lessened:
            yield field, tk._("This set is certified: what it promises can’t be lessened.")


def check_gone(package_id: str, gone: Sequence[Mapping[str, str]]) -> None:
    """Raise ValidationError when an entity that is there is said to be gone."""
    known = set_of(package_id)
    if known is None:
        return
    ids = [row["code"] for row in gone]
    there = entities_of(known.name).filter(EntityRecord.identifier.in_(ids)).first()
    if there:
        said = tk._("“{identifier}” is not gone.").format(identifier=there.identifier)
        raise tk.ValidationError({"gone": [said]})


def changed(
    package_id: str, said: Said, names: list | None, gone: Sequence[Mapping[str, str]]
) -> list[str]:
    """Return what a declaration changes of the one before, nothing for the first one."""
    known = set_of(package_id)
    if known is None:
        return []
    found = {key for key in said if known.said.get(key) != said[key]}
    if names is not None and names != known.names:
        found.add("names")
    if any(find_entity(known.name, row["code"]) is None for row in gone):
        found.add("gone")
    return sorted(found)
