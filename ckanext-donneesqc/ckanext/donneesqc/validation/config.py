"""The options of this room, each under one name."""

from pathlib import Path

import ckan.plugins.toolkit as tk
import yaml
from ckan.config.declaration import Declaration

OPTIONS = Path(__file__).with_name("config_declaration.yaml")
MAX_SIZE = "ckanext.donneesqc.validation.max_size"
MAX_WAITING = "ckanext.donneesqc.validation.max_waiting"
MEGABYTE = 1_000_000


def declare(declaration: Declaration) -> None:
    """Declare the options of `config_declaration.yaml`."""
    declaration.load_dict(yaml.safe_load(OPTIONS.read_text(encoding="utf-8")))


def max_size() -> int:
    """Return the size of the largest file that may be checked, in octets."""
    return tk.config[MAX_SIZE] * MEGABYTE


def max_waiting() -> int:
    """Return the number of waiting jobs from which no other file is taken."""
    return tk.config[MAX_WAITING]


def folder() -> Path:
    """Return where files wait to be checked: a folder that CKAN serves nothing from."""
    return Path(tk.config["ckan.storage_path"], "verifications")


def site() -> str:
    """Return the portal's name among those that share a Redis."""
    return tk.config["ckan.site_id"]
