"""Measure our work beside its peers', with the programs of tests/bench (`make bench`)."""

import os
import subprocess

from embedded import environments, packages
from embedded.settings import ROOT, Settings, StackError


def measure(settings: Settings) -> int:
    """Run `python -m tests.bench` in the portal's environment; ONLY names one bench."""
    if not (ROOT / "tests" / "bench" / "__main__.py").exists():
        raise StackError("Aucun banc d’essai dans tests/bench.")
    packages.install(packages.SERVICES)
    environments.make(settings, environments.CKAN)
    environments.add_tools(settings, environments.CKAN)
    only = os.environ.get("ONLY")
    command = [str(settings.python("ckan")), "-m", "tests.bench", *([only] if only else [])]
    env = {**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'docker'}"}
    return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode  # noqa: S603
