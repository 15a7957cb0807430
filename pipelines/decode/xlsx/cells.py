"""Read the cells of some rows, each held against the grammar of a plain one."""

import re
from collections.abc import Callable

import polars as pl

from pipelines.decode.extents import column_number
from pipelines.decode.xlsx.doubt import NotPlainError
from pipelines.decode.xlsx.styles import Styles
from pipelines.decode.xlsx.texts import moments, numbers, plain_texts

CELLS = pl.Schema({"row": pl.UInt32, "column": pl.UInt16, "text": pl.String})
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
LAST = 2**32 - 1
# The rule reads fast because it never has two ways to go on: no two choices begin alike
ATTRIBUTES = r'(?: (?:s="([0-9]+)"|t="([a-zA-Z]+)"|cm="[0-9]+"))*'
FORMULA = r'(?:f(?: [a-zA-Z:]+="[^"]*")*(?:/>|>[^<]*</f>)<)?'
VALUE = rf"{FORMULA}v(?:/>|>([^<]*)</v>)"
INLINE = r'is><t(?: xml:space="[a-z]+")?(?:/>|>([^<]*)</t>)</is>'
SPACED = r"<is><t>(?:[ \t\n]|[^<]*[ \t\n]</t>)"  # spaces that some readers keep
BETWEEN = r"(?:<(?:/row|row [^>]*)>)*"
CELL = rf'(?s)^([A-Z]+)([0-9]+)"{ATTRIBUTES}(?:/>|><(?:/c>|(?:{VALUE}|{INLINE})</c>)){BETWEEN}$'
GROUPS = ["column", "row", "style", "kind", "value", "inline"]


class CellReader:
    """Read cells with the texts that they share and the styles that make moments of numbers."""

    def __init__(self, strings: pl.Series, styles: Styles) -> None:
        self.strings = strings
        self.styles = styles

    def read(self, rows: str) -> pl.DataFrame:
        """Return the cells that aren't empty: CELLS; raises NotPlainError when one isn't plain."""
        before, *_ = written = pl.Series([rows]).str.split('<c r="').explode()
        if not re.fullmatch(BETWEEN, before):
            raise NotPlainError
        if len(written) == 1:
            return pl.DataFrame(schema=CELLS)
        if "<is>" in rows and written.str.contains(SPACED).any():
            raise NotPlainError
        groups = written[1:].str.extract_groups(CELL).struct.rename_fields(GROUPS).struct.unnest()
        cells = groups.select(
            _numbers_of(groups["column"]),
            pl.col("row").cast(pl.UInt32, strict=False),
            pl.col("kind").fill_null("n"),
            pl.col("style").fill_null(""),
            pl.coalesce("value", "inline").fill_null("").alias("written"),
            pl.col("inline").is_not_null().alias("inline"),
        )
        if not cells["row"].is_between(1, LAST_ROW).fill_null(False).all():
            raise NotPlainError
        place = cells["row"].cast(pl.UInt64) * LAST_COLUMN + cells["column"]
        if not (place.diff(null_behavior="drop") > 0).all():  # out of order, or twice there
            raise NotPlainError
        cells = cells.filter(pl.col("written") != "")
        found = cells.select("row", "column", self._texts(cells).alias("text"))
        return found.filter(pl.col("text") != "")

    def _texts(self, cells: pl.DataFrame) -> pl.Series:
        """Return what each cell shows, by its kind: ECMA-376 part 1, 18.18.11."""
        number = pl.col("kind") == "n"
        kinds = cells.select(
            pl.when(number & pl.col("style").is_in(self.styles.moments))
            .then(pl.lit("moment"))
            .when(number & ~pl.col("style").is_in(self.styles.numbers))
            .then(pl.lit("doubtful"))
            .when(pl.col("inline") != (pl.col("kind") == "inlineStr"))
            .then(pl.lit("doubtful"))
            .otherwise("kind")
        ).to_series()
        readers = self._readers()
        texts = cells["written"]
        for kind in kinds.unique():
            if kind not in readers:
                raise NotPlainError
            places = (kinds == kind).arg_true()
            texts = texts.scatter(places, readers[kind](cells["written"].gather(places)))
        return texts

    def _readers(self) -> dict[str, Callable[[pl.Series], pl.Series]]:
        return {
            "s": self._shared,
            "n": numbers,
            "moment": moments,
            "b": _booleans,
            "str": plain_texts,
            "inlineStr": plain_texts,
            "e": plain_texts,
        }

    def _shared(self, written: pl.Series) -> pl.Series:
        places = written.cast(pl.UInt32, strict=False).fill_null(LAST)
        if (places >= self.strings.len()).any():
            raise NotPlainError
        return self.strings.gather(places)


def _booleans(written: pl.Series) -> pl.Series:
    if not written.is_in(["0", "1"]).all():
        raise NotPlainError
    return written.replace({"0": "false", "1": "true"})


def _numbers_of(columns: pl.Series) -> pl.Series:
    """Return the columns' numbers, from 1; raises NotPlainError when a cell didn't fit the rule."""
    if columns.has_nulls():
        raise NotPlainError
    letters = columns.unique()
    numbers_ = [column_number(column.encode()) for column in letters]
    if max(numbers_, default=1) > LAST_COLUMN:
        raise NotPlainError
    return columns.replace_strict(letters, numbers_, return_dtype=pl.UInt16)
