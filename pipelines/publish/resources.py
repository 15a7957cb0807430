"""Keep a dataset's files: the original of each publication, its companions, one normalised CSV."""

import csv
import hashlib
import json
import math
from pathlib import Path

from pipelines.decode import open_table
from pipelines.fetch import Companion, Snapshot
from pipelines.publish.portal import Portal, Upload
from pipelines.publish.provenance import (
    GEOMETRY_GUIDELINES,
    NORMALIZED_GUIDELINES,
    Checked,
    answers,
    guidelines,
    provenance,
)
from pipelines.publish.table import Row
from pipelines.sources import CompanionCard, Source
from pipelines.store import Store
from pipelines.validate.guidelines import Subject
from schemas import TableSchema

CSV = "text/csv"
MEDIA = {".geojson": ("application/geo+json", "GeoJSON"), ".csv": (CSV, "CSV")}
MEGABYTE = 1_000_000
FIRST_SEEN = ("address", "retrieved", "fictional", "local_copy")
ORIGINAL, NORMALIZED, COMPANION = "original", "normalise", "compagnon"


def put_original(
    portal: Portal,
    package: dict,
    source: Source,
    checked: Checked,
    schema: TableSchema,
    store: Store,
) -> bool:
    """Put a publication's file as it was received, with its provenance; tell whether it changed."""
    snapshot = checked.snapshot
    name, description = _original(source, snapshot)
    found = _find(package, ORIGINAL, snapshot.publication, name)
    facts = {**provenance(checked, schema), **_first_seen(found, snapshot)}
    fields = {
        "name": name,
        "description": description,
        "role": ORIGINAL,
        "publication": snapshot.publication,
        "format": "CSV",
        "schema": f"{schema.name}/{schema.version}",
        "provenance": json.dumps(facts, ensure_ascii=False, sort_keys=True),
        **guidelines(checked),
        **_file_fields(snapshot.sha256, snapshot.size),
    }
    upload = Upload(store.path(snapshot.sha256), snapshot.file_name, CSV)
    return _put(portal, package, found, fields, upload)


def _original(source: Source, snapshot: Snapshot) -> tuple[str, str]:
    """Name the file of a publication for what it is and say where it is from."""
    if source.fetch.kind == "package":
        name, said = "Fichier compilé", "Le fichier compilé par ce projet selon la méthodologie."
    elif snapshot.fictional:
        name, said = "Fichier inventé", "Le fichier inventé pour la démonstration, tel que lu."
    else:
        name, said = "Fichier original", "Le fichier tel qu’il a été reçu, sans modification."
    return f"{name}, {snapshot.publication}", said


def put_companion(
    portal: Portal,
    package: dict,
    checked: Checked,
    companion: Companion,
    card: CompanionCard,
    store: Store,
) -> bool:
    """Put a file that goes with a publication's table, a geometry for instance."""
    path = store.path(companion.sha256)
    suffix = Path(companion.file_name).suffix
    media_type, kind = MEDIA[suffix]
    publication = checked.snapshot.publication
    fields = {
        "name": f"{card.title}, {publication}",
        "description": card.description,
        "role": COMPANION,
        "publication": publication,
        "format": kind,
        **NORMALIZED_GUIDELINES,
        **(GEOMETRY_GUIDELINES if suffix == ".geojson" else {}),
        **_file_fields(companion.sha256, path.stat().st_size),
    }
    found = _find(package, COMPANION, publication, fields["name"])
    return _put(portal, package, found, fields, Upload(path, companion.file_name, media_type))


def find_normalized(
    portal: Portal, package: dict, source: Source, schema: TableSchema
) -> tuple[dict, bool]:
    """Return the resource of the normalised table, made empty when there is none yet."""
    found = next((item for item in package["resources"] if item.get("role") == NORMALIZED), None)
    if found:
        return found, False
    fields = {
        "package_id": package["id"],
        "name": "Table normalisée, toutes les publications",
        "description": (
            "La table normalisée de toutes les publications~: CSV en UTF-8 séparé par des "
            "virgules, dates AAAA-MM-JJ, nombres à décimale pointée, codes en texte."
        ).replace("~", "\u00a0"),
        "role": NORMALIZED,
        "format": "CSV",
        "schema": f"{schema.name}/{schema.version}",
        "url": f"{portal.address}/dataset/{source.name}",  # until the file is there
        **NORMALIZED_GUIDELINES,
        **_file_fields("", 0),
    }
    return portal.call("resource_create", fields), True


def write_normalized(
    portal: Portal, resource: dict, schema: TableSchema, rows: list[Row], path: Path
) -> bool:
    """Write the table as CSV (UTF-8 with BOM, comma) and upload it unless the portal has it."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(field.name for field in schema.fields)
        writer.writerows(rows)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    fields = {
        "schema": f"{schema.name}/{schema.version}",
        **_answers(path, schema),
        **_file_fields(digest, path.stat().st_size),
    }
    if not _different(resource, fields):
        return False
    portal.call("resource_patch", {"id": resource["id"], **fields}, Upload(path, path.name, CSV))
    return True


def _answers(path: Path, schema: TableSchema) -> dict[str, str]:
    """Return the guidelines' answers on the normalised file, as anyone who reads it would find."""
    table = open_table(path, path.parent)
    types = tuple(field.type for field in schema.fields)
    return answers(Subject(table.form, table.labels, path.name, types), table.batches())


def order_resources(portal: Portal, package: str) -> None:
    """List the normalised table first, then the publications, newest first."""
    resources = portal.call("package_show", {"id": package})["resources"]
    ordered = sorted(resources, key=lambda item: item.get("publication") or "", reverse=True)
    ordered.sort(key=lambda item: item.get("role") != NORMALIZED)
    if ordered != resources:
        order = [item["id"] for item in ordered]
        portal.call("package_resource_reorder", {"id": package, "order": order})


def _first_seen(found: dict | None, snapshot: Snapshot) -> dict[str, str]:
    """Return where, when and as what (real, invented, a copy) the portal first had these bytes."""
    known = (found or {}).get("provenance") or {}
    if known.get("sha256") != snapshot.sha256:
        return {}
    return {key: known[key] for key in FIRST_SEEN if key in known}


def _find(package: dict, role: str, publication: str, name: str) -> dict | None:
    wanted = (role, publication, name)
    for item in package["resources"]:
        if (item.get("role"), item.get("publication"), item.get("name")) == wanted:
            return item
    return None


def _put(
    portal: Portal, package: dict, found: dict | None, fields: dict[str, str], upload: Upload
) -> bool:
    """Create the resource, or patch what differs; the file travels only when its hash differs."""
    if found is None:
        portal.call("resource_create", {"package_id": package["id"], **fields}, upload)
        return True
    different = _different(found, fields)
    if not different:
        return False
    file = upload if "hash" in different else None
    portal.call("resource_patch", {"id": found["id"], **different}, file)
    return True


def _different(resource: dict, fields: dict[str, str]) -> dict[str, str]:
    return {key: value for key, value in fields.items() if _shown(resource, key) != value}


def _shown(resource: dict, key: str) -> str:
    """Return a field of the resource as text, in the form in which it is sent."""
    value = resource.get(key)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return "" if value is None else str(value)


def _file_fields(sha256: str, size: int) -> dict[str, str]:
    """Return the fields that describe a file: its hash and its size, in megabytes rounded up."""
    megabytes = str(math.ceil(size / MEGABYTE))
    return {"hash": sha256, "taille_entier": megabytes, "resource_type": "donnees"}
