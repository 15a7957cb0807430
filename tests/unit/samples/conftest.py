"""Where the captured files are, for the tests that compare with them."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def data() -> Path:
    """Return the folder of the captured files; without it, skip (DATA names another folder)."""
    folder = Path(os.environ.get("DATA") or ROOT.parent / "shared" / "data")
    if not (folder / "comptes_publics").is_dir():
        pytest.skip("captured files not at hand")
    return folder
