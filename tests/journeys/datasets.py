"""Datasets that a journey creates for itself."""

import os

from tests.journeys.stack import Portal


def create_dataset(pipeline: Portal, word: str, title: str = "Lieux d’essai") -> str:
    """Create a dataset without resources; return its name."""
    owner = pipeline.call("organization_list_for_user", {"permission": "create_dataset"})[0]
    name = f"essai-{word}-{os.urandom(4).hex()}"
    card = {
        "name": name, "title": title, "notes": "Données fictives.",
        "owner_org": owner["id"], "extras_organisation_principale": "gouvernement-du-quebec",
        "license_id": "cc-by", "update_frequency": "annual", "ext_spatial": "province-quebec",
        "language": "FR", "donnees_fictives": "true",
    }  # fmt: skip
    pipeline.call("package_create", card)
    return name
