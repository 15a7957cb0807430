"""Make the locks of requirements/ from setup.py and the *.in files beside them (`make lock`)."""

from pathlib import Path

from embedded import environments
from embedded.console import step
from embedded.process import run
from embedded.settings import ROOT, Settings

REQUIREMENTS = ROOT / "requirements"
# Airflow is resolved as of its release: what came out later was never tested with it.
AIRFLOW_RELEASED = "2026-09-18T00:00:00Z"
ADVICE = "Changez les bornes de setup.py ou des fichiers requirements/*.in, puis relancez."


def make_all(settings: Settings) -> None:
    """Resolve every environment again; commit the result after the tests have passed."""
    tool = environments.uv(settings)
    _lock(tool, "uv", [])
    _lock(tool, "supervisor", [])
    _lock(tool, "ckan-2.12", ["setup.py", "--extra", "ckan"])
    _lock_dev(tool, "ckan-2.12", ["setup.py", "--extra", "ckan", "--extra", "dev"], "ckan-2.12.in")
    _lock(tool, "ckan-2.11", ["setup.py", "--extra", "ckan", "--extra", "dev"])
    constraints = settings.envs / "airflow-constraints.txt"
    released = ["requirements/airflow.in", "requirements/airflow-celery.in"]
    _compile(tool, [*released, "--exclude-newer", AIRFLOW_RELEASED], constraints)
    ours = ["setup.py", "--extra", "airflow", "-c", str(constraints)]
    _lock(tool, "airflow", ours)
    _lock(tool, "airflow-celery", ["requirements/airflow.in", *ours])
    _lock_dev(tool, "airflow", ["requirements/airflow-dev.in"], "airflow.in")


def _lock(tool: Path, name: str, inputs: list[str]) -> None:
    with step(f"requirements/{name}.txt"):
        _compile(tool, [f"requirements/{name}.in", *inputs], REQUIREMENTS / f"{name}.txt")


def _lock_dev(tool: Path, name: str, inputs: list[str], base: str) -> None:
    """Lock the same environment with the tools of tests and lint; its own lock stays the rule."""
    with step(f"requirements/{name}-dev.txt"):
        constraint = ["-c", f"requirements/{name}.txt"]
        _compile(
            tool, [f"requirements/{base}", *inputs, *constraint], REQUIREMENTS / f"{name}-dev.txt"
        )


def _compile(tool: Path, inputs: list[str], output: Path) -> None:
    command = [tool, "pip", "compile", "--quiet", "--upgrade", "--no-annotate"]
    command += ["--python", environments.PYTHON, "--custom-compile-command", "make lock"]
    run([*command, *inputs, "-o", output], cwd=ROOT, env=environments.UV, advice=ADVICE)
