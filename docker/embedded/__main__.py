"""The verbs behind the Makefile."""

import argparse
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from embedded import archive, bench, bundle, folders, lint, locks, run, tests
from embedded.console import complain, say
from embedded.settings import Settings, StackError, read_settings


def main() -> int:
    """Run one verb; a StackError becomes its French sentence and exit code 1."""
    os.umask(0o022)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # to clean up all the same
    parser = argparse.ArgumentParser(prog="embedded")
    parser.add_argument("verb", choices=sorted(VERBS))
    parser.add_argument("makefiles", nargs="*")
    words = parser.parse_args()
    try:
        if words.verb == "help":
            return _help(Path(words.makefiles[0]))
        return VERBS[words.verb](read_settings())
    except StackError as error:
        complain(f"\n{error}")
        return 1
    except OSError as error:
        complain(
            f"\n{error}\nVérifiez l’espace disque et les droits sur les dossiers, puis relancez."
        )
        return 1
    except KeyboardInterrupt:
        complain("\nInterrompu.")
        return 130


def _help(makefile: Path) -> int:
    """List the Makefile's targets with the words written beside them."""
    say("Commandes\u00a0:")
    for line in makefile.read_text(encoding="utf-8").splitlines():
        if " ## " in line and not line.startswith("\t"):
            target, words = line.split(" ## ")
            say(f"  make {target.split(':')[0]:<10}{words}")
    return 0


def _run(settings: Settings) -> int:
    only_portal = os.environ.get("ONLY") == "portal"
    level = run.Level.PORTAL if only_portal else run.Level.AIRFLOW
    run.install(settings, level)
    stack = run.Stack(settings)
    stack.up(level)
    if only_portal:
        say(f"\nPortail\u00a0: {settings.portal}")
        return 0
    return 0 if stack.publish() else 1


def _lock(settings: Settings) -> int:
    locks.make_all(settings)
    return 0


def _stop(settings: Settings) -> int:
    run.stop(settings)
    return 0


def _clean(settings: Settings) -> int:
    run.stop(settings)
    folders.clean(settings)
    say(f"Effacé\u00a0: {settings.var} (les sauvegardes restent).")
    return 0


def _logs(settings: Settings) -> int:
    """Follow the logs until interrupted; all of them, or SERVICE's."""
    name = os.environ.get("SERVICE") or "*"
    found = sorted(str(path) for path in settings.log.glob(f"{name}.log"))
    if not found:
        raise StackError(f"Aucun journal de ce nom dans {settings.log}.")
    os.execvp("tail", ["tail", "-n", "50", "-F", *found])  # noqa: S606, S607 - the person's own tail


VERBS: dict[str, Callable[[Settings], int]] = {
    "help": _stop,
    "run": _run,
    "stop": _stop,
    "logs": _logs,
    "clean": _clean,
    "backup": archive.backup,
    "restore": archive.restore,
    "bench": bench.measure,
    "bundle": bundle.make,
    "lint": lint.check,
    "lock": _lock,
    "test": tests.run_all,
    "status": run.status,
}

if __name__ == "__main__":
    sys.exit(main())
