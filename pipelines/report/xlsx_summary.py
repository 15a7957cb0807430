"""Write the first sheet of a report's workbook: the verdict, and a link to each error."""

from collections.abc import Sequence

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from pipelines.messages import message
from pipelines.report import facts
from pipelines.report.as_html import ANSWERS
from pipelines.report.groups import Group, sections
from pipelines.report.model import CheckedFile
from pipelines.report.visible import visible
from pipelines.report.words import rows_said
from pipelines.report.xlsx_formats import Formats
from pipelines.sheets import ROWS, fitting, height

SHOWN = 1000
_WIDTHS = (30, 26, 90)
_TITLE_HEIGHT = 24


class Summary:
    """Write lines one under the other in a sheet."""

    def __init__(self, sheet: Worksheet, formats: Formats, checked: CheckedFile, copy: str) -> None:
        self._sheet, self._formats, self._checked, self._copy = sheet, formats, checked, copy
        self._row = 0
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_row(0, _TITLE_HEIGHT)
        for position, width in enumerate(_WIDTHS):
            sheet.set_column(position, position, width)

    def write(self, whole: bool) -> None:
        """Write the summary; `whole` says whether the copy has every row of the file."""
        checked = self._checked
        self._line(self._say("report-title"), look=self._formats.title)
        verdict = facts.verdict(checked)
        self._line(verdict[:1].upper() + verdict[1:], look=self._formats.verdict)
        told = (facts.size(checked), facts.blocked(checked), facts.unlisted(checked))
        for text in (*told, "" if whole else self._say("report-copy-cut")):
            if text:
                self._line(text)
        for label, value in facts.facts(checked):
            self._line(label, value)
        self._errors()
        self._others()
        self._row += 1
        self._line(self._say("report-private"))

    def _errors(self) -> None:
        found = sections(self._checked)
        if found:
            self._heading("report-where", "report-which", "report-what")
        for section in found:
            for groups, others in section.shown(SHOWN):
                for group in groups:
                    self._error(group)
                if others:
                    text = self._say("report-like", count=others)
                    self._line("…", section.column, text)

    def _error(self, group: Group) -> None:
        """Write an error whose first cell links to the first bad cell of the copy."""
        where = rows_said(group.rows, self._checked.language) or self._say("report-whole-file")
        row = group.rows[0] if group.rows else self._checked.header_row
        if row <= ROWS:
            cell = xl_rowcol_to_cell(row - 1, group.position)
            link = f"internal:'{self._copy}'!{cell}"
            self._sheet.write_url(self._row, 0, link, self._formats.link, where)
        self._line("" if row <= ROWS else where, group.column, group.text)

    def _others(self) -> None:
        checked = self._checked
        self._table(
            ("report-personal", "report-which", "report-finding"),
            [(found.kind, found.column, found.text) for found in checked.personal],
        )
        self._table(
            ("report-guideline", "report-answer", "report-evidence"),
            [
                (line.title, self._say(ANSWERS[line.state]), " ".join(line.evidence))
                for line in checked.guidelines
            ],
        )
        for line in checked.request.splitlines():
            self._line("", "", line)
        self._table(
            ("report-repairs", "report-which", "report-count"),
            [
                (repair.text, repair.column or self._say("report-whole-file"), str(repair.count))
                for repair in checked.repairs
            ],
        )
        self._table(("report-notices",), [(notice,) for notice in checked.notices])

    def _table(self, codes: tuple[str, ...], lines: Sequence[tuple[str, ...]]) -> None:
        if lines:
            self._heading(*codes)
        for line in lines:
            self._line(*line)

    def _heading(self, *codes: str) -> None:
        self._row += 1
        texts = [self._say(code) for code in codes]
        self._line(*texts, look=self._formats.heading)

    def _line(self, *texts: str, look: Format | None = None) -> None:
        """Write texts side by side, never as formulas; a text alone isn't wrapped."""
        look = look or (self._formats.wrapped if len(texts) > 1 else self._formats.plain)
        if len(texts) > 1:
            self._sheet.set_row(self._row, height(texts, _WIDTHS))
        for position, text in enumerate(texts):
            if text:
                self._sheet.write_string(self._row, position, fitting(visible(text)), look)
        self._row += 1

    def _say(self, code: str, **values: int) -> str:
        return message(code, self._checked.language, **values)
