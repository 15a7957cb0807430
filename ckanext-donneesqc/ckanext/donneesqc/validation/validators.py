"""Check what is sent to have a file checked."""

import ckan.plugins.toolkit as tk
from ckanext.donneesqc.validation.offered import is_offered

from pipelines.sources.publications import is_publication

__all__ = ["donneesqc_known_schema", "donneesqc_publication", "donneesqc_uploaded_file"]


def donneesqc_uploaded_file(value: object) -> object:
    """Accept a file sent in a form; raises Invalid when none was chosen."""
    if not getattr(value, "filename", "") or not hasattr(value, "stream"):
        raise tk.Invalid(tk._("Choose a file."))
    return value


def donneesqc_known_schema(value: str) -> str:
    """Accept the name of a schema of the list, or nothing: never a path. Raises Invalid."""
    if value and not is_offered(value):
        raise tk.Invalid(tk._("Choose a schema of the list."))
    return value


def donneesqc_publication(value: str) -> str:
    """Accept a publication's name, a fiscal year or a date, or nothing. Raises Invalid."""
    value = value.strip()
    if value and not is_publication(value):
        raise tk.Invalid(tk._("Write the publication as 2024-2025, 2026-03 or 2026-03-31."))
    return value
