"""`tagset validate` and `tagset adopt`: problems and warnings with their lines, ad-hoc tags put into the tagset."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from program import run, said
from sources import FIRST, SECOND, assert_refused, obeyed, sample_folder

from tui_reader.annotations.tagset import default_tagset_text, load_tagset

if TYPE_CHECKING:
    from pathlib import Path

OWN = """# ours, and this line stays
name = "own"
version = 3

[[tag]]
name = "Claim"
key = "c"

[[tag.attribute]]
name = "sure"
kind = "enumerated"
values = ["yes", "no"]
value_names = { yes = { ar = "نعم" }, no = { ar = "نعم", en = "No" } }

[[tag]]   # below
name = "Number"
key = "n"
parent = "Claim"

[[tag.attribute]]
name = "sure"
kind = "enumerated"
values = ["yes"]

[[relation]]
name = "cites"
"""
WARNED = [
    "5: tag[0].attribute: warning: sure: the answers yes and no are both called نعم (ar)",
    (
        "15: tag[1].key: warning: n is a key of the reader (Write a note): that has no key, or another one, where this "
        "tagset is used"
    ),
    "15: tag[1].attribute: warning: sure is asked in another way than about Claim, which it stands below",
    "25: relation[0]: warning: has no key: no link of this kind can be made in the reader",
]


def written(folder: Path, text: str) -> Path:
    path = folder / "tagset.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("options", "code"), [((), 0), (("--strict",), 1)])
def test_what_is_odd_is_a_warning(tmp_path: Path, options: tuple[str, ...], code: int) -> None:
    written(tmp_path, OWN)
    result = run("tagset", "validate", *options, ".", cwd=tmp_path)
    assert (result.returncode, said(result)) == (code, "")
    assert result.stdout.decode().splitlines() == [f"tagset.toml:{line}" for line in WARNED]


def test_nothing_is_odd_about_the_tagset_that_init_writes(tmp_path: Path) -> None:
    assert run("tagset", "init", cwd=tmp_path).returncode == 0
    (tmp_path / "seeds").mkdir()
    for named in ("annotations", ".", "seeds"):
        result = run("tagset", "validate", "--strict", named, cwd=tmp_path)
        assert (result.returncode, said(result), result.stdout) == (0, "", b"")
    assert b"Claim" in run("tagset", "show", "seeds", cwd=tmp_path).stdout
    (tmp_path / "annotations" / "tagset.toml").unlink()
    assert_refused(run("tagset", "validate", "seeds", cwd=tmp_path), 3, "annotations/tagset.toml")


def test_everything_that_is_wrong_is_told_with_its_line(tmp_path: Path) -> None:
    broken = OWN.replace('parent = "Claim"', 'parent = "Number"').replace(
        'name = "cites"', 'name = "cites"\nfrom = ["X"]'
    )
    written(tmp_path, broken.replace('key = "c"', 'key = "\\u001bx"'))
    result = run("tagset", "validate", "tagset.toml", cwd=tmp_path)
    assert (result.returncode, said(result)) == (1, "") and not obeyed(result.stdout)
    assert result.stdout.decode().splitlines() == [
        "tagset.toml:5: tag[0].key: must be one printable character",
        "tagset.toml:15: tag[1].parent: leads back to the tag itself: Number, Number",
        "tagset.toml:25: relation[0].from: names 'X', which is not a tag of this tagset",
    ]
    assert_refused(run("tagset", "validate", "nowhere.toml", cwd=tmp_path), 3, "nowhere.toml")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The sample sets; some annotations have tags that no tagset knows."""
    sample = sample_folder(tmp_path)
    for name, number in ((FIRST, 2), (SECOND, 1)):
        path = sample / "annotations" / f"{name}.sample.json"
        text = path.read_text(encoding="utf-8")
        tag = json.dumps("موعد", ensure_ascii=False)
        path.write_text(text.replace('"value": "Claim"', f'"value": {tag}', number), encoding="utf-8")
    path.write_text(text.replace('"value": "Quote"', '"value": " odd"', 1), encoding="utf-8")
    return sample


def test_tags_that_the_tagset_does_not_know_are_added_and_nothing_else_is_changed(folder: Path) -> None:
    tagset = folder / "annotations" / "tagset.toml"
    before = f"# ours\n{default_tagset_text()}"
    tagset.write_text(before, encoding="utf-8")
    tried = run("tagset", "adopt", ".", "--dry-run", cwd=folder)
    assert tagset.read_text(encoding="utf-8") == before
    assert "would add موعد (2 annotations)" in tried.stdout.decode()
    result = run("tagset", "adopt", ".", cwd=folder)
    assert "added موعد (2 annotations)" in result.stdout.decode()
    assert result.returncode == tried.returncode == 1 and "' odd' cannot be added" in said(result)
    after = tagset.read_text(encoding="utf-8")
    assert after.startswith(before) and after != before
    tag = load_tagset(tagset).tag("موعد")
    assert tag is not None and tag.shown and tag.key is None
    assert b"no tag" not in run("tagset", "adopt", ".", cwd=folder).stdout
    assert tagset.read_text(encoding="utf-8") == after
    assert b"tagset.toml" in run("backups", "annotations/tagset.toml", cwd=folder).stdout


def test_without_a_file_the_tagset_begins_as_the_default_one(folder: Path) -> None:
    assert run("tagset", "adopt", ".", "--tag", "موعد", cwd=folder).returncode == 0
    made = load_tagset(folder / "annotations" / "tagset.toml")
    assert [tag.name for tag in made.tags][-1] == "موعد" and made.tag("Claim") is not None


def test_a_tagset_that_cannot_be_read_is_left_alone(folder: Path) -> None:
    tagset = folder / "annotations" / "tagset.toml"
    tagset.write_text("name = 1\n")
    assert_refused(run("tagset", "adopt", ".", cwd=folder), 3, "tagset.toml")
    assert tagset.read_text() == "name = 1\n"


def test_where_all_tags_are_known_there_is_nothing_to_do(tmp_path: Path) -> None:
    sample = sample_folder(tmp_path)
    result = run("tagset", "adopt", ".", cwd=sample)
    assert (result.returncode, said(result)) == (0, "") and b"no tag is used" in result.stdout
