"""The ways in which a text may be read as the name of an entity, the surest first."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.matching.names import (
    DESIGNATIONS,
    designated,
    folded,
    mrc_key,
    municipality_key,
    region_key,
)

ALL_OF_IT, AS_NAMED, BEGINNING = 100, 98, 90
MUNICIPALITY, MRC, REGION = "municipality", "mrc", "region"
BRACKETS = re.compile(r"(.+?)\s*[(\[]([^)\]]*)[)\]]\s*(.*)", re.DOTALL)
CUT = re.compile(r"\s+[-–—/|]\s*|\s*[-–—/|]\s+|\s*[;/|]\s*")
WHAT_KIND = re.compile(
    r"(?:(?:municipalite|ville|paroisse|canton|village|cantons unis)\s+(?:de |du |des |d )?)+(.+)"
)
PROVINCE = re.compile(
    r"(?:\s*,\s*(?:QC|P\.?\s?Q\.?|Qu[ée]bec)|\s+QC)\s*(?:,?\s*Canada\s*)?$", re.IGNORECASE
)
TWO_KINDS = re.compile(r"(?:municipalite|ville) (paroisse|canton|village) (.+)")
DOTTED = re.compile(r"(?:[^\W\d_]\.\s?){2,}[^\W\d_]\.?")  # « R.A.M.Q. »
FEWEST = 3  # letters of a name


@dataclass(frozen=True)
class Form:
    """A key to look up; `sure`: how well it says the name, to 100; `hint`: what the text adds."""

    key: str
    sure: int
    hint: str = ""


def forms_of(text: str, level: str) -> Iterator[Form]:
    """Yield the keys that a text may mean at a level, "" for sets that aren't territories."""
    seen = set()
    for form in _forms(text, level):
        if len(form.key) >= FEWEST and (form.key, form.hint) not in seen:
            seen.add((form.key, form.hint))
            yield form


def keys_of(name: str, level: str) -> tuple[str, ...]:
    """Return the keys under which an entity's name is found."""
    return tuple(dict.fromkeys((folded(name), _bare(name, level))))


def _forms(text: str, level: str) -> Iterator[Form]:
    text = PROVINCE.sub("", text)
    yield from _whole(text, level, ALL_OF_IT)
    if DOTTED.fullmatch(text.strip()):
        yield Form(folded(text).replace(" ", ""), AS_NAMED)
    if found := BRACKETS.fullmatch(text.strip()):
        before, inside, after = found.groups()
        for form in _whole(f"{before} {after}".strip(), level, AS_NAMED):
            yield Form(form.key, form.sure, form.hint or folded(inside))
    head, *rest = CUT.split(text, maxsplit=1)
    if rest and head.strip():
        hint = folded(rest[0])
        for form in _whole(head, level, BEGINNING):
            yield Form(form.key, form.sure, form.hint or hint)


def _whole(text: str, level: str, sure: int) -> Iterator[Form]:
    plain = folded(text)
    yield Form(plain, sure)
    yield Form(_bare(text, level), min(sure, AS_NAMED))
    if level == MUNICIPALITY:
        key, designation = designated(text)
        if key:
            yield Form(key, min(sure, AS_NAMED), designation)
        if found := TWO_KINDS.fullmatch(plain):
            yield Form(found[2], min(sure, AS_NAMED), DESIGNATIONS[found[1]])
        if found := WHAT_KIND.fullmatch(plain):
            yield Form(found[1], min(sure, AS_NAMED))


def _bare(name: str, level: str) -> str:
    if level == MRC:
        return mrc_key(name)
    if level == REGION:
        return region_key(name)
    return municipality_key(name)  # without its article
