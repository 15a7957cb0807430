"""Values are put into the classes that mapclassify would make, and each has a label of its own."""

import json
import subprocess
import sys
import warnings

import mapclassify
import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from pipelines.geo.classes import EQUAL, METHODS, NATURAL, QUANTILES, categorize, classify, written

SPACE = "\u00a0"
NUMBERS = st.lists(
    st.floats(-1e6, 1e6, allow_nan=False).map(lambda number: round(number, 3)), min_size=8
)
WHOLE = st.lists(st.integers(-10_000, 10_000), min_size=8)
COUNTS = st.integers(3, 7)


def apart(values: list[float | None], count: int, middle: float | None = None) -> dict:
    """Return what the process that finds natural breaks answers."""
    asked = json.dumps({"values": values, "count": count, "middle": middle})
    command = [sys.executable, "-m", "pipelines.geo.classes"]
    done = subprocess.run(command, input=asked, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def theirs(kind: type, values: list[float], count: int) -> mapclassify.classifiers.MapClassifier:
    """Return mapclassify's own classes, its warnings left out."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return kind(np.array(values, dtype=float), k=count)


@given(NUMBERS, COUNTS)
@example([0.0] * 5 + [1.688] * 3, 5)
@example([0.0] * 4 + [1.0] * 3 + [2.0, 2.0, 1.5], 6)
def test_quantiles_are_those_of_mapclassify(values: list[float], count: int) -> None:
    assume(any(value % 1 for value in values))
    bins = theirs(mapclassify.Quantiles, values, count).bins
    # one value that it has computed in two ways makes two bins of mapclassify
    near = 1e-12 * (max(values) - min(values))
    twice = np.diff(bins) <= near
    ours = classify(values, QUANTILES, count)
    assert np.allclose(ours.breaks[1:], bins[np.append(~twice, True)], rtol=1e-12, atol=near)


@given(NUMBERS, COUNTS)
def test_equal_intervals_are_those_of_mapclassify(values: list[float], count: int) -> None:
    assume(any(value % 1 for value in values) and max(values) - min(values) > 1)
    peer = theirs(mapclassify.EqualInterval, values, count)
    assert np.allclose(classify(values, EQUAL, count).breaks[1:], peer.bins, atol=1e-6)


@given(WHOLE, COUNTS)
def test_whole_numbers_are_in_the_classes_of_mapclassify(values: list[int], count: int) -> None:
    peer = theirs(mapclassify.Quantiles, values, count)
    ours = classify(values, QUANTILES, count)
    groups = [np.searchsorted(ours.breaks[1:], values), np.searchsorted(peer.bins, values)]
    pairs = set(zip(*(group.tolist() for group in groups), strict=True))
    assert len(pairs) == len(set(groups[0].tolist()))


@given(NUMBERS, COUNTS, st.sampled_from([QUANTILES, EQUAL]))
def test_every_value_is_in_one_class(values: list[float], count: int, method: str) -> None:
    found = classify([*values, None], method, count)
    assert sum(found.counts) == len(values)
    assert found.missing == 1
    assert list(found.breaks) == sorted(found.breaks)
    assert len(found.breaks) == len(found.counts) + 1 <= count + 1


@given(st.one_of(NUMBERS, WHOLE), COUNTS, st.sampled_from(["fr", "en"]))
def test_no_two_classes_have_the_same_label(values: list[float], count: int, language: str) -> None:
    for method in (QUANTILES, EQUAL):
        labels = classify(values, method, count).labels(language)
        assert len(set(labels)) == len(labels)


@given(st.lists(st.floats(1e-9, 1e-6), min_size=8), COUNTS)
def test_tiny_numbers_have_labels_too(values: list[float], count: int) -> None:
    labels = classify(values, QUANTILES, count).labels()
    assert len(set(labels)) == len(labels)


@given(NUMBERS, COUNTS, st.sampled_from([QUANTILES, EQUAL]))
def test_diverging_classes_part_at_the_middle(values: list[float], count: int, method: str) -> None:
    found = classify(values, method, count, middle=0)
    below = sum(found.counts[: found.below])
    assert below == sum(1 for value in values if value <= 0)
    if 0 < found.below < len(found.counts):
        assert found.breaks[found.below] == 0


def test_a_side_with_more_values_has_the_odd_class() -> None:
    values = [*range(-30, 0), *range(1, 10)]
    assert classify(values, QUANTILES, 5, middle=0).below == 3
    assert classify([-value for value in values], QUANTILES, 5, middle=0).below == 2


def test_whole_numbers_have_whole_labels() -> None:
    found = classify([1, 2, 3, 4, 1250, 3400], QUANTILES, 3)
    assert found.labels() == (
        "de 1 à 2",
        "de 3 à 419",
        f"de 420 à 3{SPACE}400",
    )
    assert found.labels("en") == ("1 to 2", "3 to 419", "420 to 3,400")


def test_decimals_are_written_as_each_language_does() -> None:
    found = classify([0.5, 1.25, 2.5, 10.75, 1200.5, 3400.25], EQUAL, 3)
    assert found.labels()[0] == f"de 0 à 1{SPACE}134"
    assert classify([0.5, 1.25, 2.75, 3.5], EQUAL, 3).labels() == (
        "de 0,5 à 1,5",
        "de 1,5 à 2,5",
        "de 2,5 à 3,5",
    )
    assert classify([0.5, 1.25, 2.75, 3.5], EQUAL, 3).labels("en")[0] == "0.5 to 1.5"


def test_negative_numbers_have_a_minus_sign() -> None:
    assert classify([-5, -3, 0, 2, 4, 6], EQUAL, 3).labels()[0] == "de −5 à −2"
    assert written(-0.001, 1) == "0,0"


def test_a_frequent_value_is_a_class_by_itself_and_there_are_fewer() -> None:
    found = classify([0] * 50 + [1, 2, 3, 4], QUANTILES, 5)
    assert found.labels() == ("0", "de 1 à 4")
    assert found.notice() == f"2 classes plutôt que 5{SPACE}: trop de valeurs sont égales."
    assert found.notice("en") == "2 classes rather than 5: too many values are equal."


@pytest.mark.parametrize("method", METHODS)
def test_a_constant_column_is_one_class(method: str) -> None:
    found = classify([7, 7, 7, None], method, 5)
    assert (found.breaks, found.counts, found.missing) == ((7, 7), (3,), 1)
    assert found.labels() == ("7",)


@pytest.mark.parametrize("method", METHODS)
def test_a_column_without_numbers_has_no_class(method: str) -> None:
    found = classify([None, float("nan"), float("inf")], method, 5)
    assert (found.breaks, found.counts, found.missing, found.notice()) == ((), (), 3, "")


@pytest.mark.parametrize(("method", "count"), [("jenks", 5), (QUANTILES, 2), (QUANTILES, 8)])
def test_another_method_or_count_is_an_error(method: str, count: int) -> None:
    with pytest.raises(ValueError, match=str(count)):
        classify([1, 2, 3], method, count)


def test_natural_breaks_are_those_of_fisher_and_jenks() -> None:
    values = mapclassify.load_example().tolist()
    peer = theirs(mapclassify.FisherJenks, values, 5)
    assert classify(values, NATURAL, 5).breaks[1:] == pytest.approx(peer.bins.tolist())


def test_natural_breaks_come_from_a_process_apart() -> None:
    values = [1, 2, 3, 50, 51, 52, 900, 901, None]
    answer = apart(values, 3)
    assert answer["breaks"] == [1, 3, 52, 901]
    assert (answer["counts"], answer["missing"]) == ([3, 3, 2], 1)


def test_natural_breaks_of_many_values_are_always_the_same_and_nearly_the_best() -> None:
    values = np.random.default_rng(6).normal([[0], [100], [1000]], 5, (3, 9000)).ravel()
    first, again = (classify(values, NATURAL, 3) for _ in range(2))
    assert first == again
    assert first.counts == (9000, 9000, 9000)


def test_more_than_50_000_values_are_refused_by_that_process() -> None:
    with pytest.raises(subprocess.CalledProcessError):
        apart([1.0] * 50_001, 3)


def test_a_web_process_loads_neither_mapclassify_nor_what_it_needs() -> None:
    modules = (
        "pipelines.geo.classes, pipelines.geo.palettes, pipelines.geo.rates, pipelines.geo.summary"
    )
    heavy = "{'mapclassify', 'pandas', 'sklearn', 'scipy', 'polars', 'pyogrio', 'geopandas'}"
    code = f"import sys, {modules}; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_ten_categories_are_kept_and_the_rest_are_together() -> None:
    found = categorize({f"v{rank:02}": 20 - rank for rank in range(13)}, missing=4)
    assert found.values == tuple(f"v{rank:02}" for rank in range(10))
    assert found.others == 10 + 9 + 8
    assert found.missing == 4


def test_equally_frequent_categories_are_in_order() -> None:
    assert categorize({"b": 1, "a": 1, "c": 2}).values == ("c", "a", "b")
