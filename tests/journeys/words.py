"""Find, among the texts of a page, those left in the other language.

Two nets. The first holds the sentences of the translation catalogues, CKAN's and ours: on a
French page, one that is no French sentence is left untranslated. The second holds the small words
that only one language has, for texts that never were in a catalogue. What comes from the data
passes.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from babel.messages.pofile import read_po

from pipelines.matching.reference import names_of

Call = Callable[[str, dict[str, Any]], Any]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{[\w.]*\}")
WORD = r"(?<![\w’'-])(?:{})(?![\w’'-])"
ENGLISH = re.compile(
    WORD.format(
        "the|of|and|with|your|this|are|from|is|was|has|have|been|you|search|show|all|by|please|"
        "click|not found|next|previous|last|first|add|edit|delete|loading"
    ),
    re.IGNORECASE,
)
FRENCH = re.compile(
    WORD.format("le|la|les|des|du|une|et|est|sont|avec|pour|dans|sur|aux?|qui|vous|votre")
    + r"|\b[ldns]’\w|\b[a-z]*[éèêàçùôîâ]\w*",  # not « Québec »
)
TERRITORIES = ("regions-administratives", "mrc")
LETTERS = 8  # a pattern with fewer letters of its own would match anything


@dataclass(frozen=True)
class Corpus:
    """Every text that comes from the data, or that the portal gives in all languages."""

    texts: tuple[str, ...]
    names: tuple[str, ...]

    def rest(self, text: str) -> str:
        """Return what a page's text says besides names of the data; nothing when it is theirs.

        A text of the data may be cut short by « … », or be a part of one (Markdown shown as HTML).
        """
        whole = text.removesuffix("…").removesuffix("...").strip()
        if any(whole in given for given in self.texts):
            return ""
        for name in self.names:
            text = text.replace(name, " ")
        return text


@dataclass(frozen=True)
class Catalogue:
    """The sentences of one language that another doesn't have."""

    exact: frozenset[str]
    patterns: tuple[re.Pattern[str], ...]

    def has(self, text: str) -> bool:
        """Tell whether a text is one of the sentences, its blanks filled in."""
        return text in self.exact or any(pattern.fullmatch(text) for pattern in self.patterns)


def left_in_english(texts: Iterable[str], data: Corpus) -> list[str]:
    """Return the texts of a French page that are English."""
    english = _sentences()[0]
    return [text for text in map(data.rest, texts) if english.has(text) or ENGLISH.search(text)]


def left_in_french(texts: Iterable[str], data: Corpus) -> list[str]:
    """Return the texts of an English page that are French."""
    french = _sentences()[1]
    return [text for text in map(data.rest, texts) if french.has(text) or FRENCH.search(text)]


@cache
def _sentences() -> tuple[Catalogue, Catalogue]:
    """Return the sentences that are English only, then those that are French only."""
    english, french = set(), set()
    for path in _catalogue_files():
        with path.open("rb") as file:
            for entry in read_po(file):
                english |= _texts(entry.id)
                french |= _texts(entry.string)
    return _catalogue(english - french), _catalogue(french - english)


def _catalogue_files() -> list[Traversable]:
    core, ours = files("ckan"), files("ckanext.donneesqc")
    return [
        core / "i18n/fr/LC_MESSAGES/ckan.po",
        ours / "i18n/fr/LC_MESSAGES/ckanext-donneesqc.po",
    ]


def _texts(forms: str | Iterable[str]) -> set[str]:
    given = (forms,) if isinstance(forms, str) else forms
    return {" ".join(text.split()) for text in given if text}


def _catalogue(sentences: set[str]) -> Catalogue:
    filled = [text for text in sentences if PLACEHOLDER.search(text)]
    own = [text for text in filled if len(re.findall(r"\w", PLACEHOLDER.sub("", text))) >= LETTERS]
    return Catalogue(frozenset(sentences.difference(filled)), tuple(map(_pattern, own)))


def _pattern(sentence: str) -> re.Pattern[str]:
    return re.compile(".+".join(map(re.escape, PLACEHOLDER.split(sentence))))


def gather_data(call: Call, *more: Any) -> Corpus:
    """Read the texts of every dataset, organisation, category, licence, column and territory.

    `call(action, data)` returns the result of an action of the portal; `more` are values whose
    texts are the data's as well.
    """
    datasets = call("package_search", {"rows": 100})["results"]
    lists = [
        call(action, {"all_fields": True, "include_extras": True})
        for action in ("organization_list", "group_list")
    ]
    columns = [
        call("datastore_info", {"id": resource["id"]})
        for dataset in datasets
        for resource in dataset["resources"]
        if resource["datastore_active"]
    ]
    names = [call("status_show", {})["site_title"], call("license_list", {})]
    territories = [[*names_of(name).values()] for name in TERRITORIES]
    references = call("donneesqc_reference_list", {})
    given = [datasets, lists, columns, names, territories, references, *more]
    found = {" ".join(text.split()) for text in _strings(given)}
    worded = [text for text in found if " " in text or not text.isascii()]
    return Corpus(tuple(found), tuple(sorted(worded, key=len, reverse=True)))


def _strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        value = [*value.values()]
    if isinstance(value, list):
        return [text for item in value for text in _strings(item)]
    return [value] if isinstance(value, str) else []
