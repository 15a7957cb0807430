"""Say where a set stands and what its tests answered, in the words of the API and of pages."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date, timedelta
from itertools import takewhile

import ckan.plugins.toolkit as tk
from ckan import model
from ckanext.donneesqc.reference.certification import key, log, probes, standings
from ckanext.donneesqc.reference.certification.model import Attested, Certification, Run
from ckanext.donneesqc.reference.certification.runs import results_of
from ckanext.donneesqc.reference.model import ReferenceSet, now
from ckanext.donneesqc.reference.sets import package_of
from ckanext.donneesqc.reference.shown import address

from pipelines.certification.availability import Uptime
from pipelines.certification.certificate import Certified, certificate
from pipelines.certification.judge import Result, to_correct
from pipelines.certification.signing import signed
from pipelines.certification.states import GRACE, VALIDITY, valid_until
from pipelines.certification.verdict import CHARACTERISTICS
from pipelines.messages import message
from pipelines.messages.counts import decimal

RUNS = 30  # whose answers the history tells


def certification(known: ReferenceSet, language: str) -> dict:
    """Return where a set stands, what its last tests answered, how long it was available."""
    held, run = standings.standing_of(known.name), standings.last_run(known.name)
    results = results_of(run) if run else ()
    past = _history(known.name) if run else {}
    seen = probes.days_of(known.name)
    uptimes = probes.uptimes(seen)
    return {
        "set": known.name,
        **_standing(held, run),
        **last_tests(known.name),
        "demonstration": known.said["demonstration"],
        "passed": run.passed if run else None,
        "version": run.answer["version"] if run else None,
        "results": [{**_result(item, language), "past": past[item.code]} for item in results],
        "to_correct": [_to_correct(item, held, language) for item in to_correct(results)],
        "uptimes": {kind: asdict(of[probes.MONTH]) for kind, of in uptimes.items()},
        "availability": _each(uptimes, lambda item: item.share),
        "known_time": _each(uptimes, lambda item: round(100 * item.known / item.slots, 1)),
        "incidents": probes.troubles(seen),
        "attestations": attestations(known.name),
        "log": log.last_hash(),
    }


def last_tests(set_name: str) -> dict:
    """Return when a set was `tested` last, and the number of the last `attempt`, 0 for none."""
    run = standings.last_run(set_name)
    tested = run.at.isoformat(timespec="seconds") if run else None
    return {"attempt": log.last_attempt(set_name), "tested": tested}


def _to_correct(result: Result, held: Certification, language: str) -> dict:
    last = standings.to_correct_by(held, result.code)
    return {**_result(result, language), "correct_by": _day(last)}


def _standing(held: Certification, run: Run | None) -> dict:
    """Return the state that readers are told, since when, and its days."""
    state = standings.state_told(held, run)
    stale = state != held.state
    since = held.since.isoformat(timespec="seconds")
    if stale and run:
        since = (run.at + GRACE + timedelta(days=1)).isoformat(timespec="seconds")
    return {
        "state": state,
        "since": since,
        "certified_on": _day(held.certified_on),
        "valid_until": _day(held.certified_on and held.certified_on + VALIDITY),
        "stale": stale,
        "failing_since": _day(standings.failing_since(held)),
    }


def _each(
    uptimes: Mapping[str, Mapping[str, Uptime]], of: Callable[[Uptime], float | None]
) -> dict[str, dict[str, float | None]]:
    """Return a percentage of each kind and period."""
    return {
        kind: {period: _share(of(item)) for period, item in periods.items()}
        for kind, periods in uptimes.items()
    }


def signed_certificate(known: ReferenceSet) -> dict | None:
    """Return the certificate of a set as it stands now, signed; None before its first tests."""
    held, run = standings.standing_of(known.name), standings.last_run(known.name)
    if run is None:
        return None
    place = f"{address(known.name)}/certificat"
    about = Certified(
        address=place,
        dataset=_whole("dataset.read", id=known.package_id),  # as the catalogue calls it
        title=package_of(known).title or known.name,
        state=standings.state_today(known.name),
        demonstration=known.said["demonstration"],
        version=run.answer["version"],
        files=tuple((item[0], item[1]) for item in run.answer["files"]),
        issued=now(),
        tested=run.at,
        valid_until=_valid_until(held, run),
        log=log.last_hash(),
    )
    told = certificate(about, results_of(run))
    return signed(told, key.private(), _whole("donneesqc_reference.key_file"))


def _whole(route: str, **place: str) -> str:
    """Return a whole address, without the language of who asks."""
    return tk.url_for(route, **place, locale="default", _external=True)


def attestations(set_name: str) -> list[dict]:
    """Return what people attested of a set, without their names."""
    query = model.Session.query(Attested).filter_by(set_name=set_name).order_by(Attested.id)
    return [
        {
            "subject": item.subject,
            "role": item.role,
            "day": item.day.isoformat(),
            "document": item.document,
        }
        for item in query
    ]


def _history(set_name: str) -> dict[str, dict]:
    """Return, of each test, since when it answers as it does, and how often it failed of late.

    `since`: day, or `at_least` since it; `failed`: of the last `times` at most.
    """
    query = model.Session.query(Run).filter_by(set_name=set_name).order_by(Run.id.desc())
    answers: dict[str, list[tuple[str, bool | None]]] = {}
    for run in query.limit(RUNS):
        for item in run.answer["results"]:
            seen = (run.at.date().isoformat(), item["verdict"]["passed"])
            answers.setdefault(item["code"], []).append(seen)
    return {code: _past(seen) for code, seen in answers.items()}


def _past(seen: list[tuple[str, bool | None]]) -> dict:
    (_, today), *_ = seen
    alike = [day for day, passed in takewhile(lambda item: item[1] == today, seen)]
    return {
        "since": alike[-1],
        "at_least": len(alike) == RUNS,  # no earlier answer is looked at
        "failed": sum(passed is False for _, passed in seen),
        "times": len(seen),
    }


def _result(result: Result, language: str) -> dict:
    verdict = result.verdict
    return {
        "code": result.code,
        "characteristic": result.characteristic,
        "characteristic_title": message(f"characteristic-{result.characteristic}", language),
        "rank": CHARACTERISTICS.index(result.characteristic),
        "title": result.title(language),
        "proves": result.proves(language),
        "fix": result.fix(language),
        "passed": verdict.passed,
        "evidence": verdict.sentence(language),
        "samples": list(verdict.samples),
        "links": list(verdict.links),
        "threshold": decimal(result.threshold, language),
        "version": result.version,
    }


def _valid_until(held: Certification, run: Run) -> date:
    """Return the last day of a certificate: tomorrow's, of a set that isn't certified."""
    if held.certified_on:
        return valid_until(held.certified_on, run.at.date())
    return run.at.date() + timedelta(days=1)


def _share(share: float | None) -> float | None:
    return None if share is None else round(share, 3)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
