"""One source, from address to verdict: what stops one publication leaves the others alone."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from pipelines import run
from pipelines.fetch import Addresses, Context, open_client
from pipelines.publish import open_portal
from pipelines.run import Progress
from pipelines.sources import Source, load_source
from pipelines.steps import Steps
from pipelines.store import Store
from schemas import load_schema
from tests.unit.fetch.ministry import Answer, Ministry, cut, ministry, serve

LABELS = "Portefeuille;Programme;Nom_programme;Element;Nom_element;Repartition;Supercategorie"
HEADER = f"{LABELS};Type_de_credits;Montant\n"
ROW = "Justice;01;Administration;0{};Soutien;Dépenses;Transferts;Annuels;1 00{} 000\n"
GOOD = (HEADER + "".join(ROW.format(n, n) for n in (1, 2, 3))).encode()
BAD = (HEADER + ROW.format(1, 1) + ROW.format(2, 2).replace("1 002 000", "à venir")).encode()
YEARS = ("2022-2023", "2023-2024", "2024-2025")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Ministry]:
    """Serve three good publications."""
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    with ministry() as running:
        running.answers = {f"/{year}.csv": serve(GOOD, ETag=f'"{year}"') for year in YEARS}
        yield running


@pytest.fixture
def context(server: Ministry, tmp_path: Path) -> Iterator[Context]:
    with open_client(frozenset({("127.0.0.1", server.port)})) as client:
        yield Context(Store(tmp_path / "store"), client, Addresses())


@pytest.fixture
def source(server: Ministry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Source:
    """Return the general fund, its publications at fixed addresses, by an operator's YAML."""
    folder = tmp_path / "sources"
    folder.mkdir()
    monkeypatch.setenv("DONNEESQC_SOURCES", str(folder))
    card = yaml.safe_load(load_source("comptes-publics-fonds-general").text)
    publications = [{"name": year, "address": server.address(f"/{year}.csv")} for year in YEARS]
    card |= {"name": "essai", "fetch": {"kind": "http", "publications": publications}}
    (folder / "essai.yaml").write_text(yaml.safe_dump(card), encoding="utf-8")
    return load_source("essai")


def checked(source: Source, context: Context, *names: str) -> list[Progress]:
    """Run the four steps that need no portal."""
    progress = run.fetch(source, context, names)
    for step in (run.decode, run.conform, run.validate):
        progress = step(source, context, progress)
    return progress


def files(context: Context, folder: str) -> dict[Path, int]:
    """Return the files of a folder of the store with the time each was written."""
    found = (context.store.root / folder).rglob("*")
    return {path: path.stat().st_mtime_ns for path in found if path.is_file()}


TROUBLES = {
    "fetch-status": serve(b"", 404),
    "fetch-truncated": cut(GOOD, len(GOOD) + 1),
    "decode-empty": serve(b""),
    "decode-html": serve(b"<!DOCTYPE html><title>Entretien</title>"),
    "decode-bytes": serve(GOOD + b"\xff\n"),
    "decode-letters": serve("a;b\nle père;1\n".encode("mac_roman")),
    "decode-quote-open": serve(GOOD.replace(b"Justice", b'"Justice', 1)),
    "decode-no-rows": serve(HEADER.encode()),
    "decode-workbook": serve(b"PK\x03\x04"),
    "column-unknown": serve(GOOD.replace(b";Montant", b";Montant;Remarque")),
    "column-missing": serve(GOOD.replace(b";Montant", b"")),
    "column-changed": serve(GOOD.replace(b";Montant", b";Somme")),
    "column-twice": serve(GOOD.replace(b"Nom_element", b"Element")),
    "invalid": serve(BAD),
}


@pytest.mark.parametrize(("code", "trouble"), TROUBLES.items(), ids=TROUBLES)
def test_a_trouble_stops_its_publication_and_the_others_go_on(
    code: str, trouble: Answer, server: Ministry, context: Context, source: Source
) -> None:
    server.answers["/2023-2024.csv"] = trouble
    progress = checked(source, context)
    assert [(step.publication, step.refusal) for step in progress] == [
        ("2022-2023", ""),
        ("2023-2024", code),
        ("2024-2025", ""),
    ]
    outcome = run.conclude(source, context, progress)
    assert outcome.state == ("failed" if code.startswith("fetch-") else "quarantined")
    [sentence] = outcome.messages
    assert sentence.startswith("2023-2024 – ")
    assert sentence == f"2023-2024 – {progress[1].text}"


def test_one_error_row_quarantines_the_whole_publication_with_its_report(
    server: Ministry, context: Context, source: Source
) -> None:
    server.answers["/2023-2024.csv"] = serve(BAD)
    progress = checked(source, context)
    [report] = files(context, "quarantine")
    assert report.parent.name == "2023-2024"
    [task] = json.loads(report.read_text(encoding="utf-8"))["tasks"]
    assert [(e["rowNumber"], e["fieldName"], e["cell"]) for e in task["errors"]] == [
        (3, "montant", "à venir")
    ]
    outcome = run.conclude(source, context, progress)
    assert (outcome.rows_read, outcome.rows_rejected) == (3 + 2 + 3, 1)


def test_nothing_of_a_good_run_is_in_quarantine(context: Context, source: Source) -> None:
    outcome = run.conclude(source, context, checked(source, context))
    assert files(context, "quarantine") == {}
    assert (outcome.rows_read, outcome.rows_rejected, outcome.messages) == (9, 0, ())
    assert outcome.repairs == 9  # one amount a row


def test_a_second_run_with_nothing_new_writes_nothing(
    server: Ministry, context: Context, source: Source
) -> None:
    first = run.conclude(source, context, checked(source, context))
    before = {folder: files(context, folder) for folder in ("raw", "snapshots", "results")}
    assert run.conclude(source, context, checked(source, context)) == first
    assert {folder: files(context, folder) for folder in before} == before


def test_a_new_file_replaces_the_verdict_not_the_history(
    server: Ministry, context: Context, source: Source
) -> None:
    checked(source, context)
    kept = files(context, "raw")
    server.answers["/2023-2024.csv"] = serve(BAD, ETag='"new"')
    assert [step.refusal for step in checked(source, context)] == ["", "invalid", ""]
    assert files(context, "raw").items() >= kept.items()
    server.answers["/2023-2024.csv"] = serve(GOOD, ETag='"mended"')
    assert [step.refusal for step in checked(source, context)] == ["", "", ""]


def test_one_publication_can_be_run_alone(context: Context, source: Source) -> None:
    assert [step.publication for step in checked(source, context, "2022-2023")] == ["2022-2023"]


def test_a_publication_that_isn_t_there_fails_and_names_those_that_are(
    context: Context, source: Source
) -> None:
    progress = checked(source, context, "1999-2000")
    outcome = run.conclude(source, context, progress)
    assert (outcome.state, outcome.codes) == ("failed", ("publication-unknown",))
    assert "1999-2000" in outcome.messages[0]
    assert "2024-2025" in outcome.messages[0]


def test_a_portal_that_doesn_t_answer_fails_the_run_and_quarantines_nothing(
    context: Context, source: Source
) -> None:
    outcome = run.publish(
        source, context, checked(source, context), open_portal("http://127.0.0.1:9", "jeton")
    )
    assert (outcome.state, outcome.codes) == ("failed", ("portal-unreachable",))
    assert not outcome.messages[0].startswith(" – ")
    assert files(context, "quarantine") == {}


def test_the_outcome_is_kept_under_the_source_s_name(context: Context, source: Source) -> None:
    outcome = run.conclude(source, context, checked(source, context))
    facts = context.store.read("outcomes/essai.json")
    assert (facts["source"], facts["state"], facts["rows_read"]) == ("essai", outcome.state, 9)


def test_steps_pass_nothing_but_plain_values_between_them(
    server: Ministry, context: Context, source: Source
) -> None:
    server.answers["/2023-2024.csv"] = serve(BAD)
    for step in checked(source, context):
        facts = {"publication": step.publication, "key": step.key, "values": step.values}
        assert json.loads(json.dumps(facts)) == facts


def test_another_way_to_conform_makes_another_result(context: Context, source: Source) -> None:
    [step] = checked(source, context, "2022-2023")
    snapshot = run.load_snapshot(context.store, "essai", "2022-2023", step.key)
    schema = load_schema(source.schema)
    before = files(context, "results")
    Steps(source, schema, context.store, snapshot).conformed()
    assert files(context, "results") == before
    changed = load_source("comptes-publics-fonds-general")
    Steps(changed, schema, context.store, snapshot).conformed()
    assert len(files(context, "results")) > len(before)
