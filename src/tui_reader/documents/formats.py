"""What a file is that is no text, by its first bytes: so that people are told how to come to the text in it.

Nothing is unpacked or parsed: what is packed in a file can be as large as whoever made it liked. Signatures are those
of APPNOTE.TXT 4.3.7 (zip), EPUB OCF 3.3 section 4.3 (the media type stands at byte 30), OpenDocument 1.3 part 2
section 3.3, ISO 32000 (PDF), MS-CFB 2.2 (Office before 2007), RFC 1952 (gzip), and of images as in the WHATWG MIME
Sniffing Standard.
"""

from __future__ import annotations

from tui_reader.language import tr

ZIP, OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PDF = b"%PDF-"
_ARCHIVES = (
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ\0",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a\x07",
    b"PK\x05\x06",
    b"\x28\xb5\x2f\xfd",
)
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*")
_MEDIA_TYPE_AT = 30
_LOOKED_AT = 1 << 14
"""Bytes in which names of packed files are looked for."""


def described(content: bytes) -> str:
    """What the file is that begins so, and how to come to its text; empty where its beginning says nothing."""
    way = tr("save it as plain text to read it here")
    if content.startswith(ZIP):
        return f"{_packed(content)}; {way}"
    if content.startswith(PDF):
        return f"{tr('is a PDF')}; {way}"
    if content.startswith(OLD_OFFICE):
        return f"{tr('is an Office document')}; {way}"
    if content.startswith(_ARCHIVES):
        return tr("is a packed file; unpack it first")
    return tr("is an image") if content.startswith(_IMAGES) else ""


def _packed(content: bytes) -> str:
    media_type = content[_MEDIA_TYPE_AT : _MEDIA_TYPE_AT + 100]
    names = content[:_LOOKED_AT]
    if media_type.startswith(b"mimetypeapplication/epub+zip") or b"META-INF/container.xml" in names:
        return tr("is an EPUB book")
    if media_type.startswith(b"mimetypeapplication/vnd.oasis.opendocument"):
        return tr("is an OpenDocument file")
    if b"[Content_Types].xml" in names or b"word/" in names:
        return tr("is a Word document") if b"word/" in names else tr("is an Office document")
    return tr("is a zip archive")
