"""Find which table of a dataset is meant."""

from uuid import UUID, uuid5

from ckan import model
from ckanext.donneesqc.deposits.model import Version

from pipelines.publish.fields import NORMALIZED


class Several(Exception):  # noqa: N818 - what there is
    """The dataset has several tables and none was named; the argument lists their titles."""


class Unknown(Exception):  # noqa: N818
    """The dataset has no table of that name; the argument lists those it has."""


def tables_of(package: dict) -> dict[str, str]:
    """Return the tables of a dataset, id to title: published by deposits, or in normal form."""
    rows = model.Session.query(Version.resource_id).filter(Version.package_id == package["id"])
    published = {row[0] for row in rows.distinct()}
    found = {
        item["id"]: item.get("name") or item["id"]
        for item in package["resources"]
        if item["id"] in published
        or item.get("role") == NORMALIZED
        or item.get("datastore_active") is True
    }
    gone = {identifier: identifier for identifier in published - set(found)}
    return {**found, **gone}


def find_table(package: dict, named: str) -> str | None:
    """Return the id of the table meant, nothing when the dataset has none yet.

    Raises Several, Unknown.
    """
    tables = tables_of(package)
    if named:
        chosen = [key for key, title in tables.items() if named in (key, title)]
        files = [item["id"] for item in package["resources"] if named == item["id"]]
        if not chosen and not files:
            raise Unknown(list(tables.values()))
        return (chosen or files)[0]
    if len(tables) > 1:
        raise Several(list(tables.values()))
    return next(iter(tables), None)


def new_table(package_id: str, title: str = "") -> str:
    """Return the id of a dataset's table to be: the same for the same title, whoever asks first."""
    return str(uuid5(UUID(package_id), title))
