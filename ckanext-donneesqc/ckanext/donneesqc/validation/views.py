"""The pages under /verifier: the form, a check's report, the templates."""

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import PurePath

import ckan.plugins.toolkit as tk
from ckan.types import ErrorDict, Response
from ckanext.donneesqc.validation import actions, config, offered, reasons, records
from flask import Blueprint, current_app, make_response, send_file
from markupsafe import Markup
from werkzeug.exceptions import RequestEntityTooLarge

checker = Blueprint("donneesqc_validation", __name__)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OTHER_FIELDS = 64 << 10  # octets of a form besides its file
RETRY = 60  # seconds
ACCEPTED, UNUSABLE, TOO_LARGE, TOO_BUSY = 202, 422, 413, 503
FORMS = {"html": "text/html", "json": "application/json"}


@checker.app_url_value_preprocessor
def _bound(endpoint: str | None, values: dict | None) -> None:
    """Refuse a file that is too large before anything reads it, CKAN's own checks included."""
    called = (values or {}).get("logic_function")
    if called == "donneesqc_file_check_create" or (endpoint or "").startswith(f"{checker.name}."):
        tk.request.max_content_length = config.max_size() + OTHER_FIELDS


@checker.after_request
def _keep_private(response: Response) -> Response:
    """Keep what is under a token out of caches and search engines."""
    if "token" in (tk.request.view_args or {}):
        tk.request.environ["__no_cache__"] = True
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
    return response


@checker.errorhandler(TOO_LARGE)
def _too_large(error: RequestEntityTooLarge) -> Response:
    return _form({}, {"upload": [actions.too_large()]}, TOO_LARGE)


@checker.get("/verifier")
def ask() -> Response:
    """Show the form."""
    return _form({}, {}, 200)


@checker.post("/verifier")
def submit() -> Response:
    """Have the file checked and lead to its report."""
    _protect()
    asked = {name: tk.request.form.get(name, "") for name in ("schema", "publication")}
    upload = tk.request.files.get("upload")
    try:
        given = tk.get_action("donneesqc_file_check_create")({}, {**asked, "upload": upload})
    except actions.Busy as busy:
        response = _form(asked, busy.error_dict, TOO_BUSY)
        response.headers["Retry-After"] = str(RETRY)
        return response
    except actions.TooLarge as error:
        return _form(asked, error.error_dict, TOO_LARGE)
    except tk.ValidationError as error:
        return _form(asked, error.error_dict, UNUSABLE)
    return tk.redirect_to("donneesqc_validation.show", token=given["token"])


@checker.get("/verifier/<token>")
def show(token: str) -> Response:
    """Show a check's report, or that it is under way: the status is then 202."""
    return _of_token(token, _report_page)


@checker.get("/verifier/<token>/rapport.<any(html, json):form>")
def download(token: str, form: str) -> Response:
    """Send the report as a file."""

    def _file(check: dict) -> Response:
        if check["status"] != records.DONE:
            return tk.redirect_to("donneesqc_validation.show", token=token)
        text = check["page"] if form == "html" else json.dumps(check["report"], ensure_ascii=False)
        name = f"{PurePath(check['name']).stem}-rapport.{form}"
        return _attachment(text.encode(), FORMS[form], name)

    return _of_token(token, _file)


@checker.get("/verifier/gabarit/<name>.xlsx")
def template(name: str) -> Response:
    """Send the Excel template of a schema."""
    try:
        content = offered.template_of(name, reasons.spoken())
    except KeyError:
        return tk.abort(404)
    return _attachment(content, XLSX, f"gabarit-{name}.xlsx")


def _protect() -> None:
    """Refuse a form that isn't ours: CKAN lets the anonymous (2.12) and extensions (2.11) be."""
    if current_app.config["WTF_CSRF_ENABLED"]:
        current_app.extensions["csrf"].protect()


def _of_token(token: str, answer: Callable[[dict], Response]) -> Response:
    wanted = {"token": token, "include_page": True}
    try:
        check = tk.get_action("donneesqc_file_check_show")({}, wanted)
    except tk.ObjectNotFound:
        return make_response(tk.render("verifier/gone.html"), 404)
    return answer(check)


def _report_page(check: dict) -> Response:
    token = tk.request.view_args["token"]
    shown = {"check": check, "token": token, "body": _body(check.get("page", ""))}
    status = ACCEPTED if check["status"] == records.WAITING else 200
    return make_response(tk.render("verifier/check.html", shown), status)


def _body(page: str) -> Markup:
    """Return what a report says, without the frame of a page of its own.

    The report escapes every word of the file, so its own marks are the only ones.
    """
    inside = page.partition("<main>")[2].partition("</main>")[0]
    return Markup(inside)  # noqa: S704


def _form(asked: dict[str, str], errors: ErrorDict, status: int) -> Response:
    shown = {
        "asked": asked,
        "errors": errors,
        "schemas": offered.list_offered(),
        "max_size": config.max_size(),
    }
    return make_response(tk.render("verifier/form.html", shown), status)


def _attachment(content: bytes, kind: str, name: str) -> Response:
    return send_file(BytesIO(content), mimetype=kind, as_attachment=True, download_name=name)
