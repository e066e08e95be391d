"""Which encoding bytes are in, and the text they hold: strictly, so that nothing is lost or made up.

The order of belief: the name a person gave, a byte-order mark, wide encodings that betray themselves by
control bytes where a text has none, strict UTF-8, and only then a guess among the old 8-bit code pages.
Newlines stay as they are; encoding the text again, after its byte-order mark, gives the same bytes.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.errors import DocumentError
from tui_reader.language import tr

if TYPE_CHECKING:
    from pathlib import Path

BYTE_ORDER_MARKS = {
    # UTF-32 first: its little-endian mark begins with that of UTF-16.
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
}
SAMPLE_BYTES = 1 << 14
"""A guess looks at no more than this much of a file."""

NOT_FOR_FILES = frozenset(
    {
        "charmap",
        "idna",
        "mbcs",
        "oem",
        "punycode",
        "raw-unicode-escape",
        "undefined",
        "unicode-escape",
        "utf-7",
    }
)
"""Python codecs that turn bytes into text, but in which no text file is written."""

# What no text holds: the C0 controls less BEL, BS, the white space, ESC (terminal logs) and the information
# separators (exports of records); and DEL.
_UNTEXTLIKE_BYTES = bytes(code for code in (*range(0x20), 0x7F) if code not in b"\a\b\t\n\v\f\r\x1b\x1c\x1d\x1e")
_MAX_UNTEXTLIKE_SHARE = 0.05
_MAX_UNTEXTLIKE_ALWAYS_FINE = 3

_NO_TEXT = (
    *(b"PK", b"%PDF-", b"\xd0\xcf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc", b"Rar!", b"\x28\xb5\x2f"),
    *(b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*"),
)
"""How files begin that `formats` may know."""

# What the commonest scripts are written with, from Latin to Arabic with its extensions, general punctuation
# and presentation forms: text in UTF-16 and UTF-32 is told by it. ASCII read with its bytes swapped is not.
_WIDE_TEXT = (
    "[\t-\r\x1b -~\xa0-\u017f\u0370-\u04ff\u0591-\u05f4\u060c-\u06ff\u0750-\u077f\u08a0-\u08ff"
    "\u1e00-\u1fff\u200b-\u206f\ufb1d-\ufdff\ufe70-\ufefc]+"
)
_MIN_WIDE_TEXT_SHARE = 0.9
_MAX_DAMAGED_SHARE = 0.1


class Decoded(NamedTuple):
    """Text, and how it stood in its file."""

    text: str
    """Code points in logical order, newlines as they are, byte-order mark left out."""
    encoding: str
    """IANA-like lower-case name; Python's codecs know it too."""
    byte_order_mark: bytes
    """The bytes left out before the text; empty when there were none."""


def decode(content: bytes, path: Path, encoding: str | None = None, *, partial: bool = False) -> Decoded:
    """Decodes the bytes of a file strictly.

    `encoding` is a name given by a person and is obeyed, even for what would else be taken for a binary file.
    With `partial`, `content` is the beginning of a file, and a character cut at its end is dropped.
    Raises `DocumentError` (naming `path`): unknown name, binary content, bytes that are not in the encoding.
    """
    name = (
        _encoding_by_bytes(content, path, partial) if encoding is None else _encoding_by_name(encoding, content, path)
    )
    mark = BYTE_ORDER_MARKS.get(name, b"")
    if not content.startswith(mark):
        mark = b""
    try:
        text = _decode_strictly(content[len(mark) :], name, partial)
    except UnicodeDecodeError as error:
        # A mistake inside a character is reported where the character begins.
        where = len(mark) + error.start
        raise DocumentError(
            path, tr("is not valid {name} (at byte {where}); name another with --encoding", name=name, where=where)
        ) from error
    return Decoded(text, name, mark)


def canonical_name(encoding: str) -> str | None:
    """The name an encoding goes by here, or None when Python has no such encoding for text files."""
    try:
        # `bytes.decode` uses this attribute too, to tell encodings of text from rot13, hex and the like.
        codec = codecs.lookup(encoding)
        is_text = codec._is_text_encoding
    except (LookupError, ValueError):
        return None
    name = codec.name.replace("_", "-")
    if not is_text or name in NOT_FOR_FILES:
        return None
    name = re.sub(r"^cp(125\d)$", r"windows-\1", name)
    name = re.sub(r"^iso8859-", "iso-8859-", name)
    return {"utf-8-sig": "utf-8", "ascii": "us-ascii"}.get(name, name)


def _encoding_by_name(encoding: str, content: bytes, path: Path) -> str:
    name = canonical_name(encoding)
    if name is None:
        raise DocumentError(
            path,
            tr("unknown encoding {encoding}; {suggestion}", encoding=repr(encoding), suggestion=_suggestion(encoding)),
        )
    if name in {"utf-16", "utf-32"}:
        # A family, whose member the file itself decides; little-endian is what is met in practice.
        members = (f"{name}-le", f"{name}-be")
        by_mark = [member for member in members if content.startswith(BYTE_ORDER_MARKS[member])]
        return (by_mark or [*_wide_encodings(content, members), members[0]])[0]
    return name


def _suggestion(encoding: str) -> str:
    from difflib import get_close_matches
    from encodings.aliases import aliases

    known = sorted({*aliases, *aliases.values(), "windows-1255", "windows-1256", "iso-8859-6", "iso-8859-8"})
    close = (canonical_name(match) for match in get_close_matches(encoding.lower(), known, n=5, cutoff=0.75))
    names = list(dict.fromkeys(name for name in close if name))
    if names:
        return tr("did you mean {names}?", names=tr(" or ").join(names[:2]))
    return tr("try utf-8, utf-16, windows-1256, iso-8859-6 or windows-1255")


def _encoding_by_bytes(content: bytes, path: Path, partial: bool) -> str:
    for name, mark in BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            return name

    if content.startswith(_NO_TEXT):
        # Small documents are shown sooner without this module.
        from tui_reader.documents.formats import described

        if reason := described(content):
            raise DocumentError(path, reason)

    sample = content[:SAMPLE_BYTES]
    untextlike = len(sample) - len(sample.translate(None, _UNTEXTLIKE_BYTES))
    has_nul = b"\0" in content
    if untextlike or has_nul:
        # Before UTF-8, because Arabic in UTF-16 can be valid UTF-8: U+0627 is an apostrophe and a control.
        for name in _wide_encodings(content, ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")):
            return name
        if has_nul or untextlike > max(_MAX_UNTEXTLIKE_ALWAYS_FINE, len(sample) * _MAX_UNTEXTLIKE_SHARE):
            raise DocumentError(path, tr("looks like a binary file; if it is text, name its encoding with --encoding"))

    try:
        _decode_strictly(content, "utf-8", partial)
    except UnicodeDecodeError as error:
        sample = _sample_around_first_letters(content)
        if _is_damaged_utf8(sample):
            reason = tr(
                "is damaged: not valid utf-8 at byte {number}; name another with --encoding", number=error.start
            )
            raise DocumentError(path, reason) from error
        return _code_page(content, sample, path, partial)
    return "utf-8"


def _wide_encodings(content: bytes, names: tuple[str, ...]) -> list[str]:
    """Those of the UTF-16 and UTF-32 names in which the content reads as text."""
    found = []
    for name in names:
        width = 4 if "32" in name else 2
        if len(content) % width and len(content) <= SAMPLE_BYTES:
            continue
        try:
            text = _decode_strictly(content[:SAMPLE_BYTES], name, partial=True)
        except UnicodeDecodeError:
            continue
        strange = len(re.sub(_WIDE_TEXT, "", text))
        if text and "\0" not in text and strange <= len(text) * (1 - _MIN_WIDE_TEXT_SHARE):
            found.append(name)
    return found


def _sample_around_first_letters(content: bytes) -> bytes:
    """A bounded part of the content with its first bytes outside ASCII: only they tell code pages apart."""
    first = re.search(rb"[\x80-\xff]", content)
    start = max(0, first.start() - 1024) if first else 0
    return content[start : start + SAMPLE_BYTES]


def _is_damaged_utf8(sample: bytes) -> bool:
    """Whether most of what is not ASCII is UTF-8 all the same: then no code page is the answer."""
    text = sample.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    return 0 < damaged <= (len(text) - len(re.findall("[\0-\x7f]", text))) * _MAX_DAMAGED_SHARE


def _code_page(content: bytes, sample: bytes, path: Path, partial: bool) -> str:
    from tui_reader.documents.code_pages import likely_code_pages

    for name in likely_code_pages(sample):
        canonical = canonical_name(name)
        if canonical is None:
            continue
        try:
            text = _decode_strictly(content, canonical, partial)
        except UnicodeDecodeError:
            continue
        # Some multi-byte encodings have two ways to write a character, and would change the file's bytes.
        if partial or _encodes_to(text, canonical, content):
            return canonical
    raise DocumentError(path, tr("is in an encoding that cannot be told; name it with --encoding"))


def _decode_strictly(content: bytes, name: str, partial: bool) -> str:
    if not partial:
        return content.decode(name)
    return codecs.getincrementaldecoder(name)("strict").decode(content, final=False)


def _encodes_to(text: str, name: str, content: bytes) -> bool:
    try:
        return text.encode(name) == content
    except UnicodeEncodeError:
        return False
