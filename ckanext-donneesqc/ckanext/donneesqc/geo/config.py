"""The options of this room, each under one name."""

from pathlib import Path

import ckan.plugins.toolkit as tk
import yaml
from ckan.config.declaration import Declaration

OPTIONS = Path(__file__).with_name("config_declaration.yaml")
MAX_SIZE = "ckanext.donneesqc.geo.max_size"
AT_ONCE_SIZE = "ckanext.donneesqc.geo.at_once_size"
ACCEL = "ckanext.donneesqc.geo.accel"
MEGABYTE = 1_000_000


def declare(declaration: Declaration) -> None:
    """Declare the options of `config_declaration.yaml`."""
    declaration.load_dict(yaml.safe_load(OPTIONS.read_text(encoding="utf-8")))


def max_size() -> int:
    """Return the size of the largest file of which a map is made, in octets."""
    return tk.config[MAX_SIZE] * MEGABYTE


def at_once_size() -> int:
    """Return the size up to which a map is made without a job, in octets."""
    return tk.config[AT_ONCE_SIZE] * MEGABYTE


def accel() -> str:
    """Return where nginx serves the folder of maps from, "" when CKAN sends its files itself."""
    return tk.config[ACCEL].rstrip("/")


def folder() -> Path:
    """Return where the files of maps are: a folder that CKAN serves nothing from by itself."""
    return Path(tk.config["ckan.storage_path"], "cartes")
