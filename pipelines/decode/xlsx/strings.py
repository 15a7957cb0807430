"""Read the texts that the sheets of a workbook share."""

import zipfile

import polars as pl

from pipelines.decode.xlsx.doubt import NotPlainError
from pipelines.decode.xlsx.texts import decoded, parsed_text, plain_texts, shown_text

PART = "xl/sharedStrings.xml"
LARGEST = 512 << 20
# Most texts have one format; the others are in runs, one a format, beside which how to say them
TEXT = r'(?s)^<t(?: xml:space="[a-z]+")?(?:/>|>([^<]*)</t>)</si>(?:</sst>\s*)?$'
END = "</si>"


def read_strings(archive: zipfile.ZipFile) -> pl.Series:
    """Return the shared texts in their order; raises NotPlainError for what isn't understood."""
    if PART not in archive.namelist():
        return pl.Series(dtype=pl.String)
    if archive.getinfo(PART).file_size > LARGEST:
        raise NotPlainError
    content = decoded(archive.read(PART))
    if "<si/" in content or "<si " in content or "<!" in content:
        raise NotPlainError
    written = pl.Series([content]).str.split("<si>").explode()[1:]
    plain = written.str.contains(TEXT)
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
    return shown_text("".join(words.text or "" for run in runs for words in run))
