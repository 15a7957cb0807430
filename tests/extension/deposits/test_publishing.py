"""A file sent becomes the table that readers see: typed, indexed, described, searchable."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from threading import Thread

import ckan.plugins.toolkit as tk
import pytest
from ckan import model
from ckan.tests import factories
from ckan.tests.helpers import CKANTestApp
from ckanext.donneesqc.deposits import config, records
from ckanext.donneesqc.deposits.table.names import STAGING
from ckanext.donneesqc.deposits.table.staging import make_place, transaction

from tests.extension.deposits.world import FIRST, SECOND, World, numbers, work


def test_a_valid_file_goes_live_through_every_state(world: World) -> None:
    found = world.publish(FIRST)
    assert found["state"] == "live"
    states = [step["state"] for step in found["steps"]]
    assert states == ["receiving", "received", "checked", "staged", "live"]
    assert (found["rows"], found["added"], found["version"]) == (3, 3, 1)


def test_cells_have_the_types_of_the_schema_and_missing_is_missing(world: World) -> None:
    world.publish(FIRST)
    assert [{**row, "montant": row["montant"] and str(row["montant"])} for row in world.rows()] == [
        {"id": 1, "nom": "École", "montant": "10.5"},
        {"id": 2, "nom": "Collège", "montant": "20"},
        {"id": 3, "nom": "Université", "montant": None},
    ]


def test_codes_keep_their_zeros(world: World) -> None:
    world.publish("code,nom\n06,Montréal\n10,Nord-du-Québec\n", table_schema=None)
    assert [row["code"] for row in world.rows()] == ["06", "10"]


def test_the_data_dictionary_is_the_schema(world: World) -> None:
    world.publish(FIRST)
    info = world.call("datastore_info", id=world.resource()["id"])
    fields = {field["id"]: field for field in info["fields"]}
    assert fields["nom"]["info"] == {"label": "Nom", "notes": "Nom du projet"}
    assert [fields[name]["type"] for name in ("id", "nom", "montant")] == [
        "int8",
        "text",
        "numeric",
    ]


@pytest.mark.parametrize("words", ["ecole", "Écoles", "écol:*"])
def test_words_are_found_in_french_whatever_their_accents(world: World, words: str) -> None:
    world.publish(FIRST)
    plain = ":" not in words
    assert [row["id"] for row in world.rows(q=words, plain=plain)] == [1]


def test_keys_codes_and_unique_texts_are_not_searched(world: World) -> None:
    schema = {
        "fields": [
            {"name": "cle", "type": "string"},
            {"name": "code", "type": "string", "constraints": {"pattern": "[a-z]+"}},
            {"name": "liste", "type": "string", "constraints": {"enum": ["oui", "non"]}},
            {"name": "seul", "type": "string", "constraints": {"unique": True}},
            {"name": "lien", "type": "string", "format": "uri"},
            {"name": "force", "type": "string", "constraints": {"pattern": "[a-z]+"},
             "donneesqc:searchable": True},
            {"name": "texte", "type": "string"},
        ],
        "primaryKey": ["cle"],
    }  # fmt: skip
    cells = "mota,motb,oui,motd,https://mote.ca,motf,motg"
    names = ",".join(card["name"] for card in schema["fields"])
    world.publish(f"{names}\n{cells}\n", table_schema=schema)
    searched = [word for word in ("mota", "motb", "oui", "motd", "mote", "motf", "motg")
                if world.rows(q=word)]  # fmt: skip
    assert searched == ["motf", "motg"]


def test_the_key_and_the_declared_filters_are_indexed_under_the_names_ckan_gives(
    world: World,
) -> None:
    fields = [
        {**card, "donneesqc:filter": card["name"] == "nom"} for card in world.schema["fields"]
    ]
    world.publish(FIRST, table_schema={**world.schema, "fields": fields})
    resource = world.resource()["id"]
    before = _indexes(resource)
    assert len(before) == 4  # _id, the words, id, nom
    world.call("datastore_create", resource_id=resource, force=True, primary_key=["id"],
               indexes=["nom"])  # fmt: skip
    made = {name for name in {*_indexes(resource)} - {*before} if not _is_of_words(name)}
    assert made == set()  # CKAN 2.11 adds one of words for each column that it is told of


def test_an_unchanged_file_writes_nothing(world: World) -> None:
    world.publish(FIRST)
    package = world.call("package_show", id=world.dataset)
    count = world.call("donneesqc_deposit_list", dataset=world.dataset)["count"]
    answer = world.create(FIRST)
    assert (answer["state"], answer["version"]) == ("unchanged", 1)
    assert world.call("donneesqc_deposit_list", dataset=world.dataset)["count"] == count
    assert world.call("package_show", id=world.dataset) == package


def test_the_same_file_sent_twice_before_the_work_is_one_deposit(world: World) -> None:
    first, second = world.send(FIRST), world.send(FIRST)
    assert first["id"] == second["id"]
    work()
    assert numbers(world.versions()) == [1]


def test_the_same_file_announced_twice_at_once_is_one_deposit(
    world: World, app: CKANTestApp
) -> None:
    made = []

    def announce() -> None:
        with app.flask_app.test_request_context():
            made.append(world.create(FIRST)["id"])
            model.Session.remove()

    writers = [Thread(target=announce) for _ in range(6)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len(made) == 6
    assert len(set(made)) == 1


def test_the_same_file_of_two_people_is_one_version(world: World) -> None:
    first = world.create(FIRST)
    admin = factories.Sysadmin()["name"]
    octets = FIRST.encode()
    facts = {"size": len(octets), "sha256": sha256(octets).hexdigest()}
    second = world.call(
        "donneesqc_deposit_create",
        admin,
        dataset=world.dataset,
        file_name="b.csv",
        table_schema=world.schema,
        **facts,
    )
    for made in (first, second):
        world.add_part(made["id"], 0, octets)
        world.call("donneesqc_deposit_submit", id=made["id"])
    work()
    shown = [world.call("donneesqc_deposit_show", id=made["id"]) for made in (first, second)]
    assert [deposit["state"] for deposit in shown] == ["live", "cancelled"]
    assert "version 1" in shown[1]["steps"][-1]["sentence"]
    assert numbers(world.versions()) == [1]


def test_deposits_of_a_dataset_are_published_in_the_order_in_which_they_came(world: World) -> None:
    contents = [f"id,nom,montant\n1,rang {rank},{rank}\n" for rank in range(6)]
    sent = [world.send(content)["id"] for content in contents]
    work()
    assert numbers(world.versions()) == [6, 5, 4, 3, 2, 1]
    shown = [world.call("donneesqc_deposit_show", id=deposit)["version"] for deposit in sent]
    assert shown == [1, 2, 3, 4, 5, 6]
    assert world.rows()[0]["nom"] == "rang 5"


def test_parts_may_come_in_several_pieces_and_again(world: World) -> None:
    octets = FIRST.encode()
    made = world.create(octets)
    assert world.add_part(made["id"], 0, octets[:10])["received"] == 10
    with pytest.raises(tk.ValidationError) as refused:
        world.add_part(made["id"], 0, octets[:10])
    assert refused.value.error_dict["code"] == ["deposit-offset"]
    assert refused.value.error_dict["received"] == 10
    assert world.create(octets) == {**made, "received": 10}
    world.add_part(made["id"], 10, octets[10:])
    world.call("donneesqc_deposit_submit", id=made["id"])
    again = world.call("donneesqc_deposit_submit", id=made["id"])
    assert again["state"] == "received"


def test_a_file_that_is_not_whole_is_not_taken(world: World) -> None:
    made = world.create(FIRST)
    world.add_part(made["id"], 0, FIRST.encode()[:10])
    with pytest.raises(tk.ValidationError) as refused:
        world.call("donneesqc_deposit_submit", id=made["id"])
    assert refused.value.error_dict["code"] == ["deposit-incomplete"]


def test_other_bytes_than_announced_are_thrown_away(world: World) -> None:
    made = world.create(FIRST)
    world.add_part(made["id"], 0, b"x" * len(FIRST.encode()))
    with pytest.raises(tk.ValidationError) as refused:
        world.call("donneesqc_deposit_submit", id=made["id"])
    assert refused.value.error_dict["code"] == ["deposit-hash"]
    assert world.create(FIRST)["received"] == 0


def test_more_bytes_than_announced_are_refused_and_not_kept(world: World) -> None:
    made = world.create(FIRST)
    with pytest.raises(tk.ValidationError) as refused:
        world.add_part(made["id"], 0, FIRST.encode() + b"x")
    assert refused.value.error_dict["code"] == ["deposit-too-much"]
    assert world.create(FIRST)["received"] == 0


def test_a_too_large_file_is_refused_before_it_is_sent(world: World) -> None:
    with pytest.raises(tk.ValidationError) as refused:
        world.call(
            "donneesqc_deposit_create",
            dataset=world.dataset,
            file_name="grand.csv",
            size=config.max_size() + 1,
            sha256="0" * 64,
        )
    assert refused.value.error_dict["code"] == ["deposit-too-large"]


def test_a_cancelled_deposit_leaves_nothing(world: World) -> None:
    sent = world.send(FIRST)
    cancelled = world.call("donneesqc_deposit_cancel", id=sent["id"])
    assert cancelled["state"] == "cancelled"
    work()
    assert [path for path in Path(config.folder()).rglob("*") if path.is_file()] == []
    assert world.call("package_show", id=world.dataset)["resources"] == []


def test_what_nobody_finishes_sending_is_given_up_after_a_week(world: World) -> None:
    made = world.create(FIRST)
    world.add_part(made["id"], 0, b"id,nom")
    work()
    assert world.call("donneesqc_deposit_show", id=made["id"])["state"] == "receiving"
    records.known(made["id"]).since -= timedelta(days=8)
    model.Session.commit()
    work()
    assert world.call("donneesqc_deposit_show", id=made["id"])["state"] == "cancelled"
    assert [path for path in Path(config.folder()).rglob("*") if path.is_file()] == []


def test_a_table_keeps_the_schema_under_which_it_was_published(world: World) -> None:
    world.publish(FIRST)
    found = world.publish(SECOND, table_schema=None)
    assert (found["state"], found["changed"]) == ("live", 1)


def test_what_readers_see_can_not_be_cancelled(world: World) -> None:
    found = world.publish(FIRST)
    with pytest.raises(tk.ValidationError) as refused:
        world.call("donneesqc_deposit_cancel", id=found["id"])
    assert refused.value.error_dict["code"] == ["deposit-not-cancellable"]


def test_the_table_keeps_its_aliases_and_counts_through_versions(world: World) -> None:
    world.publish(FIRST)
    resource = world.resource()["id"]
    world.call("datastore_create", resource_id=resource, force=True, aliases=["projets_alias"])
    world.publish("id,nom,montant\n9,Neuf,9\n")
    found = world.call("datastore_search", resource_id="projets_alias")
    assert [row["nom"] for row in found["records"]] == ["Neuf"]
    assert found["total"] == world.call("datastore_search", resource_id=resource)["total"] == 1


def test_the_table_takes_rows_by_the_api_as_any_other(world: World) -> None:
    world.publish(FIRST)
    resource = world.resource()["id"]
    row = {"id": 9, "nom": "Bibliothèque", "montant": 1}
    world.call("datastore_upsert", resource_id=resource, records=[row], method="upsert", force=True)
    assert [row["id"] for row in world.rows(q="bibliotheque")] == [9]
    world.publish(SECOND)
    assert sorted(row["id"] for row in world.rows()) == [1, 2, 4]


def test_readers_sql_reads_the_table(world: World) -> None:
    world.publish(FIRST)
    sql = f'SELECT sum(montant) AS somme FROM "{world.resource()["id"]}"'
    assert str(world.call("datastore_search_sql", sql=sql)["records"][0]["somme"]) == "30.5"


def test_no_staging_table_is_left(world: World) -> None:
    world.publish(FIRST)
    world.publish(SECOND)
    world.publish("id,nom,montant\nx,y,z\n")
    assert _staged() == []


def test_a_deposit_that_waits_is_listed_with_what_it_waits_for_and_resumed(world: World) -> None:
    sent = world.send(FIRST)
    deposit = records.get(sent["id"])
    deposit.problem, deposit.retry_at = {"code": "deposit-disk-full"}, deposit.created.max
    model.Session.commit()
    work()
    listed = world.call("donneesqc_deposit_list", dataset=world.dataset)["results"]
    assert "place" in listed[0]["problem"]["sentence"]
    world.call("donneesqc_deposit_resume", id=sent["id"])
    work()
    assert world.call("donneesqc_deposit_show", id=sent["id"])["state"] == "live"


def _is_of_words(index: str) -> bool:
    with transaction() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = %s", [index])
        (definition,) = cursor.fetchone() or ("",)
    return "to_tsvector" in definition


def _indexes(resource: str) -> list[str]:
    with transaction() as cursor:
        cursor.execute("SELECT indexname FROM pg_indexes WHERE tablename = %s", [resource])
        return sorted(name for (name,) in cursor.fetchall())


def _staged() -> list[str]:
    with transaction() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'donneesqc_staging'")
        return [name for (name,) in cursor.fetchall()]


def test_the_first_tables_of_a_new_portal_are_loaded_at_once(ready: None) -> None:
    with ThreadPoolExecutor(8) as workers:
        for _ in range(5):
            with transaction() as cursor:
                cursor.execute(f"DROP SCHEMA IF EXISTS {STAGING} CASCADE")
            makings = [workers.submit(make_place) for _ in range(8)]
            assert [making.exception() for making in makings] == [None] * 8
