"""History by primary key, versions brought back, changes that break announced ahead."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import ckan.plugins.toolkit as tk
import pytest
from ckan import model
from ckan.lib.uploader import ResourceUpload
from ckanext.donneesqc import apart
from ckanext.donneesqc.deposits import records, store
from ckanext.donneesqc.deposits.work.check import today

from pipelines.sources import load_source
from tests.extension.catalogue.records import act
from tests.extension.deposits.world import FIRST, KEYED, SECOND, World, numbers, work
from tests.unit.cli.test_codes import GOOD

RENAMED = FIRST.replace("montant", "valeur")
FEWER = "id,nom\n1,École\n"
TWO = {**KEYED, "fields": KEYED["fields"][:2]}


def test_added_changed_and_removed_rows_are_counted_exactly(world: World) -> None:
    world.publish(FIRST)
    found = world.publish(SECOND)
    assert (found["added"], found["changed"], found["removed"]) == (1, 1, 1)


def test_a_number_written_otherwise_is_no_change(world: World) -> None:
    world.publish(FIRST)
    found = world.publish(FIRST.replace("10.50", "10.5"))
    assert (found["added"], found["changed"], found["removed"]) == (0, 0, 0)
    assert numbers(world.versions()) == [2, 1]


def test_any_two_versions_are_compared_row_by_row(world: World) -> None:
    for content in (FIRST, SECOND, FIRST.replace("Collège", "Campus")):
        world.publish(content)
    found = world.call("donneesqc_version_diff", dataset=world.dataset, old=1, new=2)
    assert (found["added"], found["changed"], found["removed"]) == (1, 1, 1)
    rows = {row["kind"]: row for row in found["results"]}
    assert rows["changed"]["key"] == {"id": "2"}
    assert rows["changed"]["old"]["nom"] == "Collège"
    assert rows["changed"]["new"]["nom"] == "Cégep"
    assert rows["added"]["old"] is None
    far = world.call("donneesqc_version_diff", dataset=world.dataset, old=1, new=3, kind="changed")
    assert [row["new"]["nom"] for row in far["results"]] == ["Campus"]


def test_a_version_brought_back_is_a_new_one_and_history_only_grows(world: World) -> None:
    world.publish(FIRST)
    world.publish(SECOND)
    deposit = world.call("donneesqc_version_restore", dataset=world.dataset, number=1)
    work()
    assert world.call("donneesqc_deposit_show", id=deposit["id"])["state"] == "live"
    versions = world.versions()
    assert numbers(versions) == [3, 2, 1]
    assert (versions[0]["kind"], versions[0]["restored_from"]) == ("restore", 1)
    assert [row["nom"] for row in world.rows()] == ["École", "Collège", "Université"]
    again = world.create(FIRST)
    assert again["state"] == "unchanged"


def test_the_live_version_is_not_brought_back(world: World) -> None:
    world.publish(FIRST)
    with pytest.raises(tk.ValidationError) as refused:
        world.call("donneesqc_version_restore", dataset=world.dataset, number=1)
    assert refused.value.error_dict["code"] == ["version-live-already"]


def test_every_form_of_a_version_is_made_and_named_by_its_content(world: World) -> None:
    world.publish(FIRST)
    files = {file["form"]: file for file in world.versions()[0]["files"]}
    assert set(files) == {"csv", "xlsx", "parquet", "datapackage"}
    for file in files.values():
        path = store.derived(world.package_id, file["sha256"])
        assert store.sha256_of(path) == file["sha256"]
        assert file["sha256"] in file["address"]


def test_the_portals_own_file_is_the_csv_of_the_live_version(world: World) -> None:
    world.publish(FIRST)
    world.publish(SECOND)
    resource = world.resource()
    csv = next(file for file in world.versions()[0]["files"] if file["form"] == "csv")
    assert resource["hash"] == csv["sha256"]
    assert int(resource["size"]) == csv["size"]


@pytest.mark.parametrize(("content", "schema"), [(FEWER, TWO), (RENAMED, None)])
def test_a_breaking_change_needs_an_explicit_word(
    world: World, content: str, schema: dict | None
) -> None:
    world.publish(FIRST)
    asked = {"table_schema": schema} if schema else {"table_schema": _renamed()}
    found = world.publish(content, **asked)
    assert found["state"] == "quarantined"
    assert found["steps"][-1]["code"] == "deposit-breaking"
    assert "montant" in " ".join(found["breaking"])
    assert numbers(world.versions()) == [1]


def test_a_breaking_change_is_announced_then_published_on_its_day(world: World) -> None:
    world.publish(FIRST)
    asked = {"table_schema": TWO, "breaking_reason": "La colonne n’est plus tenue à jour."}
    found = world.publish(FEWER, **asked)
    assert found["state"] == "announced"
    assert found["effective_date"] > today().isoformat()
    assert numbers(world.versions()) == [1]
    deposit = records.get(found["id"])
    deposit.effective_date = today() - timedelta(days=1)
    model.Session.commit()
    work()
    assert numbers(world.versions()) == [2, 1]
    assert world.versions()[0]["breaking"]
    assert list(world.rows()[0]) == ["id", "nom"]


def test_a_breaking_change_can_not_be_for_tomorrow(world: World) -> None:
    world.publish(FIRST)
    tomorrow = (today() + timedelta(days=1)).isoformat()
    with pytest.raises(tk.ValidationError) as refused:
        world.create(FEWER, breaking_reason="Pressé", effective_date=tomorrow)
    assert refused.value.error_dict["code"] == ["deposit-too-soon"]


def test_other_deposits_pass_ahead_of_one_that_is_announced(world: World) -> None:
    world.publish(FIRST)
    world.publish(FEWER, table_schema=TWO, breaking_reason="Raison")
    assert world.publish(SECOND)["state"] == "live"


def test_a_new_column_is_no_breaking_change(world: World) -> None:
    world.publish(FIRST)
    fields = [*KEYED["fields"], {"name": "ville", "type": "string"}]
    wider = FIRST.replace("montant\n", "montant,ville\n").replace("10.50\n", "10.50,Gaspé\n")
    wider = wider.replace("20\n", "20,\n").replace("Université,\n", "Université,,\n")
    found = world.publish(wider, table_schema={**KEYED, "fields": fields})
    assert found["state"] == "live", found["first_errors"]
    assert world.rows()[0]["ville"] == "Gaspé"


def test_publications_share_one_table_and_each_replaces_its_own(world: World) -> None:
    rows = Path("reference_datasets/mrc/2025-04/data.csv").read_text(encoding="utf-8")
    renamed = _dataset_named(world, "mrc")
    renamed.publish(rows, table_schema=None)
    older = rows.replace("\n2025-04,", "\n2024-04,")
    renamed.publish(older, table_schema=None)
    assert renamed.call("datastore_search", resource_id=renamed.resource()["id"])["total"] == 208
    versions = renamed.versions()
    assert [part["publication"] for part in versions[0]["raw"]] == ["2024-04", "2025-04"]
    renamed.publish(older.replace("Le Rocher-Percé", "Le Rocher Percé"), table_schema=None)
    third = renamed.versions()[0]
    assert (third["rows"], third["added"], third["removed"]) == (208, 0, 0)
    assert third["changed"] == 1
    package = renamed.call("package_show", id="mrc")
    originals = [item for item in package["resources"] if item.get("role") == "original"]
    assert [item["publication"] for item in originals] == ["2025-04", "2024-04"]
    assert package["version"] == "2025-04"


def _renamed() -> dict:
    fields = [*KEYED["fields"][:2], {"name": "valeur", "type": "number"}]
    return {**KEYED, "fields": fields}


def _dataset_named(world: World, name: str) -> World:
    """Give the dataset the name of a source, which another test's dataset may have."""
    with suppress(tk.ObjectNotFound):
        act("dataset_purge", id=name)
    package = world.call("package_show", id=world.dataset)
    world.call("package_patch", id=package["id"], name=name)
    return replace(world, dataset=name)


def test_a_version_brought_back_has_the_original_files_of_its_publications(world: World) -> None:
    source = load_source("comptes-publics-fonds-general").text
    asked = {"table_schema": None, "source": source}
    mended = GOOD.replace("1 000 000", "2 000 000")
    for name, content in (("2023-2024", GOOD), ("2024-2025", GOOD), ("2023-2024", mended)):
        assert world.publish(content, f"{name}.csv", **asked)["state"] == "live"
    assert _originals(world) == {"2024-2025": GOOD, "2023-2024": mended}
    for number, wanted in ((1, {"2023-2024": GOOD}), (3, {"2024-2025": GOOD, "2023-2024": mended})):
        world.call("donneesqc_version_restore", dataset=world.dataset, number=number)
        work()
        assert _originals(world) == wanted


def _originals(world: World) -> dict[str, str]:
    """Return what the dataset serves as each publication's original file."""
    resources = world.call("package_show", id=world.dataset)["resources"]
    return {
        item["publication"]: Path(ResourceUpload({}).get_path(item["id"])).read_text("utf-8")
        for item in resources
        if item.get("role") == "original"
    }


def test_a_comparison_may_take_longer_than_a_moment(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "PULSE", 0.01)
    world.publish(FIRST)
    world.publish(SECOND)
    found = world.call("donneesqc_version_diff", dataset=world.dataset, old=1, new=2)
    assert (found["added"], found["changed"], found["removed"]) == (1, 1, 1)
