"""Which encoding bytes are in, and that nothing is lost on the way to text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import prose, real_texts

from tui_reader.documents.encodings import BYTE_ORDER_MARKS, canonical_name, decode
from tui_reader.errors import DocumentError

SOURCE = Path("source.txt")
ARABIC = "ذهب الولد إلى المدرسة في الصباح."
VOCALISED = "بِسْمِ اللَّهِ الرَّحْمَنِ الرَّحِيمِ"
HEBREW = "בראשית ברא אלהים את השמים ואת הארץ"
NEWLINES = ["\n", "\r\n", "\r", "\x85", "\u2029", "\n\r\n\r"]


def long_arabic(encoding: str) -> str:
    text = real_texts()["000_0dcc0fd3091f3b6a"]
    return text.encode(encoding, "ignore").decode(encoding)


@pytest.mark.parametrize(
    ("encoding", "text", "expected"),
    [
        ("cp1256", ARABIC, "windows-1256"),
        ("cp1256", VOCALISED, "windows-1256"),
        ("cp1256", "قال محمد: «ارتفعت الأسعار»", "windows-1256"),
        ("cp1256", "السلام عليكم", "windows-1256"),
        ("cp1256", "پژوهشگاه چاپ گچ", "windows-1256"),
        ("cp1256", "سلام Shalom café عربي", "windows-1256"),
        ("iso8859_6", ARABIC, "iso-8859-6"),
        ("iso8859_6", VOCALISED, "iso-8859-6"),
        ("iso8859_6", "محمد", "iso-8859-6"),
        ("cp720", ARABIC, "cp720"),
        ("cp1255", HEBREW, "windows-1255"),
        ("cp1255", "שלום", "windows-1255"),
        ("cp1255", "בְּרֵאשִׁית בָּרָא אֱלֹהִים", "windows-1255"),
        ("cp1252", "Le café où ça brûle, été “naïf”", "windows-1252"),
        ("cp1252", "Müller schön für Straße", "windows-1252"),
        ("cp1251", "Привет, как дела? Всё хорошо.", "windows-1251"),
        ("cp1253", "Καλημέρα κόσμε, τι κάνεις;", "windows-1253"),
    ],
)
def test_a_code_page_is_told_from_one_sentence(encoding: str, text: str, expected: str) -> None:
    decoded = decode(text.encode(encoding), SOURCE)
    assert (decoded.text, decoded.encoding) == (text, expected)


@pytest.mark.parametrize("encoding", ["windows-1256", "iso-8859-6"])
def test_a_code_page_is_told_from_a_long_text_with_ascii_before_it(encoding: str) -> None:
    text = "plain words and numbers 123\n" * 5000 + long_arabic(encoding) * 20
    decoded = decode(text.encode(encoding), SOURCE)
    assert decoded.encoding == encoding
    assert decoded.text == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", [ARABIC, "محمد", VOCALISED, HEBREW, "Hello, world\n", "می‌خواهم 😀 بخوانم"])
def test_wide_encodings_are_told_without_a_byte_order_mark(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), SOURCE) == (text, encoding, b"")


@given(prose, st.sampled_from(sorted(BYTE_ORDER_MARKS)), st.sampled_from(NEWLINES))
def test_a_byte_order_mark_decides_and_is_left_out(text: str, encoding: str, newline: str) -> None:
    text = text + newline + text
    content = BYTE_ORDER_MARKS[encoding] + text.encode(encoding)
    assert decode(content, SOURCE) == (text, encoding, BYTE_ORDER_MARKS[encoding])


@given(st.lists(st.one_of(prose, st.sampled_from(NEWLINES))).map("".join))
def test_utf8_text_with_any_newlines_comes_back_byte_for_byte(text: str) -> None:
    content = text.encode()
    decoded = decode(content, SOURCE)
    assert decoded.encoding == "utf-8"
    assert decoded.byte_order_mark + decoded.text.encode(decoded.encoding) == content


@given(st.binary(max_size=200))
def test_whatever_decodes_encodes_to_the_same_bytes(content: bytes) -> None:
    try:
        decoded = decode(content, SOURCE)
    except DocumentError:
        return
    assert decoded.byte_order_mark + decoded.text.encode(decoded.encoding) == content


@given(prose, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32-be"]), st.data())
def test_the_beginning_of_a_file_decodes_to_the_beginning_of_its_text(
    text: str, encoding: str, data: st.DataObject
) -> None:
    content = text.encode(encoding)
    cut = content[: data.draw(st.integers(0, len(content)))]
    assert text.startswith(decode(cut, SOURCE, encoding, partial=True).text)


def test_a_name_that_a_person_gives_is_obeyed() -> None:
    content = ARABIC.encode("cp1256")
    assert decode(content, SOURCE, "ISO-8859-1") == (content.decode("latin-1"), "iso-8859-1", b"")
    assert decode(b"a\0b", SOURCE, "utf-8").text == "a\0b"
    assert decode(("\ufeff" + ARABIC).encode(), SOURCE, "utf8").text == ARABIC


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_by_name_finds_its_byte_order(encoding: str) -> None:
    assert decode(ARABIC.encode(encoding), SOURCE, "UTF-16").encoding == encoding
    assert decode(("\ufeff" + ARABIC).encode(encoding), SOURCE, "utf16") == (
        ARABIC,
        encoding,
        BYTE_ORDER_MARKS[encoding],
    )


def test_an_unknown_encoding_gets_a_hint() -> None:
    with pytest.raises(
        DocumentError, match=r"^source\.txt: unknown encoding 'windows-1265'; did you mean .*windows-12"
    ):
        decode(b"a", SOURCE, "windows-1265")
    with pytest.raises(DocumentError, match="unknown encoding 'klingon'; try utf-8"):
        decode(b"a", SOURCE, "klingon")


@pytest.mark.parametrize(
    "name", ["rot13", "hex", "base64", "utf-7", "unicode_escape", "idna", "undefined", "", "a\0b", "é"]
)
def test_codecs_that_no_text_file_is_written_in_are_unknown(name: str) -> None:
    assert canonical_name(name) is None
    with pytest.raises(DocumentError, match="unknown encoding"):
        decode(b"abc", SOURCE, name)


@pytest.mark.parametrize("name", ["cp1256", "windows_1256", "Windows-1256", "1256"])
def test_names_of_one_encoding_are_one(name: str) -> None:
    assert canonical_name(name) == "windows-1256"


@pytest.mark.parametrize(
    "content",
    [
        b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 20,
        b"\x7fPNG\r\n\x1a\n\0\0\0\rIHDR",
        b"text, then nothing\0",
        b"x" * 100_000 + b"\0",
        bytes(range(1, 7)) * 50,
    ],
)
def test_binary_content_is_refused(content: bytes) -> None:
    with pytest.raises(DocumentError, match="looks like a binary file"):
        decode(content, SOURCE)


@pytest.mark.parametrize("text", ["\x1b[31mخطأ\x1b[0m", "تنبيه\a", "a\x01b", "صفحة\fصفحة\v", "\x1cسجل\x1dسجل\x1e"])
def test_text_with_a_few_control_characters_is_text(text: str) -> None:
    assert decode(text.encode(), SOURCE).text == text


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (ARABIC.encode()[:-2] + b"\xff.", None),
        (b"\xef\xbb\xbfabc\xff", None),
        (b"\xff\xfea\0b", None),
        (b"abc\xd8", "ascii"),
    ],
)
def test_damage_is_reported_with_its_place_and_not_papered_over(content: bytes, encoding: str | None) -> None:
    with pytest.raises(
        DocumentError, match=r"not valid [a-z0-9-]+ .*at byte \d+|not valid utf-8 at byte \d+"
    ) as raised:
        decode(content, SOURCE, encoding)
    assert "\n" not in str(raised.value)
    assert "--encoding" in raised.value.reason
