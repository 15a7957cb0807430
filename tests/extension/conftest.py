"""What every test of the extension starts from: a real portal, empty, with our plugins."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def portal(clean_db: None, clean_index: None, with_plugins: None) -> None:
    """Load the plugins of the ini on an empty database and an empty index."""


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of real files; tests that need it are skipped where it is missing."""
    folder = Path(os.environ.get("DATA") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip(f"no real files in {folder}")
    return folder
