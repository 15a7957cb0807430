"""`donneesqc gabarit`: write the Excel template of a schema."""

import argparse
from pathlib import Path

from pipelines.cli.codes import VALID
from pipelines.cli.output import add_replace, writing

SUMMARY = "Écrire le gabarit Excel d’un schéma, à remplir puis à vérifier."


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the verb."""
    parser.add_argument("nom", help="le schéma, p. ex. municipalites (voir « schemas »)")
    parser.add_argument(
        "sortie", nargs="?", type=Path, help="le classeur (.xlsx) à écrire, ou son dossier"
    )
    add_replace(parser)


def run(options: argparse.Namespace) -> int:
    """Write the workbook and say where it is."""
    from pipelines.cli.known import find_schema  # noqa: PLC0415 - slow to import
    from pipelines.messages import message  # noqa: PLC0415
    from pipelines.template import write_template  # noqa: PLC0415

    schema = find_schema(options.nom)
    path = _path(options.sortie, f"gabarit-{schema.name}-{schema.version}.xlsx")
    with writing(path, options.remplacer):
        write_template(schema, path)
    print(message("template-written", path=str(path)))  # noqa: T201 - the command speaks here
    return VALID


def _path(asked: Path | None, name: str) -> Path:
    """Return the workbook's path: the one asked for, or its usual name in the folder asked for."""
    if asked is None:
        return Path(name)
    return asked if asked.suffix.lower() == ".xlsx" and not asked.is_dir() else asked / name
