"""Quote names for PostgreSQL, and name indexes as the DataStore looks for them."""

import hashlib

from psycopg2 import sql

STAGING = "donneesqc_staging"
PUBLIC = "public"


def staged(resource_id: str) -> sql.Identifier:
    """Return the name of a table while it is being loaded, where no reader may look."""
    return sql.Identifier(STAGING, resource_id)


def copied(resource_id: str) -> sql.Identifier:
    """Return the name of the rows as they were copied, before their words are added."""
    return sql.Identifier(STAGING, f"{resource_id} copy")


def live(resource_id: str) -> sql.Identifier:
    """Return the name of the table that readers see."""
    return sql.Identifier(PUBLIC, resource_id)


def index_name(resource_id: str, fields: str) -> sql.Identifier:
    """Return the name that CKAN gives to the index of these fields, as it writes them in SQL."""
    return sql.Identifier(hashlib.sha1((resource_id + fields).encode()).hexdigest())  # noqa: S324
