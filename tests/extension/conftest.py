"""What every test of the extension starts from: a real portal, empty, with our plugins."""

import pytest


@pytest.fixture
def portal(clean_db: None, clean_index: None, with_plugins: None) -> None:
    """Load the plugins of the ini on an empty database and an empty index."""
