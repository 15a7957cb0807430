"""`donneesqc schema`: show a schema's columns and rules."""

import argparse
import shutil
import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipelines.cli.codes import VALID

if TYPE_CHECKING:
    from pipelines.template import Column
    from schemas import TableSchema

SUMMARY = "Montrer les colonnes et les règles d’un schéma."
ALIASES = ("schéma",)
WIDEST, INDENT = 100, "    "


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the verb."""
    parser.add_argument("nom", help="le schéma, avec ou sans sa version, p. ex. mrc/1.0.0")
    parser.add_argument("--json", action="store_true", help="écrire le descripteur Table Schema")


def run(options: argparse.Namespace) -> int:
    """Print the schema in plain words, or its descriptor."""
    from pipelines.cli.known import find_schema  # noqa: PLC0415 - slow to import

    schema = find_schema(options.nom)
    text = schema.text.rstrip() if options.json else "\n".join(_lines(schema))
    print(text)  # noqa: T201 - the command speaks here
    return VALID


def _lines(schema: "TableSchema") -> Iterator[str]:
    """Yield the schema's title, one block for each column, then the key."""
    from pipelines.messages import message  # noqa: PLC0415 - slow to import
    from pipelines.template import columns_of  # noqa: PLC0415

    columns = columns_of(schema)
    yield f"{schema.name} {schema.version}"
    yield from _wrapped(schema.title, "")
    for number, column in enumerate(columns, start=1):
        yield from _block(number, column)
    if schema.primary_key:
        headings = {column.name: f"«\u00a0{column.heading}\u00a0»" for column in columns}
        key = ", ".join(headings[name] for name in schema.primary_key)
        yield ""
        yield from _wrapped(message("schema-key", columns=key), "")


def _block(number: int, column: "Column") -> Iterator[str]:
    from pipelines.messages import message, quoted  # noqa: PLC0415 - slow to import
    from pipelines.template.rules import NAMED  # noqa: PLC0415

    duty = message("template-required" if column.required else "template-optional")
    kind = message("template-kind", kind=column.kind)
    yield ""
    yield f"{number}. {column.heading} ({column.name})"
    yield from _wrapped(" ".join((duty, kind, *column.rules)), INDENT)
    if column.choices and len(column.choices.values) > NAMED and not column.choices.reference:
        values = quoted(column.choices.values)
        yield from _wrapped(message("template-values", values=values), INDENT)
    if column.example:
        yield from _wrapped(message("template-example", example=column.example), INDENT)
    yield from _wrapped(column.description, INDENT)


def _wrapped(text: str, indent: str) -> list[str]:
    """Return the text on lines that fit the terminal; a no-break space is never cut."""
    width = min(shutil.get_terminal_size().columns, WIDEST)
    return textwrap.wrap(
        text, width, initial_indent=indent, subsequent_indent=indent, break_long_words=False
    )
