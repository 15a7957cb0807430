"""Read the command line, call the verb and turn what stops it into a sentence and an exit code."""

import argparse
import gettext
import os
import signal
import sys
from importlib import import_module, metadata
from importlib.resources import files
from io import TextIOWrapper
from typing import NoReturn

from pipelines.cli.codes import UNREADABLE, exit_code
from pipelines.cli.console import HANDLER
from pipelines.cli.words import Parser
from pipelines.messages import Refusal, message
from pipelines.messages.system import said

ENDINGS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
VERBS = (
    "valider", "corriger", "gabarit", "schemas", "schema", "decrire", "apparier", "certificat",
    "certifier", "connexion", "deconnexion", "publier", "suivre", "historique", "comparer",
    "restaurer", "retirer",
)  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    """Run `donneesqc`; return 0 valid, 1 invalid, 2 wrong usage, 3 unreadable or unreachable."""
    _speak_french()
    words = sys.argv[1:] if arguments is None else arguments
    options = _parser().read(_as_typed(words))
    heeded = [name for name in ENDINGS if signal.getsignal(name) != signal.SIG_IGN]  # not by nohup
    before = {name: signal.signal(name, _end) for name in heeded}
    try:
        return options.run(options)
    except Refusal as refusal:
        language = getattr(options, "langue", "fr")
        print(message(refusal.code, language, **refusal.values), file=sys.stderr)  # noqa: T201 - the command speaks here
        return exit_code(refusal)
    except KeyboardInterrupt:
        print("Interrompu\u00a0: rien n’a été écrit.", file=sys.stderr)  # noqa: T201
        return UNREADABLE
    except BrokenPipeError:  # « | head »: the reader has seen enough
        sys.stdout = None  # type: ignore[assignment]
        return UNREADABLE
    except MemoryError:
        print(Refusal("no-memory"), file=sys.stderr)  # noqa: T201
        return UNREADABLE
    except OSError as reason:  # the disk is full, the terminal is gone
        sys.stdout = None  # type: ignore[assignment]
        print(Refusal("system-refused", reason=said(reason)), file=sys.stderr)  # noqa: T201
        return UNREADABLE
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)


def _end(*_: object) -> NoReturn:
    """End as an interruption does, so that scratch files go away."""
    raise KeyboardInterrupt


def _as_typed(words: list[str]) -> list[str]:
    """Return the words with the verb in small letters; « aide » alone is --aide."""
    if not words or words[0].startswith("-"):
        return words
    verb = words[0].lower()
    return ["--aide"] if verb in ("aide", "help") else [verb, *words[1:]]


def _parser() -> Parser:
    parser = Parser(
        prog="donneesqc",
        description="Vérifier et publier des fichiers de données ouvertes du Québec.",
        epilog="Codes de sortie\u00a0: 0 valide, 1 non valide, 2 commande mal écrite, "
        "3 fichier illisible ou portail sans réponse.",
        add_help=False,
    )
    _add_help(parser)
    version = f"donneesqc {metadata.version('ckanext-donneesqc')}"
    parser.add_argument("--version", action="version", version=version, help="montrer la version")
    verbs = parser.add_subparsers(metavar="commande", required=True)
    for name in VERBS:
        module = import_module(f"pipelines.cli.{name}")
        verb = verbs.add_parser(
            name,
            aliases=getattr(module, "ALIASES", ()),
            help=module.SUMMARY,
            description=module.SUMMARY,
            add_help=False,
        )
        _add_help(verb)
        module.add_options(verb)
        verb.set_defaults(run=module.run, parser=verb)
    return parser


def _add_help(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--aide", "--help", "-h", action="help", help="montrer cette aide")


def _speak_french() -> None:
    """Give argparse its French words, and a console in cp850 a way out of what it can't write."""
    os.environ["LANGUAGE"] = "fr"
    gettext.bindtextdomain("messages", str(files("pipelines.cli").joinpath("locale")))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=HANDLER)
