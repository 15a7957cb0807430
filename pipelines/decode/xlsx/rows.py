"""Find the rows of a sheet in its XML, in pieces of whole ones."""

import zipfile
from collections.abc import Iterator

from pipelines.decode.xlsx.doubt import NotPlainError
from pipelines.decode.xlsx.texts import decoded

PIECE = 2 << 20
MOST = 64 << 20  # without a new row
BEGIN, ROW, END = b"<sheetData>", b"<row ", b"</sheetData>"


def row_pieces(archive: zipfile.ZipFile, part: str) -> Iterator[str]:
    """Yield the rows of a sheet as text; raises NotPlainError when they can't be told apart."""
    with archive.open(part) as file:
        text = file.read(PIECE)
        start = text.find(BEGIN)
        if start < 0 or b"<!" in text[:start]:
            raise NotPlainError
        text = text[start + len(BEGIN) :]
        while (end := text.find(END)) < 0:
            if cut := max(text.rfind(ROW), 0):
                yield decoded(text[:cut])
            more = file.read(PIECE)
            if not more or len(text) > MOST:
                raise NotPlainError
            text = text[cut:] + more
        yield decoded(text[:end])
