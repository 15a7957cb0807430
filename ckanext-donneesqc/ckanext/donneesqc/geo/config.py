"""The options of this room, each under one name."""

from pathlib import Path

import ckan.plugins.toolkit as tk
import yaml
from ckan.config.declaration import Declaration
from ckan.exceptions import CkanConfigurationException

OPTIONS = Path(__file__).with_name("config_declaration.yaml")
MAX_SIZE = "ckanext.donneesqc.geo.max_size"
AT_ONCE_SIZE = "ckanext.donneesqc.geo.at_once_size"
ACCEL = "ckanext.donneesqc.geo.accel"
SERVICES_ACCEL = "ckanext.donneesqc.geo.services_accel"
BACKGROUND_TILES = "ckanext.donneesqc.geo.background_tiles"
BACKGROUND_CREDIT = "ckanext.donneesqc.geo.background_credit"
MUNICIPAL_POLYGONS = "ckanext.donneesqc.geo.municipal_polygons"
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


def services_accel() -> str:
    """Return where nginx asks live services, "" when CKAN does so itself."""
    return tk.config[SERVICES_ACCEL].rstrip("/")


def background_tiles() -> str:
    """Return the address of the images under the data, with {z}, {x} and {y}; "" for none."""
    return tk.config[BACKGROUND_TILES]


def background_credit() -> str:
    """Return whom those images are credited to."""
    return tk.config[BACKGROUND_CREDIT]


def municipal_polygons() -> str:
    """Return the id of the resource by whose polygons municipalities are drawn; "" for none."""
    return tk.config[MUNICIPAL_POLYGONS].strip()


def check() -> None:
    """Raise an error, when the portal starts, for an address of images that can't be one."""
    template = background_tiles()
    if template and not all(part in template for part in ("{z}", "{x}", "{y}")):
        raise CkanConfigurationException(
            f"{BACKGROUND_TILES}: the address must have {{z}}, {{x}} and {{y}} in it."
        )


def folder() -> Path:
    """Return where the files of maps are: a folder that CKAN serves nothing from by itself."""
    return Path(tk.config["ckan.storage_path"], "cartes")
