"""From the bytes of a file to its text: UTF-8 with or without BOM, UTF-16 with BOM, GB18030; line ends become \\n."""

import io
from pathlib import Path
from typing import BinaryIO, Final

from extract.errors import CorpusError

LONGEST_LINE: Final = 4 * 1024 * 1024
"""In bytes. A line beyond it is no question and no answer; a file that holds one is not read."""

LARGEST_FILE: Final = 1024 * 1024 * 1024
_BOMS: Final = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_CHUNK: Final = 1024 * 1024


def read_text(path: Path, shown: str) -> str:
    """The text of a file; `shown` is its name in messages. Raises CorpusError for what is not text."""
    try:
        with path.open("rb") as file:
            return _text_of(file, path.stat().st_size, shown)
    except OSError as error:
        raise CorpusError(
            shown, 0, 0, f"it cannot be read: {error.strerror}", "Check that it is there and may be read."
        ) from error


def text_of(data: bytes, shown: str) -> str:
    """The text of a file that is read already."""
    return _text_of(io.BytesIO(data), len(data), shown)


def _text_of(file: BinaryIO, size: int, shown: str) -> str:
    if size == 0:
        raise CorpusError(shown, 0, 0, "the file is empty", "Take it out of the corpus, or fill it.")
    if size > LARGEST_FILE:
        raise CorpusError(shown, 0, 0, f"the file has {size} bytes", "Split it into files of at most 1 GiB.")
    return _decode(_read(file, shown), shown).replace("\r\n", "\n").replace("\r", "\n")


def _read(file: BinaryIO, shown: str) -> bytes:
    """All bytes, given up at a line that is too long before it is read to its end."""
    chunks: list[bytes] = []
    line, since = 1, 0
    while chunk := file.read(_CHUNK):
        breaks = chunk.count(b"\n") + chunk.count(b"\r")
        if breaks:
            first = min(i for i in (chunk.find(b"\n"), chunk.find(b"\r")) if i >= 0)
            _check_line(since + first, line, shown)
            line += chunk.count(b"\n")
            since = len(chunk) - 1 - max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))
        else:
            since += len(chunk)
        _check_line(since, line, shown)
        chunks.append(chunk)
    return b"".join(chunks)


def _check_line(length: int, line: int, shown: str) -> None:
    if length > LONGEST_LINE:
        message = f"a line of over {LONGEST_LINE} bytes"
        raise CorpusError(shown, line, 1, message, "Break it into lines, or take it out: no answer is this long.")


def _decode(data: bytes, shown: str) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strict(data[len(bom) :], encoding, shown)
    if b"\x00" in data:
        at = data.index(b"\x00")
        line, column = _place(data[:at])
        raise CorpusError(
            shown, line, column, "this is no text: it holds a NUL byte", "Give the file as UTF-8 or GB18030 text."
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _looks_like_utf8(data, error.start):
            line, column = _place(data[: error.start])
            message = f"byte {error.start} (0x{data[error.start]:02x}) is no UTF-8"
            raise CorpusError(
                shown, line, column, message, "Save the file as UTF-8; this place was damaged."
            ) from error
    return _strict(data, "gb18030", shown)


def _looks_like_utf8(data: bytes, at: int) -> bool:
    """Whether what stands before the first bad byte holds characters of several bytes that are good UTF-8."""
    return sum(byte >= 0xE4 for byte in data[:at]) >= 8


def _strict(data: bytes, encoding: str, shown: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line, column = _place(data[: error.start])
        message = f"byte {error.start} (0x{data[error.start]:02x}) is neither UTF-8 nor {encoding.upper()}"
        raise CorpusError(shown, line, column, message, "Save the file as UTF-8.") from error


def _place(before: bytes) -> tuple[int, int]:
    line = before.count(b"\n") + 1
    start = before.rfind(b"\n") + 1
    return line, len(before[start:].decode("utf-8", "replace")) + 1
