"""`donneesqc decrire`: propose a schema and a data dictionary for a file that has none."""

import argparse
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.cli.codes import VALID
from pipelines.cli.output import add_replace, writing

if TYPE_CHECKING:
    from pipelines.describe import DescribedColumn, Description

SUMMARY = "Proposer le schéma et le dictionnaire de données d’un fichier."
ALIASES = ("décrire",)
DICTIONARIES = ("csv", "xlsx")
INDENT = "    "


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the verb."""
    parser.add_argument("fichier", type=Path, help="le fichier à décrire")
    parser.add_argument("sortie", nargs="?", type=Path, help="le dossier où écrire")
    parser.add_argument(
        "--dictionnaire", choices=DICTIONARIES, default="csv", help="la forme du dictionnaire"
    )
    add_replace(parser)


def run(options: argparse.Namespace) -> int:
    """Print what each column seems to be; write the schema and the dictionary when asked."""
    description = _describe(options.fichier)
    print("\n".join(_lines(options.fichier.name, description)))  # noqa: T201 - the command speaks
    print(_written(description, options) if options.sortie else _hint())  # noqa: T201
    return VALID


def _describe(path: Path) -> "Description":
    from pipelines.decode import open_table  # noqa: PLC0415 - slow to import
    from pipelines.describe import describe  # noqa: PLC0415
    from pipelines.fetch.snapshot import file_refusal  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="donneesqc-", ignore_cleanup_errors=True) as scratch:
        try:
            return describe(open_table(path, Path(scratch)))
        except OSError as reason:
            raise file_refusal(path, reason) from reason


def _lines(name: str, description: "Description") -> Iterator[str]:
    """Yield the file's size, one block for each column, then the key."""
    from pipelines.messages import message  # noqa: PLC0415 - slow to import

    size = {"rows": description.rows, "columns": len(description.columns)}
    yield message("describe-rows", name=name, **size)
    for column in description.columns:
        yield from _block(column)
    yield ""
    if description.keys:
        yield message("describe-key", column=description.keys[0])
    else:
        yield message("describe-no-key" if description.enough else "describe-few-rows")


def _block(column: "DescribedColumn") -> Iterator[str]:
    from pipelines.messages import message, quoted  # noqa: PLC0415 - slow to import
    from pipelines.report.visible import visible  # noqa: PLC0415
    from pipelines.template.rules import type_said  # noqa: PLC0415

    yield ""
    yield visible(f"{column.name} ({column.label})")
    kind = type_said(column.type, "fr")
    text = message("describe-column", type=kind, filled=f"{100 * column.share:.0f}")
    if column.found:
        repaired = message("describe-repaired", example=column.found)
        text = f"{text}, {repaired}"
    yield visible(f"{INDENT}{text}")
    for code in column.personal:
        yield INDENT + message("describe-personal", what=message(code))
    if column.values:
        yield visible(INDENT + message("template-values", values=quoted(column.values)))
    elif column.example and not column.repaired:
        yield visible(INDENT + message("template-example", example=column.example))


def _written(description: "Description", options: argparse.Namespace) -> str:
    """Write both files in the folder; neither when one exists already."""
    from pipelines.describe.dictionary import write_csv, write_xlsx  # noqa: PLC0415
    from pipelines.messages import message  # noqa: PLC0415

    dictionary = options.sortie / f"dictionnaire.{options.dictionnaire}"
    write = write_csv if options.dictionnaire == "csv" else write_xlsx
    proposed = description.schema(message("describe-to-complete"))
    with (
        writing(options.sortie / "schema.json", options.remplacer) as schema,
        writing(dictionary, options.remplacer),
    ):
        schema.write_text(
            json.dumps(proposed, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
        )
        write(description, dictionary)
    return message("describe-written", paths=f"{schema}, {dictionary}")


def _hint() -> str:
    from pipelines.messages import message  # noqa: PLC0415 - slow to import

    return message("describe-hint")
