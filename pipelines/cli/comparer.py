"""`donneesqc comparer`: say what differs from one version of a table to another."""

import argparse
import csv
import io
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipelines.cli.codes import VALID
from pipelines.cli.numbers import whole_number
from pipelines.cli.session import add_table, open_session, table_of
from pipelines.messages import message

if TYPE_CHECKING:
    from pipelines.publish.versions import Change, Comparison

SUMMARY = "Comparer deux versions d’un jeu de données."
KINDS = {"ajoutees": "added", "modifiees": "changed", "retirees": "removed"}
PLAIN = {"ajoutées": "ajoutees", "modifiées": "modifiees", "retirées": "retirees"}
SIGNS = {"added": "+", "changed": "~", "removed": "−"}
TEXT, JSON, CSV = "texte", "json", "csv"
MOST = 1000


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the verb."""
    add_table(parser)
    parser.add_argument("ancienne", type=whole_number(1), help="le numéro de la première version")
    parser.add_argument("nouvelle", type=whole_number(1), help="le numéro de la seconde version")
    parser.add_argument(
        "--sorte", type=_kind, choices=KINDS, default="", help="ces lignes-là seulement"
    )
    parser.add_argument(
        "--limite",
        type=whole_number(0, MOST),
        default=20,
        metavar="N",
        help="lignes à montrer (20)",
    )
    parser.add_argument(
        "--rapport",
        choices=(TEXT, JSON, CSV),
        default=TEXT,
        help="forme de la réponse (texte); json et csv sont pour les programmes",
    )


def run(options: argparse.Namespace) -> int:
    """Print the counts, then the first rows that differ."""
    from pipelines.publish.versions import Window, compare_versions  # noqa: PLC0415

    window = Window(KINDS.get(options.sorte, ""), options.limite)
    portal, table = open_session(options.portail, options.langue), table_of(options)
    found = compare_versions(portal, table, options.ancienne, options.nouvelle, window)
    if options.rapport == JSON:
        print(_as_json(found))  # noqa: T201 - the command speaks here
    elif options.rapport == CSV:
        print(_as_csv(found), end="")  # noqa: T201
    else:
        print("\n".join(_lines(found, window.kind, options.langue)))  # noqa: T201
    return VALID


def _lines(found: "Comparison", kind: str, language: str) -> Iterator[str]:
    from pipelines.cli.following import changes_said  # noqa: PLC0415
    from pipelines.messages import quoted  # noqa: PLC0415
    from pipelines.report.visible import visible  # noqa: PLC0415

    yield message("command-compared", language, old=found.old, new=found.new)
    yield "  " + changes_said((found.added, found.changed, found.removed), language)
    if names := found.columns.get("added"):
        said = message("command-columns-added", language, columns=quoted(names, language))
        yield "  " + visible(said)
    if names := found.columns.get("removed"):
        said = message("command-columns-gone", language, columns=quoted(names, language))
        yield "  " + visible(said)
    for change in found.results:
        yield from map(visible, _change_lines(change))
    others = _total(found, kind) - len(found.results)
    if others > 0:
        yield message("command-more-rows", language, count=others)


def _total(found: "Comparison", kind: str) -> int:
    """Return how many rows of this kind differ, of all kinds for ""."""
    counts = {"added": found.added, "changed": found.changed, "removed": found.removed}
    return counts[kind] if kind else sum(counts.values())


def _change_lines(change: "Change") -> Iterator[str]:
    """Yield the row's key, then each cell that differs; of a whole row, its cells."""
    key = ", ".join(f"{name}={value}" for name, value in change.key.items())
    old, new = change.old or {}, change.new or {}
    if change.kind != "changed":
        key = "; ".join(f"{name}={_cell(value)}" for name, value in (new or old).items())
        yield f"{SIGNS.get(change.kind, '?')} {key}"
        return
    yield f"{SIGNS['changed']} {key}"
    for name in dict.fromkeys((*old, *new)):
        if old.get(name) != new.get(name):
            yield f"    {name}\u00a0: {_cell(old.get(name))} → {_cell(new.get(name))}"


def _cell(value: object) -> str:
    return "∅" if value is None or value == "" else str(value)


def _as_json(found: "Comparison") -> str:
    from dataclasses import asdict  # noqa: PLC0415

    return json.dumps(asdict(found), ensure_ascii=False, indent=2)


def _as_csv(found: "Comparison") -> str:
    """Return a line for each row that differs: « sorte », « côté » (old or new), its cells."""
    names = dict.fromkeys(
        name for change in found.results for side in (change.old, change.new) for name in side or {}
    )
    words = {kind: word for word, kind in KINDS.items()}
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["sorte", "version", *names])
    for change in found.results:
        for number, side in ((found.old, change.old), (found.new, change.new)):
            if side is not None:
                cells = ("" if side.get(name) is None else side[name] for name in names)
                writer.writerow([words.get(change.kind, change.kind), number, *cells])
    return out.getvalue()


def _kind(text: str) -> str:
    return PLAIN.get(text, text)
