"""Search in the table preview with the words of French: accents, apostrophes, several words.

CKAN's preview keeps only the ASCII letters of what a reader types, so that « Québec » finds
nothing. These two views stand in place of its own, at the same addresses, for the same script.
"""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from html import escape
from typing import Any
from urllib.parse import urlencode

import ckan.plugins.toolkit as tk
from ckan.lib.helpers import decode_view_request_filters
from ckan.types import CKANApp, Response
from ckanext.datatablesview.blueprint import merge_filters

Plain = dict[str, Any]
ENOUGH_TO_ESTIMATE = 100_000  # rows from which counting them all would be slow
# What stands between words; « 2024-2025 », « l’eau » and « 12,5 » are left to PostgreSQL's parser.
BETWEEN = re.compile(r"[^\w.,/'’-]+")
EDGES = ".,/'’-"


def replace_views(app: CKANApp) -> None:
    """Put our views in place of the preview's, where the portal has it."""
    ours = {"datatablesview.ajax": rows, "datatablesview.filtered_download": download}
    app.view_functions.update({name: ours[name] for name in ours if name in app.view_functions})


def rows(resource_view_id: str) -> Plain:
    """Answer the preview's script with the page of rows that it asks for."""
    view = _view(resource_view_id)
    table = _search(view, {"limit": 0, "filters": view.get("filters", {})})
    columns = _columns(view, table)
    with _well_asked():
        asked = _nested(tk.request.form)
        draw, offset, limit = (int(asked[name]) for name in ("draw", "start", "length"))
        query = _query(asked, view, columns)
    found = _search(view, {**query, "offset": offset, "limit": limit})
    return {
        "draw": draw,
        "recordsTotal": table["total"],
        "recordsFiltered": found["total"],
        "data": [_record(row, columns) for row in found["records"]],
        "total_was_estimated": table.get("total_was_estimated", False),
    }


def download(resource_view_id: str) -> Response:
    """Send the reader to the rows that the preview shows, all of them, in the format chosen."""
    view = _view(resource_view_id)
    columns = _columns(view, _search(view, {"limit": 0}))
    with _well_asked():
        asked = json.loads(tk.request.form["params"])
        query = _query(asked, view, columns)
        seen = [name for name, visible in zip(columns, asked["visible"], strict=False) if visible]
    wanted = {name: _written(value) for name, value in query.items() if value not in ("", {})}
    wanted |= {"format": tk.request.form["format"], "fields": ",".join(seen)}
    address = tk.url_for("datastore.dump", resource_id=view["resource_id"])
    return tk.redirect_to(f"{address}?{urlencode(wanted)}")


def words_query(text: str) -> str:
    """Return the tsquery for rows that have every word typed, the start of a word being enough."""
    words = (word.strip(EDGES).replace("'", "''") for word in BETWEEN.split(text))
    return " & ".join(f"'{word}':*" for word in words if word)


@contextmanager
def _well_asked() -> Iterator[None]:
    """Answer 400 to a question that no script of ours would ask."""
    try:
        yield
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        tk.abort(400)


def _written(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _view(identifier: str) -> Plain:
    try:
        return tk.get_action("resource_view_show")({}, {"id": identifier})
    except tk.ObjectNotFound:
        return tk.abort(404)
    except tk.NotAuthorized:
        return tk.abort(403)


def _search(view: Plain, query: Plain) -> Plain:
    """Return the rows of the view's table; a question that makes no sense is a 400."""
    table = {
        "resource_id": view["resource_id"],
        "total_estimation_threshold": ENOUGH_TO_ESTIMATE,
    }
    try:
        return tk.get_action("datastore_search")({}, {**table, **query})
    except tk.ObjectNotFound:
        return tk.abort(404)
    except tk.NotAuthorized:
        return tk.abort(403)
    except tk.ValidationError as reason:
        return tk.abort(400, str(reason.error_summary))


def _columns(view: Plain, table: Plain) -> list[str]:
    """Return the columns that the view shows, in their order."""
    names = [field["id"] for field in table["fields"]]
    return [name for name in names if name in view.get("show_fields", names)]


def _query(asked: Plain, view: Plain, columns: list[str]) -> Plain:
    """Return what to ask `datastore_search` for: words, filters and order."""
    terms = {item["name"]: words_query(item["search"]["value"]) for item in asked["columns"]}
    order = [
        f"{columns[int(item['column'])]} {'desc' if item['dir'] == 'desc' else 'asc'}"
        for item in asked["order"]
    ]
    return {
        "q": {name: words for name, words in terms.items() if words}
        or words_query(asked["search"]["value"]),
        "plain": False,
        "sort": ", ".join(order),
        "filters": merge_filters(view.get("filters", {}), decode_view_request_filters()),
    }


def _nested(form: Mapping[str, str]) -> Plain:
    """Return a form of flat names (« order[0][dir] ») as downloads send it: nested, with lists."""
    nested: Plain = {"order": {}}
    for name, value in form.items():
        *path, last = name.replace("]", "").split("[")
        place = nested
        for step in path:
            place = place.setdefault(step, {})
        place[last] = value
    return {**nested, **{name: [*nested[name].values()] for name in ("columns", "order")}}


def _record(row: Plain, columns: list[str]) -> dict[str, str]:
    """Return a row as the script draws it, nothing in it being HTML."""
    missing = tk.h.datatablesview_null_label()
    cells = {name: row.get(name, "") for name in columns}
    texts = {name: str(missing if cell is None else cell) for name, cell in cells.items()}
    return {**{name: escape(text) for name, text in texts.items()}, "DT_RowId": f"row{row['_id']}"}
