"""Our portal, on a stack of its own."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from embedded import ckan, run
from embedded.credentials import Credentials
from embedded.settings import ROOT, Settings, read_settings

from tests.bench.portal import Portal, make_token

VAR = ROOT / "var" / "bench"
BASE_PORT = 9780


@dataclass(frozen=True)
class Ours:
    """Our portal, and the stack under it; `portal` answers where CKAN itself listens."""

    settings: Settings
    stack: run.Stack
    portal: Portal

    @property
    def secrets(self) -> Credentials:
        return self.stack.secrets


def stack_settings(var: Path = VAR) -> Settings:
    """Return the settings of a bench's stack, whatever those of the portal at work are."""
    environ = {**os.environ, "DONNEESQC_VAR": str(var), "DONNEESQC_PORT": str(BASE_PORT)}
    return read_settings(environ)


@contextmanager
def our_portal(settings: Settings) -> Iterator[Ours]:
    """Give our portal, up; stop it at the end."""
    run.install(settings, run.Level.PORTAL)
    stack = run.Stack(settings)
    try:
        stack.up(run.Level.PORTAL)
        token = make_token(settings, settings.envs / "ckan" / "bin", ckan.ini(settings))
        address = f"http://127.0.0.1:{settings.ports.ckan}"
        yield Ours(settings, stack, Portal(address, token, vanilla=False))
    finally:
        run.stop(settings)


@contextmanager
def empty(folder: Path) -> Iterator[None]:
    """Leave nothing there, from an earlier run nor from this one."""
    shutil.rmtree(folder, ignore_errors=True)
    try:
        yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)
