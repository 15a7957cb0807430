"""Run the migrations of the plugin: `ckan db upgrade -p donneesqc_deposits`."""

from pathlib import Path

from ckanext.donneesqc.migrations import run

run(Path(__file__).parent.name)
