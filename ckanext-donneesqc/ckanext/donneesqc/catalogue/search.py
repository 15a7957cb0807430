"""Ask Solr in French: which fields a reader's words are looked up in, and what each weighs."""

# Whole words of a title weigh most; `text` holds every field, so each word is found somewhere.
# What follows in a query (phrases, the exact title) is in docker/services/solr/solrconfig.xml.
QUERY_FIELDS = "title^8 tags^3 name^2 groups^2 res_name^1.5 text text_english^0.5"


def ask_in_french(parameters: dict) -> dict:
    """Complete the parameters of a search with our fields and weights; the caller's own win.

    With edismax a title typed with its colon (« Projets : état ») is searched as words, where
    CKAN's dismax hands any query with a colon to the Lucene parser, which refuses it; fielded
    queries such as `title:budget` work as before.
    """
    parameters.setdefault("defType", "edismax")
    parameters.setdefault("qf", QUERY_FIELDS)
    return parameters
