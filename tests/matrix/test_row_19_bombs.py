"""Row 19: books and office documents are refused as what they are, and nothing in them is ever unpacked.

So a bomb is refused within 512 MB like any other. XML is text, entities and all, and is opened as text. The naive
double unpacks, and does not come to an end within these bounds.
"""

from __future__ import annotations

import io
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest
from naive import unpacking
from program import PROGRAM, run, said
from sources import assert_refused

from tui_reader.documents.files import read_document
from tui_reader.errors import DocumentError

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Sequence
    from pathlib import Path

EPUB, DOCX, ZIP = "an EPUB book", "a Word document", "a zip archive"
ZEROS = bytes(16 << 20)
BOMB_SIZE = 40 * len(ZEROS)
"""More than there may be, packed into less than four megabytes."""
# Address space, in kB, and seconds of the processor's.
LIMITS = 'ulimit -v 524288; ulimit -t 10; exec "$@"'


def archive(*entries: tuple[str, bytes], times: int = 1) -> bytes:
    """A zip archive; what is in it as often as this, one behind the other."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        for name, content in entries:
            if name == "mimetype":
                made.writestr(name, content, zipfile.ZIP_STORED)
                continue
            with made.open(name, "w", force_zip64=times > 1) as entry:
                for _ in range(times):
                    entry.write(content)
    return packed.getvalue()


def book(*entries: tuple[str, bytes], times: int = 1) -> bytes:
    return archive(("mimetype", b"application/epub+zip"), ("META-INF/container.xml", b"<x/>"), *entries, times=times)


def document(*entries: tuple[str, bytes], times: int = 1) -> bytes:
    return archive(("[Content_Types].xml", b"<Types/>"), *entries, times=times)


def nested(depth: int) -> bytes:
    """Archives within archives, each with ten of the next."""
    inner = bytes(8 << 20)
    for _ in range(depth):
        inner = archive(*((f"{number}.zip", inner) for number in range(10)))
    return inner


OVERLAP = archive(("word/document.xml", b"x" * 1000))[:-50]
"""An archive that is cut: no directory at its end."""
PACKED = {
    "book": (book(("text.xhtml", "نص".encode())), EPUB),
    "book without a media type": (archive(("META-INF/container.xml", b"<x/>"), ("a.opf", b"<x/>")), EPUB),
    "document": (document(("word/document.xml", "نص".encode())), DOCX),
    "spreadsheet": (document(("xl/workbook.xml", b"<x/>")), "an Office document"),
    "OpenDocument": (archive(("mimetype", b"application/vnd.oasis.opendocument.text")), "an OpenDocument file"),
    "cut document": (OVERLAP, DOCX),
    "archive": (archive(("a.txt", b"x")), ZIP),
    "old office": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "an Office document"),
    "PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "a PDF"),
    "gzip": (b"\x1f\x8b\x08\0\0\0\0\0\0\x03", "a packed file"),
    "image": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "an image"),
}


def bounded(*command: str | Path) -> subprocess.CompletedProcess[bytes]:
    """A command in half a gigabyte and ten seconds."""
    return run(*command, command=["sh", "-c", LIMITS, "sh"])


def judge(command: Sequence[str], path: Path) -> None:
    """Raises AssertionError unless the command ends by itself within the bounds, not out of memory."""
    result = bounded(*command, path)
    assert result.returncode in (0, 3), f"{result.returncode}: {said(result)[-200:]}"


@pytest.fixture(scope="module")
def bombs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Files that are small, and large when they are unpacked."""
    folder = tmp_path_factory.mktemp("bombs")
    made = {
        "book.epub": book(("text.xhtml", ZEROS), times=BOMB_SIZE // len(ZEROS)),
        "document.docx": document(("word/document.xml", ZEROS), times=BOMB_SIZE // len(ZEROS)),
        "nested.epub": book(*((f"{number}.zip", nested(2)) for number in range(2))),
    }
    for name, content in made.items():
        assert len(content) < 8 << 20
        (folder / name).write_bytes(content)
    return {name: folder / name for name in made}


@pytest.mark.parametrize(("content", "name"), PACKED.values(), ids=PACKED.keys())
def test_what_is_no_text_is_refused_as_what_it_is(tmp_path: Path, content: bytes, name: str) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(content)
    with pytest.raises(DocumentError, match=f"is {name}"):
        read_document(path)
    # Beyond what is read at once, too.
    path.write_bytes(content + bytes(1 << 20))
    with pytest.raises(DocumentError, match=f"is {name}"):
        read_document(path)


def test_text_that_begins_like_an_archive_is_text(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    for text in ("PK is a code of Pakistan", "BZ", "7z وهو برنامج", "Rar وهو برنامج", "II", "MM"):
        path.write_text(text, encoding="utf-8")
        assert read_document(path).code_points.length == len(text)


@pytest.mark.parametrize("command", ["show", "list", "validate", "open"])
@pytest.mark.parametrize("name", ["book.epub", "document.docx", "nested.epub"])
def test_a_bomb_is_refused_within_its_bounds(bombs: dict[str, Path], command: str, name: str) -> None:
    result = bounded(*PROGRAM, command, bombs[name])
    if command == "show":
        assert_refused(result, 3, name, DOCX if name.endswith("docx") else EPUB, "plain text")
    elif command == "validate":
        assert result.returncode == 1 and result.stdout.count(b"\n") <= 1001
    elif command == "open":
        # Without a terminal nothing is opened at all.
        assert_refused(result, 2)
    else:
        assert result.returncode == 0
    assert b"Traceback" not in result.stderr


@pytest.mark.slow
@pytest.mark.parametrize("name", ["book.epub", "document.docx", "nested.epub"])
def test_a_naive_program_bursts(bombs: dict[str, Path], name: str) -> None:
    judge([*PROGRAM, "show"], bombs[name])
    with pytest.raises(AssertionError):
        judge([sys.executable, str(unpacking.__file__)], bombs[name])


@pytest.mark.parametrize("suffix", [".xml", ".fb2", ".txt"])
def test_xml_is_text_and_its_entities_are_never_put_in(tmp_path: Path, suffix: str) -> None:
    entities = "".join(f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">\n' for number in range(1, 12))
    external = f'<!ENTITY file SYSTEM "file://{tmp_path}/secret">\n'
    (tmp_path / "secret").write_text("pwned")
    path = tmp_path / f"laughs{suffix}"
    path.write_text(f"<!DOCTYPE x [\n{external}{entities}]>\n<x>&l11;&file; نص</x>\n", encoding="utf-8")
    result = bounded(*PROGRAM, "show", path)
    assert (result.returncode, result.stderr) == (0, b"")
    assert b"&l11;&file;" in result.stdout and b"pwned" not in result.stdout
    assert len(result.stdout) < 3 * path.stat().st_size
