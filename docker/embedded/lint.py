"""Run every check of style, types and imports, the same here and in CI (`make lint`)."""

import os
import subprocess
from pathlib import Path

from embedded import environments
from embedded.console import say
from embedded.settings import ROOT, Settings

# Two environments: CKAN and Airflow can't be installed together.
TYPED = {
    environments.CKAN: ("pipelines", "ckanext-donneesqc", "docker/embedded", "tests/stack"),
    environments.AIRFLOW: ("dags", "tests/dags"),
}


def check(settings: Settings) -> int:
    """Run ruff, import-linter and pyright; 0 when all are content."""
    for environment in (environments.CKAN, environments.AIRFLOW):
        environments.make(settings, environment)
        environments.add_tools(settings, environment)
    tools = settings.python(environments.CKAN.name).parent
    results = {
        "ruff": _run([tools / "ruff", "check"]),
        "format": _run([tools / "ruff", "format", "--check"]),
        "importations": _run([tools / "lint-imports"], PYTHONPATH="ckanext-donneesqc:docker:dags"),
        "types": max(_types(settings, tools, environment) for environment in TYPED),
    }
    failed = [name for name, code in results.items() if code != 0]
    say(f"\nÀ corriger\u00a0: {', '.join(failed)}" if failed else "\nTout est en ordre.")
    return 1 if failed else 0


def _types(settings: Settings, tools: Path, environment: environments.Environment) -> int:
    """Check types against the environment in which the code runs."""
    folders = [name for name in TYPED[environment] if (ROOT / name).is_dir()]
    python = settings.python(environment.name)
    return _run([tools / "pyright", "--pythonpath", python, *folders], PYTHONPATH="docker")


def _run(command: list[Path | str], **env: str) -> int:
    say(f"\n→ {Path(command[0]).name}")
    line = [str(part) for part in command]
    return subprocess.run(line, cwd=ROOT, env={**os.environ, **env}, check=False).returncode  # noqa: S603
