"""Say which tables refer to a reference dataset, by the schema that they are published under."""

from ckan import model
from ckanext.donneesqc.deposits import records
from ckanext.donneesqc.deposits.model import Version

KEYS = "foreignKeys"


def tables_referring(set_name: str) -> list[dict]:
    """Return the tables that readers see and that have a foreign key to a set.

    Each as `package_id`, `resource_id`, and the `columns` that hold the set's `fields`.
    """
    key = {KEYS: [{"reference": {"resource": set_name}}]}
    query = model.Session.query(Version).filter(Version.descriptor.contains(key))
    found = {version.resource_id: version for version in query.order_by(Version.number)}
    return [
        table
        for resource_id, version in sorted(found.items())
        if records.live_version(resource_id) is version
        for table in _keys(version, set_name)
    ]


def _keys(version: Version, set_name: str) -> list[dict]:
    return [
        {
            "package_id": version.package_id,
            "resource_id": version.resource_id,
            "columns": _listed(key["fields"]),
            "fields": _listed(key["reference"]["fields"]),
        }
        for key in version.descriptor[KEYS]
        if key["reference"]["resource"] == set_name
    ]


def _listed(names: str | list[str]) -> list[str]:
    return [names] if isinstance(names, str) else names
