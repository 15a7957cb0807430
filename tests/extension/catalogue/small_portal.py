"""A portal small enough for one test: a dataset with its files and table, and a fictional one."""

from tests.extension.catalogue.records import (
    CATEGORY,
    act,
    create_dataset,
    create_organization,
)

RAW_HASH, TABLE_HASH = "ab" * 32, "cd" * 32
REPAIR = {
    "code": "thousands-space",
    "column": "montant",
    "count": 720,
    "example": {"before": "893 427 000", "after": "893427000"},
}


def provenance(publication: str = "2024-2025", **facts: object) -> dict:
    """Return what the pipeline says about an original file."""
    return {
        "source": "comptes-publics-fonds-general",
        "publication": publication,
        "address": "https://example.org/fonds.csv",
        "retrieved": "2026-11-01T13:05:00+00:00",
        "sha256": RAW_HASH,
        "schema": "comptes-publics-fonds-general/1.0.0",
        "rows_read": 12345,
        "rows_published": 12345,
        "rows_rejected": 0,
        "repairs": [REPAIR],
        **facts,
    }


def table(**fields: object) -> dict:
    """Return the resource of a normalised table."""
    address = {"url": "https://example.org/table.csv", "format": "CSV"}
    return {"name": "Table", "role": "normalise", "hash": TABLE_HASH, **address, **fields}


def original(publication: str = "2024-2025", **facts: object) -> dict:
    """Return the resource of an original file, with its provenance."""
    return {
        "name": f"Fichier original, {publication}",
        "url": "https://example.org/fonds.csv",
        "format": "CSV",
        "role": "original",
        "publication": publication,
        "hash": RAW_HASH,
        "provenance": provenance(publication, **facts),
    }


def fill() -> dict:
    """Create the category, the organisation and both datasets; return the real one."""
    act("group_create", **CATEGORY)
    create_organization()
    groups = [{"name": CATEGORY["name"]}]
    create_dataset(groups=groups, donnees_fictives="true", resources=[table()])
    return create_dataset(
        name="comptes-publics-fonds-general",
        title="Fonds général",
        version="2024-2025",
        groups=groups,
        tags=[{"name": "dépenses"}],
        resources=[table(), original()],
    )


def put_in_datastore(resource: dict) -> dict:
    """Give a resource a table with a French data dictionary; return the preview of it."""
    act(
        "datastore_create",
        resource_id=resource["id"],
        force=True,
        fields=[
            {"id": "portefeuille", "type": "text", "info": {"label": "Portefeuille"}},
            {"id": "montant", "type": "numeric", "info": {"label": "Montant ($)"}},
        ],
        records=[{"portefeuille": "Éducation", "montant": 12}],
    )
    view = {"view_type": "datatables_view", "title": "Table"}
    return act("resource_view_create", resource_id=resource["id"], **view)
