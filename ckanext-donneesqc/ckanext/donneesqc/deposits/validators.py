"""Check what the actions of this room are given."""

import json
import re
import unicodedata
from datetime import date
from pathlib import PurePosixPath

import ckan.plugins.toolkit as tk
from ckanext.donneesqc.deposits.states import State
from ckanext.donneesqc.deposits.table.columns import MOST_COLUMNS, is_reserved

from pipelines.messages import Refusal
from pipelines.sources import read_source
from pipelines.sources.publications import is_publication
from pipelines.validate.schema import open_schema
from schemas import list_schemas

__all__ = [
    "donneesqc_day",
    "donneesqc_facts",
    "donneesqc_file_name",
    "donneesqc_our_schema",
    "donneesqc_publication_name",
    "donneesqc_sha256",
    "donneesqc_source",
    "donneesqc_state",
    "donneesqc_table_schema",
    "donneesqc_text",
]

SHA256 = re.compile("[0-9a-f]{64}")
MOST_LETTERS, LARGEST, LARGEST_SOURCE = 120, 1 << 20, 64 << 10
UNSAFE_NAME = re.compile(r'[<>"\x00-\x1f]|^_|^\s|\s$|^$')
UNWRITTEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
MOST_TEXT = 100_000
LONGEST_NAME = 63  # octets of a column's name in PostgreSQL


def donneesqc_file_name(value: str) -> str:
    """Return the file's name without folder or control character."""
    name = PurePosixPath(value.replace("\\", "/")).name
    plain = "".join(letter for letter in name if not unicodedata.category(letter).startswith("C"))
    return plain[-MOST_LETTERS:] or "fichier"


def donneesqc_sha256(value: str) -> str:
    """Accept a SHA-256 in small hexadecimal letters. Raises Invalid."""
    if not SHA256.fullmatch(value.lower()):
        raise tk.Invalid(tk._("A SHA-256 has 64 hexadecimal digits."))
    return value.lower()


def donneesqc_publication_name(value: str) -> str:
    """Accept a publication's name, a fiscal year or a date, or nothing. Raises Invalid."""
    value = value.strip()
    if value and not is_publication(value):
        raise tk.Invalid(tk._("Write the publication as 2024-2025, 2026-03 or 2026-03-31."))
    return value


def donneesqc_our_schema(value: str) -> str:
    """Return the full name of one of our schemas, its newest version if none is said."""
    known = list_schemas()
    if not value or value in known:
        return value
    versions = [name for name in known if name.split("/")[0] == value]
    if not versions:
        raise tk.Invalid(tk._("There is no schema of this name: {name}").format(name=value))
    return max(versions, key=lambda name: [int(part) for part in name.split("/")[1].split(".")])


def donneesqc_table_schema(value: object) -> dict | None:
    """Accept a Table Schema, as an object or as text, whose columns a table may have."""
    descriptor = donneesqc_facts(value)
    if descriptor is None:
        return None
    fields = descriptor.get("fields")
    if isinstance(fields, list) and len(fields) > MOST_COLUMNS:
        raise tk.Invalid(tk._("A table has {count} columns at most.").format(count=MOST_COLUMNS))
    try:
        schema = open_schema(descriptor, "table_schema")
    except Refusal as refusal:
        raise tk.Invalid(str(refusal)) from refusal
    for field in schema.fields:
        unsafe = UNSAFE_NAME.search(field.name) or is_reserved(field.name)
        if unsafe or len(field.name.encode()) > LONGEST_NAME:
            said = tk._("A table can't have a column of this name: {name}")
            raise tk.Invalid(said.format(name=field.name))
    return descriptor


def donneesqc_source(value: str) -> str:
    """Accept the YAML of a source, or nothing. Raises Invalid."""
    if len(value) > LARGEST_SOURCE:
        raise tk.Invalid(tk._("A source has 64 kB at most."))
    try:
        if value:
            read_source(value, "source")
    except Refusal as refusal:
        raise tk.Invalid(str(refusal)) from refusal
    except RecursionError as reason:
        raise tk.Invalid(tk._("This isn't a source.")) from reason
    return value


def donneesqc_facts(value: object) -> dict | None:
    """Accept an object, or its JSON text, of a reasonable size; nothing for nothing."""
    if value in (None, ""):
        return None
    try:
        found = json.loads(value) if isinstance(value, str) else value
        size = len(json.dumps(found))
    except (TypeError, ValueError, RecursionError) as reason:
        raise tk.Invalid(tk._("This isn't JSON.")) from reason
    if not isinstance(found, dict) or size > LARGEST:
        raise tk.Invalid(tk._("A JSON object of 1 MB at most is wanted."))
    if UNWRITTEN.search(json.dumps(found, ensure_ascii=False).replace(r"\u0000", "\0")):
        raise tk.Invalid(tk._("This text has characters that can't be kept."))
    return found


def donneesqc_text(value: object) -> str:
    """Return a text that a database, a page and a feed can hold. Raises Invalid."""
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
    if UNWRITTEN.search(text) or len(text) > MOST_TEXT:
        raise tk.Invalid(tk._("This text has characters that can't be kept."))
    return text


def donneesqc_day(value: object) -> date | None:
    """Return a day written AAAA-MM-JJ; nothing for nothing. Raises Invalid."""
    if value in (None, ""):
        return None
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError as reason:
        raise tk.Invalid(tk._("Write the date as 2026-03-31.")) from reason


def donneesqc_state(value: str) -> str:
    """Accept a state of deposits, or nothing. Raises Invalid."""
    if value and value not in set(State):
        raise tk.Invalid(tk._("There is no state of this name: {name}").format(name=value))
    return value
