"""The assets that the DAGs update: one for each published dataset."""

from airflow.sdk import Asset, AssetAlias


def dataset_asset(source: str) -> Asset:
    """Return the asset of a source's dataset; a DAG scheduled on it runs when its data change."""
    return Asset(name=source, uri=f"donneesqc://dataset/{source}", group="donneesqc")


def family_alias(family: str) -> AssetAlias:
    """Return the alias through which a family's mapped task updates the asset of each source."""
    return AssetAlias(name=f"donneesqc_{family}", group="donneesqc")
