"""The options of this room, each under one name."""

from pathlib import Path

import ckan.plugins.toolkit as tk
import yaml
from ckan.config.declaration import Declaration

OPTIONS = Path(__file__).with_name("config_declaration.yaml")
CERTIFIERS = "ckanext.donneesqc.reference.certifiers"
NOTICE = "ckanext.donneesqc.reference.notice_days"
MACHINES = "ckanext.donneesqc.reference.machines"


def declare(declaration: Declaration) -> None:
    """Declare the options of `config_declaration.yaml`."""
    declaration.load_dict(yaml.safe_load(OPTIONS.read_text(encoding="utf-8")))


def machines() -> list[str]:
    """Return the names of the accounts that have sets tested, and say whether they answered."""
    return tk.config[MACHINES]


def certifiers() -> list[str]:
    """Return the names of the accounts that certify for the portal, beside sysadmins."""
    return tk.config[CERTIFIERS]


def notice_days() -> int:
    """Return how many days ahead readers of a certified set are told of a breaking change."""
    return tk.config[NOTICE]
