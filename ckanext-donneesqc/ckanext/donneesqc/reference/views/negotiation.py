"""Answer in the form that a request asks for."""

from collections.abc import Mapping, Sequence

import ckan.plugins.toolkit as tk
from ckan.types import Response
from ckanext.donneesqc.reference.model import ReferenceSet
from ckanext.donneesqc.reference.views.blueprint import cached
from flask import make_response, request
from werkzeug.datastructures import MIMEAccept

OK, NONE_SUITS = 200, 406
JSON = "application/json"  # of those who ask for no particular one
USUAL, LINKED = "html", "jsonld"


def wanted_form(media: Mapping[str, str]) -> str:
    """Return the form that the request asks for, a page when it doesn't matter, "" for no form.

    `media`: form → media type. Parameters of a media type, such as a profile, change nothing.
    """
    asked = tk.request.accept_mimetypes
    if not asked:
        return USUAL
    plain = MIMEAccept([(value.partition(";")[0].strip(), quality) for value, quality in asked])
    best = plain.best_match([*media.values(), JSON])
    return (
        LINKED if best == JSON else next((form for form, kind in media.items() if kind == best), "")
    )


def none_suits(addresses: Sequence[str], known: ReferenceSet) -> Response:
    """Answer that no form suits the request, and where those that there are can be had."""
    answer = make_response("\n".join(addresses), NONE_SUITS)
    answer.mimetype = "text/plain"
    return for_machines(answer, known)


def for_machines(answer: Response, known: ReferenceSet) -> Response:
    """Let the pages of any site read an answer, and ask whether it changed."""
    answer.headers["Access-Control-Allow-Origin"] = "*"
    if answer.status_code == OK:
        answer.add_etag()
        answer.make_conditional(request)
    return cached(answer, known)
