"""`ckan donneesqc prepare` makes a new portal ready to publish, and leaves a ready one alone."""

import ckan.plugins.toolkit as tk
import pytest
from ckan.cli.cli import ckan
from ckan.tests import factories
from ckan.tests.helpers import CKANCliRunner
from ckanext.donneesqc.catalogue.preparation import load_categories, prepare_portal

from pipelines.sources import load_sources
from tests.extension.catalogue.records import act, dataset

ORGANIZATIONS = {"sct": "Secrétariat du Conseil du trésor"}


@pytest.fixture
def pipeline(portal: None) -> str:
    return factories.User(name="pipeline")["name"]


def test_the_categories_and_the_organisations_are_created(pipeline: str) -> None:
    prepared = prepare_portal(ORGANIZATIONS, pipeline)
    assert len(prepared.categories) == 12
    assert prepared.organizations == ("Secrétariat du Conseil du trésor",)
    assert set(act("group_list")) == set(load_categories())
    assert act("organization_show", id="sct")["title"] == "Secrétariat du Conseil du trésor"


def test_a_second_run_changes_nothing(pipeline: str) -> None:
    prepare_portal(ORGANIZATIONS, pipeline)
    act("organization_patch", id="sct", title="Le SCT, dit l’équipe du portail")
    again = prepare_portal(ORGANIZATIONS, pipeline)
    assert again.categories == again.organizations == again.roles == ()
    assert act("organization_show", id="sct")["title"] == "Le SCT, dit l’équipe du portail"


def test_the_account_may_publish_and_is_no_administrator(pipeline: str) -> None:
    prepare_portal(ORGANIZATIONS, pipeline)
    context = {"user": pipeline, "ignore_auth": False}
    wanted = dataset(groups=[{"name": "gouvernement-finances"}])
    made = tk.get_action("package_create")(context, wanted)
    assert [group["name"] for group in made["groups"]] == ["gouvernement-finances"]
    with pytest.raises(tk.NotAuthorized):
        tk.check_access("organization_update", {"user": pipeline}, {"id": "sct"})


def test_the_command_prepares_the_organisations_of_every_source(
    pipeline: str, cli: CKANCliRunner
) -> None:
    outcome = cli.invoke(ckan, ["donneesqc", "prepare"])
    assert outcome.exit_code == 0, outcome.output
    wanted = {source.dataset.organization.name for source in load_sources()}
    assert set(act("organization_list")) == wanted
    assert "Le portail est prêt" in cli.invoke(ckan, ["donneesqc", "prepare"]).output


@pytest.mark.usefixtures("portal")
def test_a_missing_account_is_named_and_nothing_is_created(cli: CKANCliRunner) -> None:
    outcome = cli.invoke(ckan, ["donneesqc", "prepare", "--compte", "absent"])
    assert outcome.exit_code == 1
    assert "Le compte « absent » n’existe pas" in outcome.output
    assert act("group_list") == []
