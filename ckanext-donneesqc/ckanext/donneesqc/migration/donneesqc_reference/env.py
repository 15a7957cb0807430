"""Run the migrations of the plugin: `ckan db upgrade -p donneesqc_reference`."""

from pathlib import Path

from ckanext.donneesqc.migrations import run

run(Path(__file__).parent.name)
