"""What the data dictionary says of a resource's columns."""

import ckan.plugins.toolkit as tk
from ckan.types import Context

Words = dict[str, dict[str, str]]  # column → title, description
# PostgreSQL's types → those of Table Schema; any other is read as text
TYPES = {
    "bool": "boolean",
    "date": "date",
    "float8": "number",
    "int4": "integer",
    "int8": "integer",
    "numeric": "number",
    "timestamp": "datetime",
}


def described_columns(resource: dict) -> Words:
    """Return the title and the description of each column that the dictionary describes."""
    return {field["id"]: _words(field.get("info") or {}) for field in _fields(resource)}


def typed_columns(resource: dict) -> list[dict[str, str]] | None:
    """Return the columns of a table in the words of Table Schema, None of what isn't a table."""
    found = [
        {"name": field["id"], "type": TYPES.get(field["type"], "string")}
        for field in _fields(resource)
        if field["id"] != "_id"
    ]
    return found or None


def _fields(resource: dict) -> list[dict]:
    if not resource.get("datastore_active"):
        return []
    try:
        asked = {"id": resource["id"]}
        return tk.get_action("datastore_info")(Context(ignore_auth=True), asked)["fields"]
    except tk.ObjectNotFound:
        return []


def _words(info: dict) -> dict[str, str]:
    return {"title": info.get("label") or "", "description": info.get("notes") or ""}
