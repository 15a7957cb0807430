"""Run other programs, as ourselves or as the services' account; show their words if they fail."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from embedded.settings import Settings, StackError, owner

TAIL = 20
MARKER = "DONNEESQC_SERVICE_OF"


def tail(text: str, lines: int = TAIL) -> str:
    """Keep the last lines of a program's words."""
    return "\n".join(text.rstrip().splitlines()[-lines:])


def tail_file(path: Path, lines: int = TAIL) -> str:
    """Keep the last lines of a log; a log that isn't there has none."""
    return tail(path.read_text(encoding="utf-8", errors="replace"), lines) if path.exists() else ""


def run(
    command: Sequence[str | Path],
    *,
    advice: str,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    text_in: str | None = None,
) -> str:
    """Run a program as ourselves and return what it printed.

    Raises StackError with the program's last lines and the advice when it fails.
    """
    done = subprocess.run(  # noqa: S603 - our own commands, never a shell
        [str(part) for part in command],
        env={**os.environ, **(env or {})},
        cwd=cwd,
        input=text_in,
        capture_output=True,
        text=True,
        check=False,
    )
    return _checked(done, command, advice)


def run_as_owner(
    settings: Settings,
    command: Sequence[str | Path],
    *,
    advice: str,
    env: Mapping[str, str] | None = None,
    text_in: str | None = None,
) -> str:
    """Run a program as the account of the services, in a clean environment.

    It has no terminal: a program that asks for a password reads it from `text_in`.
    """
    done = subprocess.run(  # noqa: S603
        [str(part) for part in command],
        env={**base_environment(settings), **(env or {})},
        cwd=settings.var,
        input=text_in,
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
        user=settings.user,
        group=settings.user,
        extra_groups=[] if settings.user else None,
    )
    return _checked(done, command, advice)


def base_environment(settings: Settings) -> dict[str, str]:
    """Return what every program of the stack finds in its environment.

    MARKER says that they are ours: `stop` ends what still carries it.
    """
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
        "HOME": str(settings.var / "home"),
        "USER": owner(settings).pw_name,
        "LANG": "C.UTF-8",
        "TMPDIR": str(settings.var / "tmp"),
        MARKER: str(settings.var),
        "PYTHONUNBUFFERED": "1",
        # Airflow's processes write their title over their environment, MARKER included, without it.
        "SPT_NOENV": "1",
    }


def _checked(
    done: "subprocess.CompletedProcess[str]", command: Sequence[str | Path], advice: str
) -> str:
    if done.returncode == 0:
        return done.stdout
    words = tail(done.stdout + "\n" + done.stderr)
    name = Path(str(command[0])).name
    raise StackError(f"{words}\n\n«\u00a0{name}\u00a0» a échoué (code {done.returncode}). {advice}")
