"""The repairs that a source's YAML asks for: aliases, months in letters, millions of dollars."""

import csv
from decimal import Decimal
from functools import cache
from importlib import resources

import polars as pl

from pipelines.conform.rules import ALL, NUMBER, Rule
from pipelines.messages.dates import read_month
from pipelines.sources import Amounts, Source

MONTH_DATE = "month-date"
MILLION = 1_000_000


def particular_rules(source: Source, column: str, millions: bool) -> tuple[Rule, ...]:
    """Return the source's own rules for one column; `millions`: the file's money is in millions."""
    rules = []
    if column in source.conform.month_dates:
        rules.append(Rule(MONTH_DATE, ALL, _month_date))
    if column in source.conform.aliases:
        rules.append(_alias_rule(source.conform.aliases[column]))
    if millions and column in source.conform.amounts.columns:
        rules.append(Rule("millions", ALL, _millions))
    return tuple(rules)


def in_millions(amounts: Amounts, frame: pl.DataFrame) -> bool:
    """Tell whether a file's money is in millions: it has amounts, and all are below the limit."""
    columns = [name for name in amounts.columns if name in frame.columns]
    cells = [cell for name in columns for cell in frame[name].filter(_numeric(frame[name]))]
    values = [abs(Decimal(cell)) for cell in cells]
    return any(values) and max(values) < amounts.millions_below


def _numeric(cells: pl.Series) -> pl.Series:
    return cells.str.contains(NUMBER)


@cache
def aliases(name: str) -> dict[str, str]:
    """Return alias → official name from `sources/aliases/<name>.csv`, which cites its sources."""
    file = resources.files("pipelines.sources").joinpath("aliases", f"{name}.csv")
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    return {row["alias"].strip(): row["official"] for row in csv.DictReader(lines)}


def _alias_rule(name: str) -> Rule:
    return Rule("alias", ALL, lambda cell: cell.replace(aliases(name)))


def _month_date(cell: pl.Expr) -> pl.Expr:
    """Write « Décembre 2027 » as the month's last day."""
    return cell.map_elements(_last_day, return_dtype=pl.String)


def _last_day(cell: str) -> str:
    found = read_month(cell)
    return found.isoformat() if found else cell


def _millions(cell: pl.Expr) -> pl.Expr:
    dollars = cell.map_elements(_dollars, return_dtype=pl.String)
    return pl.when(cell.str.contains(NUMBER)).then(dollars).otherwise(cell)


def _dollars(cell: str) -> str:
    """Return the dollars of an amount in millions, exactly: « 95.80 » is 95800000."""
    try:
        return f"{(Decimal(cell) * MILLION).normalize():f}"
    except ArithmeticError:
        return cell
