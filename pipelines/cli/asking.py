"""Ask before what can't be undone, and never wait for an answer that nobody can give."""

import argparse
import signal
import sys

from pipelines.messages import Refusal, message

YES = ("o", "oui", "y", "yes")


def add_yes(parser: argparse.ArgumentParser) -> None:
    """Declare the option of scripts."""
    parser.add_argument("--oui", action="store_true", help="ne rien demander (pour les scripts)")


def need_answer(options: argparse.Namespace) -> None:
    """Refuse at once a command that would ask where nobody can answer."""
    if not options.oui and not on_terminal():
        raise Refusal("command-nobody-to-ask")


def confirm(question: str, options: argparse.Namespace) -> bool:
    """Ask a question whose answer is no unless the person says yes; Ctrl-C and Ctrl-D are no."""
    if options.oui:
        return True
    need_answer(options)
    choice = message("command-yes-no", options.langue)
    return _answer(f"{question} {choice} ").strip().lower() in YES


def _answer(question: str) -> str:
    """Return the line typed; "" after Ctrl-C or Ctrl-D, which leave the cursor on the question.

    Polars catches SIGINT so that reading would begin anew after it, and Ctrl-C do nothing.
    """
    if hasattr(signal, "siginterrupt"):  # not on Windows, where reading stops by itself
        signal.siginterrupt(signal.SIGINT, True)
    try:
        sys.stderr.write(question)
        sys.stderr.flush()
        line = sys.stdin.readline()
    except KeyboardInterrupt:
        line = ""
    if not line:
        sys.stderr.write("\n")
        sys.stderr.flush()
    return line


def on_terminal() -> bool:
    """Tell whether a person is there to answer."""
    return bool(sys.stdin and not sys.stdin.closed and sys.stdin.isatty())
