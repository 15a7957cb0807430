"""Reference datasets are read where a portal publishes them, else from the library."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.matching.reference import PUBLISHED, list_sets, names_of, rows_of
from pipelines.territory import load_known, load_set

Publish = Callable[[str, str], None]


@pytest.fixture
def publish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Publish:
    """Return what writes the table of a published set."""
    monkeypatch.setenv(PUBLISHED, str(tmp_path))

    def write(name: str, text: str) -> None:
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        (folder / "data.csv").write_text(text, encoding="utf-8")

    return write


def test_a_set_that_only_the_portal_has_is_read(publish: Publish) -> None:
    publish("ecoles", "code,nom\n001,École du Parc\n")
    assert "ecoles" in list_sets()
    assert names_of("ecoles") == {"001": "École du Parc"}
    assert load_known(["ecoles", "inconnu"])["ecoles"].rows() == [("001", "École du Parc")]


def test_a_newer_vintage_of_the_portal_replaces_the_library_s(publish: Publish) -> None:
    before = load_set("regions-administratives")
    changed = before.select("millesime", "code", "nom", "nom_source").head(3)
    publish("regions-administratives", changed.write_csv())
    assert load_set("regions-administratives").height == 3
    assert len(rows_of("regions-administratives")) == 3


def test_a_published_table_without_our_columns_doesn_t_count(publish: Publish) -> None:
    publish("regions-administratives", "code,nom\n99,Ailleurs\n")
    assert load_set("regions-administratives").height == 17


def test_a_table_written_again_is_read_again(publish: Publish) -> None:
    publish("ecoles", "code,nom\n001,École du Parc\n")
    assert len(rows_of("ecoles")) == 1
    publish("ecoles", "code,nom\n001,École du Parc\n002,École du Lac\n")
    assert len(rows_of("ecoles")) == 2


def test_a_set_that_nobody_has_is_none(publish: Publish) -> None:
    publish("ecoles", "code,nom\n")
    with pytest.raises(FileNotFoundError):
        load_set("inconnu")
