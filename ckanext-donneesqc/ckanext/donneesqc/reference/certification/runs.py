"""Put a set to the tests, in a process apart, and draw what follows from them."""

import json
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import ckan.plugins.toolkit as tk
from ckan import model
from ckanext.donneesqc.apart import Stopped, TooLong, run_module
from ckanext.donneesqc.reference.certification import facet, log, standings
from ckanext.donneesqc.reference.certification.model import Run
from ckanext.donneesqc.reference.model import now
from ckanext.donneesqc.reference.sets import find_set, set_of

from pipelines.certification.judge import Result, all_pass
from pipelines.certification.results import read_results

LONGEST, LARGEST = 1_800, 20 << 20  # seconds; octets of an answer
NOT_TESTED = "not-tested"
TASK, ANSWER = "task.json", "answer.json"


def put_to_the_tests(set_name: str) -> Run | None:
    """Put a set to all the tests and write down what they answer; None when they can't be."""
    began = now()
    return write_down(set_name, _answered(set_name), began)


def write_down(set_name: str, answer: dict, began: datetime | None = None) -> Run | None:
    """Write down what the tests of a set answered, and draw what follows; see put_to_the_tests.

    `began`: when they did, now by default.
    """
    if "results" not in answer:
        log.append(set_name, NOT_TESTED, code=answer["code"])
        _conclude(set_name, [NOT_TESTED], complete=False)
        return None
    results = read_results(answer["results"])
    failed = [result.code for result in results if result.verdict.passed is False]
    run = Run(set_name=set_name, at=began or now(), passed=all_pass(results), **_apart(answer))
    model.Session.add(run)
    log.append(set_name, "tested", version=answer["version"], failed=failed)
    _conclude(set_name, failed)
    return run


def last_attempt(set_name: str) -> datetime | None:
    """Return when the last tests of a set began, or when it could not be tested; None for never."""
    run, line = standings.last_run(set_name), log.last_line(set_name, NOT_TESTED)
    moments = [run.at] if run else []
    if line:
        moments.append(datetime.fromisoformat(line.entry["at"]))
    return max(moments, default=None)


def results_of(run: Run) -> tuple[Result, ...]:
    """Return what the tests answered, with the samples that are still kept."""
    results = read_results(run.answer["results"])
    return tuple(
        replace(item, verdict=replace(item.verdict, samples=tuple(run.samples.get(item.code, ()))))
        for item in results
    )


def forget_samples(package_id: str) -> None:
    """Forget the cells that the tests of a dataset quoted, once its data was erased."""
    known = set_of(package_id)
    if known is None:
        return
    model.Session.query(Run).filter_by(set_name=known.name).update({"samples": {}})
    model.Session.commit()


def _apart(answer: dict) -> dict:
    """Return an answer without the samples of its tests, and these by the test's code."""
    verdicts = {item["code"]: item["verdict"] for item in answer["results"]}
    samples = {code: list(verdict["samples"]) for code, verdict in verdicts.items()}
    results = [
        {**item, "verdict": {**item["verdict"], "samples": []}} for item in answer["results"]
    ]
    return {"answer": {**answer, "results": results}, "samples": samples}


def _conclude(set_name: str, failed: Sequence[str], complete: bool = True) -> None:
    """Give a set the state that it deserves; one that can't be tested is as one that fails.

    `complete`: whether all tests answered.
    """
    before = standings.standing_of(set_name).state
    after = standings.moved_by_machine(set_name, failed, now().date(), complete).state
    model.Session.commit()
    known = find_set(set_name)
    if known and before != after:
        facet.index_again(known.package_id)


def _answered(set_name: str) -> dict:
    folder = Path(tempfile.mkdtemp(prefix="donneesqc-certification-"))
    task = {
        "address": tk.config["ckan.site_url"],
        "name": set_name,
        "today": now().date().isoformat(),
    }
    (folder / TASK).write_text(json.dumps(task), encoding="utf-8")
    try:
        run_module("pipelines.certification", str(folder), longest=LONGEST, scratch=folder)
        if (folder / ANSWER).stat().st_size > LARGEST:
            return {"code": "certify-stopped"}
        return json.loads((folder / ANSWER).read_text(encoding="utf-8"))
    except (Stopped, TooLong, OSError):
        return {"code": "certify-stopped"}
    finally:
        shutil.rmtree(folder, ignore_errors=True)
