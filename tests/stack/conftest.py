"""What the tests of the stack share: its settings, its `make`, what the portal holds."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from embedded import credentials
from embedded.credentials import Credentials
from embedded.settings import Ports, Settings, read_settings

ROOT = Path(__file__).parents[2]
Make = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def stack() -> Settings:
    """Return the settings of the running test stack, which the runner put in the environment."""
    return read_settings()


@pytest.fixture(scope="session")
def secrets(stack: Settings) -> Credentials:
    """Return the test stack's secrets."""
    return credentials.load(stack)


@pytest.fixture(scope="session")
def make() -> Make:
    """Return a function that runs a target of the Makefile, on the test stack or on another."""

    def run(*words: str, settings: Settings | None = None) -> "subprocess.CompletedProcess[str]":
        env = {**os.environ, **(_variables(settings) if settings else {})}
        env.pop("DATA", None)
        command = ["make", "--no-print-directory", *words]
        return subprocess.run(
            command, cwd=ROOT, env=env, capture_output=True, text=True, check=False
        )

    return run


def _variables(settings: Settings) -> dict[str, str]:
    ports = {Ports.variable(name): str(getattr(settings.ports, name)) for name in Ports.names()}
    return {"DONNEESQC_VAR": str(settings.var), **ports}
