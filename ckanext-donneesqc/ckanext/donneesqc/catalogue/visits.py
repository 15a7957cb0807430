"""Keep an address that a newsletter or a social network has marked from filtering a list."""

import re
from urllib.parse import urlencode

import ckan.plugins.toolkit as tk
from ckan.types import CKANApp, Response
from ckanext.donneesqc.catalogue.facets import all_facets

LISTS = frozenset({"dataset.search", "organization.read", "group.read"})
# What CKAN's lists understand besides our facets; it takes anything else for a field of Solr.
UNDERSTOOD = re.compile(r"q|sort|page|tags|author|maintainer|name|ext_\w+|extras_\w+|vocab_\w+")
LIMIT = re.compile(r"_(\w+)_limit")


def forget_marks(app: CKANApp) -> None:
    """Send a reader who comes with `utm_source`, `fbclid`… to the same list without them."""
    app.before_request(_unmarked)


def _unmarked() -> Response | None:
    if tk.request.endpoint not in LISTS or tk.request.method != "GET":
        return None
    asked = list(tk.request.args.items(multi=True))
    kept = [(name, value) for name, value in asked if _is_understood(name)]
    if kept == asked:
        return None
    address = tk.url_for(tk.request.endpoint, **(tk.request.view_args or {}))
    return tk.redirect_to(f"{address}?{urlencode(kept)}" if kept else address)


def _is_understood(name: str) -> bool:
    limit = LIMIT.fullmatch(name)
    field = limit[1] if limit else name
    return field in all_facets() or bool(UNDERSTOOD.fullmatch(field))
