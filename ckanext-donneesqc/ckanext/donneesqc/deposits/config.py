"""The options of this room, each under one name."""

from pathlib import Path

import ckan.plugins.toolkit as tk
import yaml
from ckan.config.declaration import Declaration

OPTIONS = Path(__file__).with_name("config_declaration.yaml")
MAX_SIZE = "ckanext.donneesqc.deposits.max_size"
PART_SIZE = "ckanext.donneesqc.deposits.part_size"
NOTICE_DAYS = "ckanext.donneesqc.deposits.notice_days"
MEGABYTE = 1_000_000


def declare(declaration: Declaration) -> None:
    """Declare the options of `config_declaration.yaml`."""
    declaration.load_dict(yaml.safe_load(OPTIONS.read_text(encoding="utf-8")))


def max_size() -> int:
    """Return the size of the largest file that may be deposited, in octets."""
    return tk.config[MAX_SIZE] * MEGABYTE


def part_size() -> int:
    """Return the size of the parts in which a file is sent, in octets."""
    return tk.config[PART_SIZE] * MEGABYTE


def notice_days() -> int:
    """Return how many days ahead a breaking change is told."""
    return tk.config[NOTICE_DAYS]


def folder() -> Path:
    """Return where deposits are kept: a folder that CKAN serves nothing from by itself."""
    return Path(tk.config["ckan.storage_path"], "depots")
