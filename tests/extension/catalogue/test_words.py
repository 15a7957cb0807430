"""Every sentence of the portal is in French and in English, written as the OQLF asks."""

import re
from pathlib import Path

import ckanext.donneesqc
import pytest
from babel.messages import pofile
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.support import Translations
from ckan.tests.helpers import CKANTestApp

from tests.extension.catalogue import small_portal
from tests.extension.catalogue.html import parse, squeeze

PACKAGE = Path(next(iter(ckanext.donneesqc.__path__)))
I18N = PACKAGE / "i18n"
KEYWORDS = {"_": None, "ungettext": (1, 2)}
PAGES = (
    "/",
    "/about",
    "/dataset/",
    "/dataset/?q=rien-du-tout",
    "/dataset/?q=fonds&res_format=CSV",
    "/dataset/comptes-publics-fonds-general",
    "/dataset/budget-de-depenses",
    "/group/",
    "/group/gouvernement-finances",
    "/organization/",
    "/organization/sct",
    "/organization/about/sct",
    "/user/login",
    "/user/reset",
)
PLACEHOLDER = re.compile(r"\{\w*\}|%\(\w+\)s|%s")
ACRONYM = re.compile(r"[A-Z]{2,5}")
LEAST_LETTERS = 8  # a pattern with fewer letters of its own would match anything


def extracted() -> set[str]:
    """List the sentences that the code and the templates hold now."""
    with (I18N / "babel.cfg").open(encoding="utf-8") as file:
        method_map, options = parse_mapping_cfg(file)
    found = extract_from_dir(PACKAGE, method_map, options, keywords=KEYWORDS)
    sentences = (sentence for _file, _line, sentence, *_rest in found)
    return {words if isinstance(words, str) else words[0] for words in sentences}


@pytest.fixture(scope="module")
def french() -> Catalog:
    with (I18N / "fr/LC_MESSAGES/ckanext-donneesqc.po").open("rb") as file:
        return pofile.read_po(file, locale="fr")


def key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def forms(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def test_every_sentence_of_ours_has_its_french(french: Catalog) -> None:
    translated = {key(m) for m in french if m.id and all(forms(m)) and not m.fuzzy}
    assert extracted() - translated == set()


def test_the_french_keeps_the_blanks_of_the_english(french: Catalog) -> None:
    for message in french:
        if message.id:
            wanted = sorted(set(PLACEHOLDER.findall(key(message))))
            for form in forms(message):
                assert sorted(set(PLACEHOLDER.findall(form))) == wanted, message.id


def test_the_compiled_file_says_what_the_text_file_says(french: Catalog) -> None:
    compiled = Translations.load(I18N, ["fr"], "ckanext-donneesqc")
    for message in french:
        if message.id and isinstance(message.id, str):
            assert compiled.gettext(message.id) == message.string


def test_the_french_has_the_typography_of_the_oqlf(french: Catalog) -> None:
    faults = {
        r"[^\u00a0\d/A-Zp]:(?!//)(?!\w)": "no-break space before a colon",
        r"\s[;!?]": "no space before ; ! ?",
        r"«(?!\u00a0)|(?<!\u00a0)»": "no-break space inside guillemets",
        r"\w'\w": "apostrophe in a curve",
        r"\.\.\.": "one sign for the ellipsis",
    }
    for message in french:
        if message.id:
            for form in forms(message):
                for fault, rule in faults.items():
                    assert not re.search(fault, form), (rule, form)


def untranslated(core: Catalog, french: Catalog) -> tuple[set[str], list[re.Pattern[str]]]:
    """Gather the English that a French page could hold: whole sentences, and those with blanks."""
    same = {form for catalog in (core, french) for m in catalog if m.id for form in forms(m)}
    english = {key(message) for message in core if message.id} - same
    english |= {key(message) for message in french if message.id} - same
    english = {sentence for sentence in english if not ACRONYM.fullmatch(sentence)}
    blank = {sentence for sentence in english if PLACEHOLDER.search(sentence)}
    patterns = [
        re.compile(".+".join(re.escape(part) for part in PLACEHOLDER.split(sentence)))
        for sentence in blank
        if len(re.findall(r"\w", PLACEHOLDER.sub("", sentence))) >= LEAST_LETTERS
    ]
    return {squeeze(sentence) for sentence in english - blank}, patterns


def texts(body: str) -> set[str]:
    """List what a reader or a screen reader meets on a page in its own language."""
    page = parse(body)
    for node in page.xpath("//script|//style|//code|//*[@lang and not(self::html)]"):
        node.drop_tree()
    words = {str(text) for text in page.itertext()}
    for name in ("aria-label", "title", "placeholder", "alt", "data-dq-copied"):
        words |= {node.get(name) for node in page.xpath(f"//*[@{name}]")}
    return {squeeze(text) for text in words if squeeze(text)}


def test_no_english_of_ckan_or_of_ours_is_left_on_french_pages(
    app: CKANTestApp, portal: None, french: Catalog
) -> None:
    dataset = small_portal.fill()
    small_portal.put_in_datastore(dataset["resources"][0])
    import ckan  # noqa: PLC0415 - its folder, once its plugins are loaded

    po = Path(ckan.__file__).parent / "i18n/fr/LC_MESSAGES/ckan.po"
    with po.open("rb") as file:
        sentences, patterns = untranslated(pofile.read_po(file, locale="fr"), french)
    files = [f"/dataset/{dataset['name']}/resource/{r['id']}" for r in dataset["resources"]]
    missing = {"/dataset/ce-jeu-n-existe-pas": 404, "/organization/edit/sct": 403}
    for address in (*PAGES, *files, *missing):
        answer = app.get(address, status=missing.get(address, 200))
        left = {
            text
            for text in texts(answer.body)
            if text in sentences or any(pattern.fullmatch(text) for pattern in patterns)
        }
        assert left == set(), address


def test_english_pages_are_in_english(app: CKANTestApp, portal: None) -> None:
    small_portal.fill()
    found = texts(app.get("/en/dataset/comptes-publics-fonds-general").body)
    assert found >= {"Datasets", "Cite", "Provenance", "At a glance"}
    assert not {"Jeux de données", "Citer", "En bref"} & found


def test_the_scripts_of_ckan_get_our_french(app: CKANTestApp, portal: None) -> None:
    words = app.get("/api/i18n/fr").json
    assert words["Filtered download"] == [None, "Télécharger la sélection"]
