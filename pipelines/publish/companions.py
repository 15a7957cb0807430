"""Keep the files that go with a dataset's table: a geometry, for instance."""

from pathlib import Path

from pipelines.fetch import Companion, Snapshot
from pipelines.publish.fields import NORMALIZED, file_fields
from pipelines.publish.portal import Portal, Upload
from pipelines.publish.provenance import GEOMETRY_GUIDELINES, NORMALIZED_GUIDELINES
from pipelines.sources import CompanionCard, Source
from pipelines.store import Store

MEDIA = {".geojson": ("application/geo+json", "GeoJSON"), ".csv": ("text/csv", "CSV")}
COMPANION = "compagnon"


def put_companion(
    portal: Portal,
    source: Source,
    snapshot: Snapshot,
    companion: Companion,
    card: CompanionCard,
    store: Store,
) -> bool:
    """Put a file that goes with a publication's table; tell whether it changed."""
    path = store.path(companion.sha256)
    suffix = Path(companion.file_name).suffix
    media_type, kind = MEDIA[suffix]
    fields = {
        "name": f"{card.title}, {snapshot.publication}",
        "description": card.description,
        "role": COMPANION,
        "publication": snapshot.publication,
        "format": kind,
        **NORMALIZED_GUIDELINES,
        **(GEOMETRY_GUIDELINES if suffix == ".geojson" else {}),
        **file_fields(companion.sha256, path.stat().st_size),
    }
    package = portal.call("package_show", {"id": source.name})
    found = _find(package, snapshot.publication, fields["name"])
    return _put(portal, package, found, fields, Upload(path, companion.file_name, media_type))


def order_resources(portal: Portal, package: str) -> None:
    """List the normalised table first, then the publications, newest first."""
    resources = portal.call("package_show", {"id": package})["resources"]
    ordered = sorted(resources, key=lambda item: item.get("publication") or "", reverse=True)
    ordered.sort(key=lambda item: item.get("role") != NORMALIZED)
    if ordered != resources:
        order = [item["id"] for item in ordered]
        portal.call("package_resource_reorder", {"id": package, "order": order})


def _find(package: dict, publication: str, name: str) -> dict | None:
    wanted = (COMPANION, publication, name)
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
    different = {key: value for key, value in fields.items() if _shown(found, key) != value}
    if not different:
        return False
    file = upload if "hash" in different else None
    portal.call("resource_patch", {"id": found["id"], **different}, file)
    return True


def _shown(resource: dict, key: str) -> str:
    """Return a field of the resource as text, in the form in which it is sent."""
    value = resource.get(key)
    return "" if value is None else str(value)
