"""`tagset`: the default is written once, for people to change, and what they made of it can be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from program import run
from sources import HOSTILE, assert_refused, obeyed

from tui_reader.annotations.tagset import default_tagset, load_tagset

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = 'name = "own"\nversion = 3\n'


def printed(*arguments: str | Path, cwd: Path) -> str:
    """What `tagset show` prints."""
    result = run("tagset", "show", *arguments, cwd=cwd)
    assert (result.returncode, result.stderr) == (0, b"")
    assert not obeyed(result.stdout)
    return result.stdout.decode()


def test_the_default_is_written_where_sets_are(tmp_path: Path) -> None:
    result = run("tagset", "init", cwd=tmp_path)
    assert (result.returncode, result.stdout) == (0, b"")
    assert "annotations/tagset.toml" in result.stderr.decode()
    assert [path.name for path in tmp_path.rglob("*")] == ["annotations", "tagset.toml"]
    written = load_tagset(tmp_path / "annotations" / "tagset.toml")
    assert written == default_tagset()
    assert run("validate", ".", cwd=tmp_path).returncode == 0


def test_a_folder_can_be_named_and_is_made(tmp_path: Path) -> None:
    assert run("tagset", "init", "مشروع/sets", cwd=tmp_path).returncode == 0
    assert load_tagset(tmp_path / "مشروع" / "sets" / "tagset.toml") == default_tagset()


@pytest.mark.parametrize("there", ["file", "folder", "link to nothing"])
def test_what_is_there_is_left_as_it_is(tmp_path: Path, there: str) -> None:
    path = tmp_path / "annotations" / "tagset.toml"
    path.parent.mkdir()
    match there:
        case "file":
            path.write_text(PLAIN)
        case "folder":
            path.mkdir()
        case _:
            path.symlink_to("nowhere")
    before = path.lstat()
    assert_refused(run("tagset", "init", cwd=tmp_path), 2, "tagset.toml", "is there already")
    assert (path.lstat().st_ino, path.lstat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert [item.name for item in path.parent.iterdir()] == ["tagset.toml"]


def test_the_second_time_changes_nothing(tmp_path: Path) -> None:
    assert run("tagset", "init", cwd=tmp_path).returncode == 0
    path = tmp_path / "annotations" / "tagset.toml"
    path.write_text(path.read_text(encoding="utf-8") + "# ours\n", encoding="utf-8")
    assert_refused(run("tagset", "init", cwd=tmp_path), 2)
    assert path.read_text(encoding="utf-8").endswith("# ours\n")


@pytest.mark.parametrize("folder", ["file", "file/below", "/dev/null", "x" * 5000, "/proc/tagsets"])
def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, folder: str) -> None:
    (tmp_path / "file").write_text("")
    assert_refused(run("tagset", "init", folder, cwd=tmp_path), 4)


def test_the_default_is_printed_with_its_keys_and_links(tmp_path: Path) -> None:
    text = printed(cwd=tmp_path)
    tagset = default_tagset()
    lines = [line.split() for line in text.splitlines()]
    assert lines[0] == [tagset.identifier]
    for kind in (*tagset.tags, *tagset.relations):
        assert any(words[:2] == [kind.key, kind.name] for words in lines if kind.key)
        assert all(attribute.name in text for attribute in kind.attributes)


def test_a_file_of_ones_own_is_printed(tmp_path: Path) -> None:
    path = tmp_path / "tagset.toml"
    path.write_text(
        f'{PLAIN}[[tag]]\nname = "رأي"\nkey = "o"\n[[tag]]\nname = "Rare"\nshown = false\n', encoding="utf-8"
    )
    first, opinion, rare = printed("tagset.toml", cwd=tmp_path).splitlines()
    assert first == "own@3"
    yeh, alef, reh = "\N{ARABIC LETTER YEH ISOLATED FORM}", "\ufe83", "\N{ARABIC LETTER REH ISOLATED FORM}"
    assert opinion.split() == ["o", f"{yeh}{alef}{reh}"]
    assert rare.split()[0] == "Rare"
    assert "not in the short list" in rare


def test_what_init_wrote_is_what_show_prints(tmp_path: Path) -> None:
    run("tagset", "init", "sets", cwd=tmp_path)
    assert printed("sets/tagset.toml", cwd=tmp_path) == printed(cwd=tmp_path)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"),
        (b"\xff", "UTF-8"),
        (b"x = [", "TOML"),
        (PLAIN.encode(), "tag"),
        (f'{PLAIN}[[tag]]\nname = "a"\n[[tag]]\nname = "a"\n'.encode(), "line 5"),
        (f'{PLAIN}[[tag]]\nname = "a"\n[[relation]]\nname = "r"\nfrom = ["b"]\nto = ["a"]\n'.encode(), "'b'"),
    ],
)
def test_a_file_that_is_no_tagset_is_refused(tmp_path: Path, content: bytes, word: str) -> None:
    (tmp_path / "own.toml").write_bytes(content)
    assert_refused(run("tagset", "show", "own.toml", cwd=tmp_path), 3, "own.toml", word)


def test_a_hostile_tagset_is_told_safely(tmp_path: Path) -> None:
    hostile = "".join(f"\\u{ord(sign):04x}" for sign in HOSTILE)
    path = tmp_path / "own.toml"
    path.write_text(f'{PLAIN}[[tag]]\nname = "{hostile}"\n"{hostile}" = 1\n')
    assert_refused(run("tagset", "show", "own.toml", cwd=tmp_path), 3, "tag[0]")
    path.write_text(f'{PLAIN}[[tag]]\nname = "a"\nnames = {{ ar = "{hostile}" }}\n')
    assert "a" in printed("own.toml", cwd=tmp_path)
