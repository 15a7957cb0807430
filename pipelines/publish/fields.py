"""The portal's fields of a dataset's files: the table in normal form, and files as they came."""

import math
from collections.abc import Mapping
from pathlib import PurePosixPath

NORMALIZED, ORIGINAL = "normalise", "original"
MEGABYTE = 1_000_000
FORMATS = {"csv": "CSV", "tsv": "CSV", "txt": "CSV", "xlsx": "XLSX", "xls": "XLS", "ods": "ODS"}


def file_fields(sha256: str, size: int) -> dict[str, str]:
    """Return the fields that describe a file: its hash and its size, in megabytes rounded up."""
    megabytes = str(math.ceil(size / MEGABYTE))
    return {"hash": sha256, "taille_entier": megabytes, "resource_type": "donnees"}


def table_fields(name: str, schema: str, partition: str, answers: Mapping[str, str]) -> dict:
    """Return the fields of the table in normal form; `name` stays what people called it."""
    return {
        "name": name or ("Table normalisée, toutes les publications" if partition else "Table"),
        "role": NORMALIZED,
        "format": "CSV",
        "schema": schema,
        **answers,
    }


TABLE_DESCRIPTION = (
    "La table normalisée de toutes les publications\u00a0: CSV en UTF-8 séparé par des virgules, "
    "dates AAAA-MM-JJ, nombres à décimale pointée, codes en texte."
)


def original_fields(publication: str, compiled: bool, fictional: bool) -> dict:
    """Name the file of a publication for what it is and say where it is from."""
    if compiled:
        name, said = "Fichier compilé", "Le fichier compilé par ce projet selon la méthodologie."
    elif fictional:
        name, said = "Fichier inventé", "Le fichier inventé pour la démonstration, tel que lu."
    else:
        name, said = "Fichier original", "Le fichier tel qu’il a été reçu, sans modification."
    return {
        "name": f"{name}, {publication}",
        "description": said,
        "role": ORIGINAL,
        "publication": publication,
    }


def format_of(file_name: str) -> str:
    """Return the portal's name of a file's format."""
    suffix = PurePosixPath(file_name).suffix.lower().removeprefix(".")
    return FORMATS.get(suffix, suffix.upper())
