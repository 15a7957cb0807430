"""The invented projects look like what a body would declare, and say they are invented."""

from collections import Counter

from embedded.samples.information_projects import (
    PHASES,
    PUBLICATIONS,
    SUSPENDED,
    State,
    render_projects,
    states,
)

from tests.source_variants import read

EARLIEST, MIDDLE, LATEST = PUBLICATIONS
STARTED = frozenset({"vert", "jaune", "rouge"})


def test_no_body_or_project_can_be_taken_for_a_real_one() -> None:
    for state in _all():
        assert "ficti" in state.body.name
        assert "ficti" in state.title


def test_ministries_and_the_education_network_are_there() -> None:
    networks = {state.body.network for state in states(LATEST)}
    assert networks == {
        "Ministères et organismes", "Cégeps", "Universités", "Centres de services scolaires",
    }  # fmt: skip


def test_projects_are_followed_from_one_publication_to_the_next() -> None:
    seen = Counter(state.number for state in _all())
    assert sum(count == len(PUBLICATIONS) for count in seen.values()) > 10


def test_the_phase_never_goes_back_but_for_a_suspension() -> None:
    steps = dict.fromkeys((*PHASES, SUSPENDED), -1) | {name: i for i, name in enumerate(PHASES)}
    reached: dict[str, int] = {}
    for state in _all():
        if state.phase != SUSPENDED:
            suspended = state.number in reached and steps[state.phase] < reached[state.number]
            assert not suspended or state.phase == PHASES[1]
            reached[state.number] = steps[state.phase]


def test_a_project_not_yet_authorized_has_no_authorized_cost_date_or_indicator() -> None:
    preliminary = [state for state in _all() if state.phase == PHASES[0]]
    assert preliminary
    assert all(s.authorized is None and set(s.colours) == {""} for s in preliminary)


def test_an_indicator_that_is_not_declared_stays_empty() -> None:
    declared = Counter(colour for s in _all() if s.phase != PHASES[0] for colour in s.colours)
    assert set(declared) == {*STARTED, ""}


def test_one_number_is_one_project_in_a_publication() -> None:
    for publication in PUBLICATIONS:
        numbers = [state.number for state in states(publication)]
        assert len(numbers) == len(set(numbers))


def test_one_publication_is_saved_for_excel() -> None:
    content = render_projects(MIDDLE)
    assert content.startswith(b"\xef\xbb\xbf")
    table = read(content, ";")
    assert table[0][7] == "Coût autorisé ($)"
    assert any("," in row[8] for row in table[1:])


def _all() -> list[State]:
    return [state for publication in PUBLICATIONS for state in states(publication)]
