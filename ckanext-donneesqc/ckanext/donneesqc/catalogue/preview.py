"""Search in the table preview with the words of French: accents, apostrophes, several words.

CKAN's preview keeps only the ASCII letters of what a reader types, so that « Québec » finds
nothing. These two views stand in place of its own, at the same addresses, for the same script.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from html import escape
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.lib.helpers import decode_view_request_filters
from ckan.types import CKANApp
from ckanext.datastore.blueprint import dump_to
from ckanext.datatablesview.blueprint import merge_filters
from ckanext.donneesqc.catalogue.words import words_query
from flask import Response

Plain = dict[str, Any]
MOST_ROWS, MOST_ROWS_EVER = 32_000, 2**31
ENOUGH_TO_ESTIMATE = 100_000  # rows from which counting them all would be slow
TYPES = {
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "json": "application/json",
    "xml": "text/xml",
}
MARKED = ("csv", "tsv")  # with a byte order mark, by which Excel knows UTF-8


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
        if offset > MOST_ROWS_EVER:
            raise ValueError(offset)
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
    """Send all the rows that the preview finds, its visible columns, in the format chosen."""
    view = _view(resource_view_id)
    columns = _columns(view, _search(view, {"limit": 0}))
    with _well_asked():
        kind = tk.request.form["format"]
        content_type = f"{TYPES[kind]}; charset=utf-8"
        asked = json.loads(tk.request.form["params"])
        query = _query(asked, view, columns)
        shown = zip(columns, asked["visible"], strict=False)
        seen = [name for name, visible in shown if visible and name != "_id"]
        if not seen:
            raise ValueError("no column")
    sort = query.pop("sort") or "_id"
    options, user = {"bom": kind in MARKED}, tk.current_user.name
    query = {**_of_chosen_columns(view, query), "fields": seen}
    with _answered():
        rows = dump_to(view["resource_id"], kind, 0, None, options, sort, query, user)
    headers = {"Content-Disposition": f'attachment; filename="{_file_name(view, kind)}"'}
    return Response(rows, content_type=content_type, headers=headers)


def _of_chosen_columns(view: Plain, query: Plain) -> Plain:
    """Return the same question without `full_text`, with which CKAN gives every column.

    Words searched everywhere go in `q`, or beside a column's own as the rows that have them.
    """
    everywhere = query.pop("full_text", "")
    if not everywhere:
        return query
    if "q" not in query:
        return {**query, "q": everywhere}
    asked = {"q": everywhere, "plain": False, "filters": query["filters"]}
    found = _search(view, {**asked, "fields": ["_id"], "limit": MOST_ROWS})
    if found["total"] > len(found["records"]):
        tk.abort(400, tk._("Too many rows have these words: filter by column alone."))
    ids = [row["_id"] for row in found["records"]] or [0]  # an empty list would filter nothing
    return {**query, "filters": {**query["filters"], "_id": ids}}


@contextmanager
def _well_asked() -> Iterator[None]:
    """Answer 400 to a question that no script of ours would ask."""
    try:
        yield
    except (LookupError, AttributeError, RecursionError, TypeError, ValueError):
        tk.abort(400)


@contextmanager
def _answered() -> Iterator[None]:
    """Answer as a page does when the table is not there, not public, or asked in vain."""
    try:
        yield
    except tk.ObjectNotFound:
        tk.abort(404)
    except tk.NotAuthorized:
        tk.abort(403)
    except tk.ValidationError:
        tk.abort(400)


def _file_name(view: Plain, kind: str) -> str:
    """Return the name of a download: that of the dataset."""
    package = tk.get_action("package_show")({}, {"id": view["package_id"]})
    return f"{package['name']}.{kind}"


def _view(identifier: str) -> Plain:
    with _answered():
        return tk.get_action("resource_view_show")({}, {"id": identifier})


def _search(view: Plain, query: Plain) -> Plain:
    """Return rows of the view's table."""
    table = {
        "resource_id": view["resource_id"],
        "total_estimation_threshold": ENOUGH_TO_ESTIMATE,
    }
    with _answered():
        return tk.get_action("datastore_search")({}, {**table, **query})


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
    searched = {
        "q": {name: words for name, words in terms.items() if words},
        "full_text": words_query(asked["search"]["value"]),
    }
    return {
        **{name: words for name, words in searched.items() if words},
        "plain": False,
        "sort": order,
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
