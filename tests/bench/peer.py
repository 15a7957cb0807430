"""Install an extension that we are measured against, in an environment of its own."""

import tempfile
from pathlib import Path

from embedded import environments
from embedded.console import step
from embedded.environments import CKAN, PYTHON, run_uv
from embedded.settings import Settings
from embedded.stamps import digest, is_done, mark_done

from tests.bench.ours import VAR


def install(settings: Settings, name: str, wanted: str, overrides: str = "") -> Path:
    """Install « package==version » on the portal's locked CKAN; return the programs there."""
    folder = VAR / "peers" / name
    value = digest([CKAN.lock_path, wanted, overrides])
    if not is_done(folder / "stamp", value):
        environments.uv(settings)
        with step(wanted), tempfile.TemporaryDirectory() as scratch:
            over = Path(scratch, "overrides.txt")
            over.write_text(overrides, encoding="utf-8")
            run_uv(settings, "venv", "--quiet", "--clear", "--python", PYTHON, folder)
            options = ("--quiet", "--compile-bytecode", "--python", folder / "bin" / "python")
            run_uv(settings, "pip", "sync", *options, CKAN.lock_path)
            run_uv(settings, "pip", "install", *options, "--override", over, wanted)
            mark_done(folder / "stamp", value)
    return folder / "bin"
