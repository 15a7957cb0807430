"""Make the locks of requirements/ from setup.py and the *.in files beside them (`make lock`)."""

from pathlib import Path

from embedded import environments
from embedded.console import step
from embedded.settings import ROOT, Settings

REQUIREMENTS = ROOT / "requirements"
# Airflow is resolved as of its release: what came out later was never tested with it.
AIRFLOW_RELEASED = "2026-09-18T00:00:00Z"
ADVICE = "Changez les bornes de setup.py ou des fichiers requirements/*.in, puis relancez."


def make_all(settings: Settings) -> None:
    """Resolve every environment again; commit the result after the tests have passed."""
    _lock(settings, "uv", [])
    _lock(settings, "supervisor", [])
    windows = ["--python-platform", "x86_64-pc-windows-msvc", "--python-version", "3.11"]
    _compile(settings, ["setup.py", *windows], REQUIREMENTS / "windows.txt")
    _lock(settings, "ckan-2.12", ["setup.py", "--extra", "ckan"])
    _lock_dev(
        settings, "ckan-2.12", ["setup.py", "--extra", "ckan", "--extra", "dev"], "ckan-2.12.in"
    )
    _lock(settings, "ckan-2.11", ["setup.py", "--extra", "ckan", "--extra", "dev"])
    constraints = settings.envs / "airflow-constraints.txt"
    released = ["requirements/airflow.in", "requirements/airflow-celery.in"]
    _compile(settings, [*released, "--exclude-newer", AIRFLOW_RELEASED], constraints)
    ours = ["setup.py", "--extra", "airflow", "-c", str(constraints)]
    _lock(settings, "airflow", ours)
    _lock(settings, "airflow-celery", ["requirements/airflow.in", *ours])
    _lock_dev(settings, "airflow", ["requirements/airflow-dev.in"], "airflow.in")


def _lock(settings: Settings, name: str, inputs: list[str]) -> None:
    with step(f"requirements/{name}.txt"):
        _compile(settings, [f"requirements/{name}.in", *inputs], REQUIREMENTS / f"{name}.txt")


def _lock_dev(settings: Settings, name: str, inputs: list[str], base: str) -> None:
    """Lock the same environment with the tools of tests and lint; its own lock stays the rule."""
    with step(f"requirements/{name}-dev.txt"):
        constraint = ["-c", f"requirements/{name}.txt"]
        _compile(
            settings,
            [f"requirements/{base}", *inputs, *constraint],
            REQUIREMENTS / f"{name}-dev.txt",
        )


def _compile(settings: Settings, inputs: list[str], output: Path) -> None:
    options = ["--quiet", "--upgrade", "--no-annotate", "--custom-compile-command", "make lock"]
    options += ["--python", environments.PYTHON, *inputs, "-o", str(output)]
    environments.run_uv(settings, "pip", "compile", *options, advice=ADVICE)
