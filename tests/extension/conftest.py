"""What every test of the extension starts from: a real portal, empty, with our plugins."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest


def pytest_configure(config: pytest.Config) -> None:
    """Give each of the processes that share these tests its own configuration of CKAN."""
    lane = getattr(config, "workerinput", {}).get("workerid")
    if lane:
        own = Path(config.option.ckan_ini).with_name(f"test-{lane}.ini")
        config.option.ckan_ini = os.environ["CKAN_INI"] = str(own)


@pytest.fixture
def portal(
    clean_db: None,
    clean_index: None,
    with_plugins: None,
    migrate_db_for: Callable[[str], None],
) -> None:
    """Load the plugins of the ini on an empty database, with our tables, and an empty index."""
    for plugin in ("donneesqc_deposits", "donneesqc_geo"):
        migrate_db_for(plugin)
