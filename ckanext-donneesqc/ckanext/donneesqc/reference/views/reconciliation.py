"""Answer what OpenRefine asks: the Reconciliation Service API 0.2, for each set."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

import ckan.plugins.toolkit as tk
from ckan.config.middleware.flask_app import csrf
from ckan.types import Response
from ckanext.donneesqc.reference import shown
from ckanext.donneesqc.reference.entities import find_entity
from ckanext.donneesqc.reference.lookups import TooLarge, service_of
from ckanext.donneesqc.reference.sets import package_of
from ckanext.donneesqc.reference.views.blueprint import BASE, readable_set
from flask import Blueprint, jsonify, make_response

from pipelines.matching import extension, suggestions
from pipelines.matching import reconciliation as protocol
from pipelines.matching.service import (
    LARGEST,
    NotUnderstood,
    Service,
    read_count,
    read_json,
    too_large,
)
from pipelines.messages import message

services = Blueprint("donneesqc_reconciliation", __name__)
SERVICE = f"{BASE}/<name>/reconciliation"
USUAL = 64  # columns proposed
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
Answer = Callable[[Service], Response]


def _served(view: Answer) -> Callable[..., Response]:
    """Give a view the service of the set; say what is wrong with a request."""

    @wraps(view)
    def served(name: str) -> Response:
        known = readable_set(name)
        package = package_of(known)
        try:
            service = service_of(known, package.title or known.name, shown.address(known.name))
            response = view(service)
        except NotUnderstood as reason:
            sentence = message(reason.code, _language(), **reason.values)
            response = _refused(sentence, reason.status, code=reason.code)
        except TooLarge as reason:
            sentence = tk._("This set is too large for this service: {count} entities.")
            sentence = sentence.format(count=tk.h.dq_number(reason.count))
            response = _refused(sentence, HTTPStatus.NOT_IMPLEMENTED)
        return response

    return served


@services.after_request
def share(response: Response) -> Response:
    """Let the pages of any site ask, who bring no cookie: what is answered is for everybody."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Allow-Headers"] = "Content-Type"
    return response


@csrf.exempt
@services.route(SERVICE, methods=["GET", "POST"])
@_served
def answer(service: Service) -> Response:
    """Send the manifest, the candidates of a batch of names, or columns of some entities."""
    if (tk.request.content_length or 0) > 2 * LARGEST:
        raise too_large()
    tk.request.max_form_memory_size = 2 * LARGEST
    given = tk.request.values
    if "queries" in given:
        return jsonify(protocol.answer_queries(service, read_json(given["queries"])))
    if "extend" in given:
        return jsonify(extension.extend(service, read_json(given["extend"])))
    if tk.request.method == "POST":
        is_form = tk.request.mimetype in FORMS
        status = HTTPStatus.BAD_REQUEST if is_form else HTTPStatus.UNSUPPORTED_MEDIA_TYPE
        raise NotUnderstood("reconcile-not-a-form", status)
    site = tk.config["ckan.site_url"].rstrip("/")
    path = tk.url_for(f"{services.name}.answer", name=service.name, locale="default")
    return jsonify(protocol.manifest(service, site, path))


@services.get(f"{SERVICE}/suggestions/entity")
@_served
def suggest_entity(service: Service) -> Response:
    """Send the entities that a person may be writing the name of."""
    return jsonify(suggestions.suggest_entities(service, *_written()))


@services.get(f"{SERVICE}/suggestions/property")
@_served
def suggest_property(service: Service) -> Response:
    """Send the columns that a person may be writing the name of."""
    return jsonify(suggestions.suggest_properties(service, *_written()))


@services.get(f"{SERVICE}/suggestions/type")
@_served
def suggest_type(service: Service) -> Response:
    """Send the only type that the set has, when a person may be writing its name."""
    return jsonify(suggestions.suggest_types(service, *_written()))


@services.get(f"{SERVICE}/proprietes")
@_served
def properties(service: Service) -> Response:
    """Send the columns by which a table can be extended."""
    asked = tk.request.args
    limit = read_count(asked.get("limit"), USUAL)
    return jsonify(extension.propose(service, asked.get("type", ""), limit))


@services.get(f"{SERVICE}/apercu")
@_served
def preview(service: Service) -> Response:
    """Show an entity in a small frame of another site's page."""
    found = find_entity(service.name, tk.request.args.get("id", ""))
    if found is None:
        return tk.abort(404, tk._("This identifier was never given."))
    data = {"entity": shown.entity(found), "service": service}
    return make_response(tk.render("reference/preview.html", data))


def _written() -> tuple[str, int]:
    """Return what a person has written, and how many suggestions to skip."""
    asked = tk.request.args
    return asked.get("prefix", ""), read_count(asked.get("cursor"), 0)


def _refused(sentence: str, status: int, **said: str) -> Response:
    return make_response(jsonify({"status": "error", "message": sentence, **said}), status)


def _language() -> str:
    return "en" if tk.h.lang().startswith("en") else "fr"
