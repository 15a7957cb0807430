"""What the pages of this room share."""

import ckan.plugins.toolkit as tk
from ckan.lib.pagination import Page
from ckan.types import Response
from ckanext.donneesqc.deposits import tables
from flask import Blueprint, current_app, make_response

pages = Blueprint("donneesqc_deposits", __name__)

CONFLICT = 409
FARTHEST = 1_000_000  # pages


def dataset_of(name: str) -> dict:
    """Return the dataset, or answer 404 to whom may not see it."""
    try:
        return tk.get_action("package_show")({}, {"id": name})
    except (tk.ObjectNotFound, tk.NotAuthorized):
        return tk.abort(404)


def may_edit(package: dict) -> bool:
    """Say whether the reader may change the dataset."""
    return tk.h.check_access("package_update", {"id": package["id"]})


def edited_dataset(name: str) -> dict:
    """Return the dataset to those who may change it, or answer 404 or 403."""
    package = dataset_of(name)
    if not may_edit(package):
        tk.abort(403)
    return package


def chosen_table(package: dict) -> tuple[str, dict[str, str]]:
    """Return the id of the table that the address asks for, the first one if none, and all titles.

    Answers 404 when the dataset has no such table.
    """
    known = tables.tables_of(package)
    table = tk.request.args.get("table") or next(iter(known), "")
    if table and table not in known:
        tk.abort(404)
    return table, known


def about(package: dict, table: str, known: dict[str, str]) -> dict:
    """Return what every page of a table says of its dataset."""
    return {
        "pkg_dict": package,
        "table": table,
        "tables": known,
        # a dataset with one table has no need to name it
        "kept": {"table": table} if len(known) > 1 else {},
    }


def page_number() -> int:
    """Return which page of a list the address asks for."""
    try:
        number = int(tk.request.args.get("page", "1"))
    except ValueError:
        return tk.abort(404)
    return max(1, number) if number < FARTHEST else tk.abort(404)


def pager(endpoint: str, results: list, count: int, size: int, **place: str | int) -> Page:
    """Return the links to the other pages of a list; answers 404 for one past its end."""
    number = page_number()
    if number > 1 and not results:
        tk.abort(404)
    return Page(
        results,
        page=number,
        items_per_page=size,
        item_count=count,
        presliced_list=True,
        url=lambda page, **kept: tk.h.url_for(endpoint, **place, page=page, **kept),
    )


def protect() -> None:
    """Refuse a form that isn't ours: CKAN lets the anonymous (2.12) and extensions (2.11) be."""
    if current_app.config["WTF_CSRF_ENABLED"]:
        current_app.extensions["csrf"].protect()


@pages.before_app_request
def protect_actions() -> None:
    """Ask of our actions called with a session's cookie what is asked of forms: CKAN doesn't."""
    asked = tk.request.view_args or {}
    ours = str(asked.get("logic_function", "")).startswith("donneesqc_")
    by_token = tk.request.headers.get(tk.config["apitoken_header_name"])
    if ours and tk.request.method == "POST" and not by_token and tk.current_user.is_authenticated:
        protect()


def page(template: str, data: dict, status: int = 200) -> Response:
    """Answer with a page."""
    return make_response(tk.render(template, data), status)


def private(response: Response) -> Response:
    """Keep what only some may see out of caches and search engines."""
    tk.request.environ["__no_cache__"] = True
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def sentences(error: tk.ValidationError) -> list[str]:
    """Return what a refusal says, in words."""
    said = error.error_dict.get("message")
    if isinstance(said, list):
        return [str(sentence) for sentence in said]
    found = (value for value in error.error_dict.values() if isinstance(value, list))
    return [str(sentence) for value in found for sentence in value]
