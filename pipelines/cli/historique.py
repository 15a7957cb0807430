"""`donneesqc historique`: list the versions of a table."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipelines.cli.codes import VALID
from pipelines.cli.session import add_table, open_session, table_of
from pipelines.messages import message
from pipelines.messages.counts import number

if TYPE_CHECKING:
    from pipelines.publish.versions import Version

SUMMARY = "Énumérer les versions d’un jeu de données."
MINUS = "−"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the verb."""
    add_table(parser)


def run(options: argparse.Namespace) -> int:
    """Print each version: its number, date, rows and what it changed; the withdrawn ones too."""
    from pipelines.publish.versions import list_versions  # noqa: PLC0415 - slow to import

    found = list_versions(open_session(options.portail, options.langue), table_of(options))
    lines = list(_lines(found, options.langue))
    print("\n".join(lines) or message("command-no-versions", options.langue))  # noqa: T201
    return VALID


def _lines(versions: "tuple[Version, ...]", language: str) -> Iterator[str]:
    from pipelines.report.visible import visible  # noqa: PLC0415

    for version in versions:
        yield visible(_line(version, language))
        if version.withdrawn:
            yield "      " + visible(tombstone_said(version, language))


def _line(version: "Version", language: str) -> str:
    from pipelines.cli.amounts import moment  # noqa: PLC0415

    facts = [f"{version.number:>4}", moment(version.created)]
    if version.rows is not None and not version.withdrawn:
        facts += [
            message("command-rows", language, count=version.rows),
            _changes(version, language),
        ]
    facts += [version.publication, version.schema, _kind(version, language)]
    if version.live:
        facts.append(message("command-live-now", language))
    return "  ".join(filter(None, facts))


def _changes(version: "Version", language: str) -> str:
    """Return « +12 ~3 −1 », nothing for a first version."""
    counts = zip("+~" + MINUS, (version.added, version.changed, version.removed), strict=True)
    return " ".join(f"{sign}{number(count, language)}" for sign, count in counts if count)


def _kind(version: "Version", language: str) -> str:
    if version.restored_from:
        return message("command-restored-from", language, version=version.restored_from)
    return message("command-kind-withdrawal", language) if version.kind == "withdrawal" else ""


def tombstone_said(version: "Version", language: str) -> str:
    """Return when, why and by whose decision a version was withdrawn."""
    from pipelines.cli.amounts import day  # noqa: PLC0415

    gone = version.withdrawn
    if gone is None:
        return ""
    said = message("command-tombstone", language, date=day(gone.at, language), reason=gone.reason)
    if not gone.decided_by:
        return said
    return said + " " + message("command-decided-by", language, name=gone.decided_by)
