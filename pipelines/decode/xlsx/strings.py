"""Read the texts that the sheets of a workbook share."""

import zipfile
from xml.etree import ElementTree  # noqa: S405 - for the type

import polars as pl

from pipelines.decode.xlsx.doubt import NotPlainError
from pipelines.decode.xlsx.texts import decoded, parsed_text, plain_texts, shown_text
from pipelines.messages import Refusal

PART = "xl/sharedStrings.xml"
LARGEST = 256 << 20
MOST, MOST_RUNS = 10_000_000, 1_000_000
# Most texts have one format; the others are in runs, one a format, beside which how to say them
TEXT = r'(?s)^<t(?: xml:space="[a-z]+")?(?:/>|>([^<]*)</t>)</si>(?:</sst>\s*)?$'
ITEM, END = "<si>", "</si>"
SPACED = r"^<t>(?:[ \t\n]|[^<]*[ \t\n]</t>)"  # spaces that some readers keep


def read_strings(archive: zipfile.ZipFile) -> pl.Series:
    """Return the shared texts in their order; raises NotPlainError for what isn't understood.

    Raises Refusal for more than a workbook can use.
    """
    if PART not in archive.namelist():
        return pl.Series(dtype=pl.String)
    size = archive.getinfo(PART).file_size
    if size > LARGEST:
        raise Refusal("decode-too-large", megabytes=size >> 20)
    content = decoded(archive.read(PART))
    if "<si/" in content or "<si " in content or "<!" in content:
        raise NotPlainError
    if content.count(ITEM) > MOST:
        raise Refusal("decode-too-large", megabytes=size >> 20)
    written = pl.Series([content]).str.split(ITEM).explode()[1:]
    plain = written.str.contains(TEXT)
    if plain.len() - plain.sum() > MOST_RUNS or written.str.contains(SPACED).any():
        raise NotPlainError
    texts = plain_texts(written.str.extract(TEXT).fill_null(""))
    if plain.all():
        return texts
    runs = pl.Series([_joined(item) for item in written.filter(~plain)], dtype=pl.String)
    places = (~plain).arg_true()
    return texts.scatter(places, runs)


def _joined(written: str) -> str:
    """Return the text of all runs."""
    body, end, _ = written.rpartition(END)
    item = parsed_text(f"<si>{body}{end}")
    runs = (run.iter("t") if run.tag == "r" else [run] for run in item if run.tag in ("r", "t"))
    return shown_text("".join(_words(words) for run in runs for words in run))


def _words(element: ElementTree.Element) -> str:
    text = element.text or ""
    if text != text.strip(" \t\n") and not element.attrib:
        raise NotPlainError
    return text
