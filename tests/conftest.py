"""What tests of every kind share: where the real files are."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def data_folder() -> Path:
    """Return the folder of real files: the one DATA names, else the one beside the repository."""
    return Path(os.environ.get("DATA") or ROOT.parent / "shared" / "data")


@pytest.fixture(scope="session")
def real_files() -> Path:
    """Return the folder of real files; without it a test is skipped, and fails under CI."""
    folder = data_folder()
    if not folder.is_dir():
        reason = f"no real files in {folder} (set DATA)"
        (pytest.fail if os.environ.get("CI", "").lower() in ("1", "true") else pytest.skip)(reason)
    return folder
