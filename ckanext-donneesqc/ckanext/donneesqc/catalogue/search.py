"""Ask Solr in French: which fields a reader's words are looked up in, and what each weighs."""

import re

import ckan.plugins.toolkit as tk
from ckan.types import Action, Context
from ckanext.donneesqc.catalogue.visits import LISTS
from flask import g

# Whole words of a title weigh most; `text` holds every field, so each word is found somewhere.
# What follows in a query (phrases, the exact title) is in docker/services/solr/solrconfig.xml.
IN_FRENCH = "title^8 tags^3 name^2 groups^2 res_name^1.5 text"
QUERY_FIELDS = f"{IN_FRENCH} text_english^0.5"
SURE, LONG = 5, 8  # letters from which a word may hold one slip, then two

# A query that names one of these before a colon is written for the API, in Lucene's language.
FIELDS = re.compile(
    r"(?<![\w-])(?:\*|id|name|title|notes|text|author|author_email|maintainer|maintainer_email|"
    r"license|license_id|tags|groups|organization|owner_org|state|private|dataset_type|version|url|"
    r"capacity|entity_type|update_frequency|territory|ext_spatial|language|temporal|type|"
    r"donnees_fictives|isopen|metadata_created|metadata_modified|"
    r"(?:extras|res|vocab|inv|title|name)_\w+):\S"
)


def ask_in_french(parameters: dict) -> dict:
    """Complete the parameters of a search with our fields and weights; the caller's own win.

    CKAN hands a query with a colon to Lucene's parser, for which « Projets : état » asks for
    « état » in a field called « Projets ». A colon is punctuation here, unless a field of the
    catalogue comes before it: that query, written for the API, is left as it is.
    """
    query = parameters.get("q") or ""
    parameters.setdefault("qf", QUERY_FIELDS)
    if "defType" in parameters or FIELDS.search(query):
        return parameters
    parameters["defType"] = "edismax"
    if query:
        parameters["q"] = query.replace(":", " ")
    return parameters


@tk.chained_action
@tk.side_effect_free
def package_search(next_action: Action, context: Context, data_dict: dict) -> dict:
    """Search; on a page, when no dataset has all the words, find those that have some.

    A program that finds nothing is told so: it asked for just these words.
    """
    found = next_action(context, dict(data_dict))
    words = re.findall(r"\w+", (data_dict.get("q") or "").lower())
    if found["count"] or not words or not _reads_a_list():
        return found
    wanted = " OR ".join(map(_roughly, words))
    wider = {"q": wanted, "mm": "1", "qf": IN_FRENCH, "defType": "edismax"}
    g.dq_widened = True
    return next_action(context, {**data_dict, **wider})


def is_widened() -> bool:
    """Tell whether the list at hand has datasets with some of the words only."""
    return g.get("dq_widened", False)


def _roughly(word: str) -> str:
    """Return the word, or one that a slip of the keyboard separates from it."""
    if len(word) < SURE or not word.isalpha():
        return word
    return f"{word} OR {word}~{2 if len(word) >= LONG else 1}"


def _reads_a_list() -> bool:
    return bool(tk.request) and tk.request.endpoint in LISTS
