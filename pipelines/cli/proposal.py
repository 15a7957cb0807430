"""Say in a few lines which schema a file without one could have."""

from collections.abc import Iterator

from pipelines.messages import message
from pipelines.report.visible import visible
from pipelines.template.rules import type_said

SHOWN = 40  # columns


def proposal_lines(schema: dict, path: str, language: str) -> Iterator[str]:
    """Yield each column with its type, then how to have the schema written."""
    yield ""
    yield message("schema-proposed", language)
    fields = schema["fields"]
    for field in fields[:SHOWN]:
        kind = type_said(field["type"], language)
        code = "schema-column-required" if _required(field) else "schema-column-free"
        yield visible("  " + message(code, language, name=field["name"], type=kind))
    if len(fields) > SHOWN:
        yield "  " + message("schema-column-others", language, count=len(fields) - SHOWN)
    yield message("schema-proposed-next", language, command=f'donneesqc decrire "{path}" dossier')


def _required(field: dict) -> bool:
    return bool(field.get("constraints", {}).get("required"))
