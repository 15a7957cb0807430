"""Erase what CKAN's activity stream keeps of withdrawn files: it copies whole datasets, aside."""

import json
from collections.abc import Collection

from ckan import model
from sqlalchemy import inspect, text

NAMING = "SELECT id, data FROM activity WHERE object_id = :package AND data LIKE ANY(:named)"
CHANGE = "UPDATE activity SET data = :data WHERE id = :id"


def forget_files(package_id: str, hashes: Collection[str]) -> None:
    """Take the files of these contents out of each copy of the dataset; the caller commits.

    The table outlives the plugin `activity`: it is looked at whether that is loaded or not.
    """
    connection = model.Session.connection()
    if not hashes or not inspect(connection).has_table("activity"):
        return
    named = [f"%{sha256}%" for sha256 in hashes]
    asked = {"package": package_id, "named": named}
    for identifier, data in connection.execute(text(NAMING), asked).fetchall():
        copy = json.loads(data)
        package = copy.get("package") or {}
        files = package.get("resources", ())
        package["resources"] = [file for file in files if file.get("hash") not in hashes]
        connection.execute(text(CHANGE), {"id": identifier, "data": json.dumps(copy)})
