"""Ask Solr in French: which fields a reader's words are looked up in, and what each weighs."""

import re

# Whole words of a title weigh most; `text` holds every field, so each word is found somewhere.
# What follows in a query (phrases, the exact title) is in docker/services/solr/solrconfig.xml.
QUERY_FIELDS = "title^8 tags^3 name^2 groups^2 res_name^1.5 text text_english^0.5"

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
