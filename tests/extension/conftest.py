"""What every test of the extension starts from: a real portal, empty, with our plugins."""

from collections.abc import Callable

import pytest


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
