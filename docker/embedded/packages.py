"""Install the Debian packages that are missing; Debian starts no service of its own."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from embedded.console import step
from embedded.process import run
from embedded.settings import StackError

# What must be there → the package that brings it.
SERVICES = {
    "/usr/lib/postgresql/*/bin/postgres": "postgresql",
    "/usr/bin/redis-server": "redis-server",
    "/usr/sbin/nginx": "nginx",
    "/usr/bin/java": "openjdk-17-jre-headless",
    "/usr/bin/mvn": "maven",
    "/usr/bin/setfacl": "acl",
    "/usr/bin/git": "git",
    "/usr/lib/python3*/ensurepip": "python3-venv",
    "/etc/ssl/certs/ca-certificates.crt": "ca-certificates",
    # psycopg2 has no wheel: CKAN's environment compiles it.
    "/usr/bin/gcc": "gcc",
    "/usr/include/stdio.h": "libc6-dev",
    "/usr/include/python3*/Python.h": "python3-dev",
    "/usr/include/postgresql/libpq-fe.h": "libpq-dev",
    # CKAN recognises the type of uploads with it.
    "/usr/lib/*/libmagic.so.1": "libmagic1",
}
TESTS = {
    "/usr/bin/chromium": "chromium",
    "/usr/bin/soffice": "libreoffice-calc-nogui",  # saves the templates as a ministry would
}
APT = "apt n’a pas pu installer ces paquets\u00a0: vérifiez le réseau, puis relancez."
POLICY = Path("/usr/sbin/policy-rc.d")
CREATE_CLUSTER = Path("/etc/postgresql-common/createcluster.conf")


def install(wanted: dict[str, str]) -> None:
    """Install those of the packages whose file isn't on the machine."""
    missing = sorted({name for pattern, name in wanted.items() if not _present(pattern)})
    if not missing:
        return
    with step(f"Paquets Debian\u00a0: {' '.join(missing)}"), _no_service_starts(missing):
        quiet = {"DEBIAN_FRONTEND": "noninteractive"}
        run([*_sudo(), "apt-get", "update", "-qq"], env=quiet, advice=APT)
        command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing]
        run([*_sudo(), "env", "DEBIAN_FRONTEND=noninteractive", *command], env=quiet, advice=APT)


def _present(pattern: str) -> bool:
    path = Path(pattern)
    return any(path.parents[-1].glob(str(path.relative_to("/"))))


def _sudo() -> list[str]:
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        raise StackError(
            "Des paquets Debian manquent\u00a0: lancez la commande en root, ou installez sudo."
        )
    return ["sudo"]


@contextmanager
def _no_service_starts(missing: list[str]) -> Iterator[None]:
    """Keep PostgreSQL, Redis and nginx of Debian from starting: the stack runs its own."""
    ours = not POLICY.exists()
    if ours:
        _write_as_root(POLICY, "#!/bin/sh\nexit 101\n", "755")
    if "postgresql" in missing and not CREATE_CLUSTER.exists():
        _write_as_root(CREATE_CLUSTER, "create_main_cluster = false\n", "644")
    try:
        yield
    finally:
        if ours:
            run([*_sudo(), "rm", "-f", POLICY], advice=APT)
        _disable_at_boot([name for name in missing if name in {"redis-server", "nginx"}])


def _disable_at_boot(services: list[str]) -> None:
    if services and Path("/run/systemd/system").is_dir():
        run([*_sudo(), "systemctl", "disable", "--quiet", *services], advice=APT)


def _write_as_root(path: Path, text: str, mode: str) -> None:
    run([*_sudo(), "mkdir", "-p", path.parent], advice=APT)
    run([*_sudo(), "tee", path], text_in=text, advice=APT)
    run([*_sudo(), "chmod", mode, path], advice=APT)
