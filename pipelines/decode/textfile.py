"""Open a delimited text as a table."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

from pipelines.decode.batches import FileTable, Form, Notice
from pipelines.decode.delimited import Beginning, look, unwrapped
from pipelines.decode.rows import MAX_RECORD, Layout, read_batches, read_slowly
from pipelines.decode.text import TextFile, read_text, scratch_file
from pipelines.messages import Refusal
from pipelines.sources import Decoding

HEAD = 1 << 20


def open_text(path: Path, scratch: Path, options: Decoding) -> FileTable:
    """Return the table of a CSV in any encoding and with any separator; raises Refusal."""
    text = read_text(path, scratch, options.encoding)
    return _table(text, options.delimiter, scratch)


def _table(text: TextFile, delimiter: str, scratch: Path) -> FileTable:
    head = _head(text)
    found = look(head, delimiter)
    if found.wrapped:
        return _unwrapped(text, found, scratch)
    layout = Layout(
        path=text.path,
        start=text.start + len(head[: found.end].encode()),
        first_row=found.header.index + 2,
        delimiter=found.delimiter,
        width=len(found.header.labels),
        parsed=max(len(found.header.labels), found.width),
    )
    form = Form(
        encoding=text.encoding,
        marks=text.marks,
        runner_up=text.runner_up,
        delimiter=found.delimiter,
        preamble=found.header.preamble,
    )
    return FileTable(
        labels=found.header.labels,
        header_row=found.header.index + 1,
        form=form,
        notices=(*text.notices, *_notices(found)),
        batches=lambda: read_batches(layout),
        written=found.header.written,
    )


def _head(text: TextFile) -> str:
    """Return the first lines, enough of them to hold one; raises Refusal for an endless one."""
    size = HEAD
    with text.path.open("rb") as file:
        while True:
            file.seek(text.start)
            block = file.read(size)
            if len(block) < size:
                return block.decode()
            if cut := block.rfind(b"\n") + 1 or block.rfind(b"\r", 0, -1) + 1:
                return block[:cut].decode()
            if size >= MAX_RECORD:
                raise Refusal("decode-record-endless", line=1)
            size *= 2


def _unwrapped(text: TextFile, found: Beginning, scratch: Path) -> FileTable:
    """Write the lines that were inside, and open them as the table they are."""
    copy = scratch_file(scratch)
    outer = Layout(text.path, text.start, 1, found.delimiter, width=1, parsed=1)
    with copy.open("w", encoding="utf-8", newline="") as out:
        out.writelines(f"{line}\n" for line in unwrapped(_records(outer)))
    inner = _table(dataclasses.replace(text, path=copy, start=0), "", scratch)
    return dataclasses.replace(inner, form=dataclasses.replace(inner.form, wrapped=True))


def _records(layout: Layout) -> Iterator[list[str]]:
    position, end = layout.start, layout.path.stat().st_size
    with layout.path.open("rb") as file:
        while position < end:
            taken, records = read_slowly(file, position, layout)
            yield from records
            position += taken


def _notices(found: Beginning) -> Iterator[Notice]:
    if found.separator_line:
        yield Notice("decode-separator-line", {"delimiter": found.delimiter})
    if found.header.preamble:
        values = {"rows": found.header.preamble, "row": found.header.index + 1}
        yield Notice("decode-preamble", {**values})
