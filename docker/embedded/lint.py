"""Run every check of style, types and imports, the same here and in CI (`make lint`)."""

import os
import subprocess
from pathlib import Path

from embedded import environments
from embedded.console import say
from embedded.settings import ROOT, Settings

TYPED_FOR_AIRFLOW = ("dags", "tests/dags")


def check(settings: Settings) -> int:
    """Run ruff, import-linter and pyright; 0 when all are content."""
    for environment in (environments.CKAN, environments.AIRFLOW):
        environments.make(settings, environment)
    environments.add_tools(settings, environments.CKAN)
    tools = settings.python(environments.CKAN.name).parent
    results = {
        "ruff": _run([tools / "ruff", "check"]),
        "format": _run([tools / "ruff", "format", "--check"]),
        "importations": _run([tools / "lint-imports"], PYTHONPATH="ckanext-donneesqc:docker:dags"),
        "types": _run([tools / "pyright", "--pythonpath", settings.python("ckan")]),
        "types des DAG": _types_of_dags(settings, tools),
    }
    failed = [name for name, code in results.items() if code != 0]
    say(f"\nÀ corriger\u00a0: {', '.join(failed)}" if failed else "\nTout est en ordre.")
    return 1 if failed else 0


def _types_of_dags(settings: Settings, tools: Path) -> int:
    """Check the DAGs against Airflow's own environment, where CKAN isn't."""
    folders = [name for name in TYPED_FOR_AIRFLOW if (ROOT / name).is_dir()]
    if not folders:
        return 0
    return _run([tools / "pyright", "--pythonpath", settings.python("airflow"), *folders])


def _run(command: list[Path | str], **env: str) -> int:
    say(f"\n→ {Path(command[0]).name}")
    line = [str(part) for part in command]
    return subprocess.run(line, cwd=ROOT, env={**os.environ, **env}, check=False).returncode  # noqa: S603
