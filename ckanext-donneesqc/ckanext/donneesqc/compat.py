"""Hold all that differs between CKAN 2.11 and CKAN 2.12."""

from pathlib import Path

import ckan.plugins.toolkit as tk
from ckan.common import CKANConfig


def is_ckan_2_11() -> bool:
    """Say whether the running CKAN is of the 2.11 series, the live portal's."""
    return not tk.check_ckan_version(min_version="2.12")


def add_template_variants(config: CKANConfig, room: Path) -> None:
    """Put a room's `templates_2_11` ahead of its `templates` when CKAN 2.11 runs.

    Call it after `add_template_directory`: the last folder added is searched first.
    """
    variants = room / "templates_2_11"
    if is_ckan_2_11() and variants.is_dir():
        config["plugin_template_paths"] = [str(variants), *config["plugin_template_paths"]]
