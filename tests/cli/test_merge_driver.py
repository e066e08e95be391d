"""`merge-driver`, called by hand and by a real git: two branches annotate one source."""

from __future__ import annotations

import json
import shlex
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from program import PROGRAM, environment, run, said
from sources import FIRST, HOSTILE, obeyed, sample_folder

from tui_reader.annotations import file
from tui_reader.annotations.records.annotation import Annotation
from tui_reader.annotations.records.relation import Relation, new_relation

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tui_reader.annotations.sets import AnnotationSet

SET = f"annotations/{FIRST}.sample.json"
ATTRIBUTES = "**/annotations/**/*.json merge=tui-reader\n"
"""As docs/working-together.md says it."""


def edited(path: Path, change: Callable[[list[Annotation]], list[Any]]) -> AnnotationSet:
    """The set in a file with other annotations; its links are kept where both ends are."""
    annotations = file.load(path).set
    records = change([record for record in annotations.records if isinstance(record, Annotation)])
    there = {record.id for record in records}
    links = [r for r in annotations.records if isinstance(r, Relation) and {r.source, r.target} <= there]
    changed = annotations.with_records([*records, *links])
    file.save(path, changed)
    return changed


def noted(number: int, note: str) -> Callable[[list[Annotation]], list[Annotation]]:
    return lambda found: [*found[:number], found[number].with_note(note), *found[number + 1 :]]


def added(identity: str) -> Callable[[list[Annotation]], list[Annotation]]:
    return lambda found: [*found, found[0].in_place_of(f"urn:uuid:{identity}")]


def without(number: int) -> Callable[[list[Annotation]], list[Annotation]]:
    return lambda found: [*found[:number], *found[number + 1 :]]


def notes(path: Path) -> list[str]:
    loaded = file.load(path)
    assert not loaded.read_only and not loaded.problems
    return [record.note for record in loaded.set.records if isinstance(record, Annotation) and record.note]


def marked(path: Path) -> list[dict[str, Any]]:
    records = json.loads(path.read_bytes())["items"]
    return [record["tui:conflict"] for record in records if "tui:conflict" in record]


# By hand


@pytest.fixture
def sides(tmp_path: Path) -> tuple[Path, Path, Path]:
    """Three files with the same set: base, ours, theirs."""
    content = (sample_folder(tmp_path) / SET).read_bytes()
    paths = (tmp_path / "base", tmp_path / "ours", tmp_path / "theirs")
    for path in paths:
        path.write_bytes(content)
    return paths


def test_what_two_sides_did_is_in_ours_and_nothing_is_said(sides: tuple[Path, Path, Path]) -> None:
    base, ours, theirs = sides
    edited(ours, noted(0, "لنا"))
    edited(theirs, lambda found: added("new")(noted(1, "لهم")(found)))
    before = base.read_bytes(), theirs.read_bytes()
    result = run("merge-driver", *sides, SET)
    assert (result.returncode, result.stdout, result.stderr) == (0, b"", b"")
    assert {"لنا", "لهم"} <= set(notes(ours))
    assert "urn:uuid:new" in ours.read_text(encoding="utf-8")
    assert (base.read_bytes(), theirs.read_bytes()) == before


def test_a_conflict_is_one_line_and_both_versions_are_in_the_file(sides: tuple[Path, Path, Path]) -> None:
    base, ours, theirs = sides
    edited(ours, noted(0, "لنا"))
    edited(theirs, noted(0, "لهم"))
    id_of_ours = next(record.id for record in file.load(base).set.records)
    result = run("merge-driver", *sides, f"{SET}{HOSTILE}")
    assert result.returncode == 1 and result.stdout == b""
    (line,) = said(result).splitlines()
    assert "changed on both sides, both are kept" in line and not obeyed(result.stderr)
    assert {"لنا", "لهم"} <= set(notes(ours))
    (mark,) = marked(ours)
    assert mark["kind"] == "edited" and mark["of"] == id_of_ours
    kept = {record.id: record for record in file.load(ours).set.records}[id_of_ours]
    assert isinstance(kept, Annotation) and kept.note == "لنا", "ours keeps the id"


def test_without_a_common_ancestor_both_are_there(sides: tuple[Path, Path, Path]) -> None:
    base, ours, theirs = sides
    base.write_bytes(b"")
    edited(ours, lambda found: found[:1])
    edited(theirs, lambda found: found[1:2])
    assert run("merge-driver", *sides).returncode == 0
    assert len(file.load(ours).set.records) == 2


@pytest.mark.parametrize("side", [0, 1, 2], ids=["base", "ours", "theirs"])
@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[: len(content) // 2],
        lambda content: b"not json\n",
        lambda content: b"<<<<<<< ours\n" + content,
        lambda content: content.replace(b'"tui:format": 1', b'"tui:format": 99'),
    ],
    ids=["cut", "no JSON", "git's markers", "a newer format"],
)
def test_what_cannot_be_read_whole_is_merged_by_lines_and_never_by_records(
    sides: tuple[Path, Path, Path], side: int, damage: Callable[[bytes], bytes]
) -> None:
    """A file that was cut lacks records; nobody deleted them."""
    edited(sides[1], noted(0, "لنا"))
    edited(sides[2], noted(1, "لهم"))
    sides[side].write_bytes(damage(sides[side].read_bytes()))
    result = run("merge-driver", *sides, SET)
    assert result.returncode == 1
    first, second = said(result).splitlines()
    assert first.startswith(f"{SET}: {['the common ancestor', 'our version', 'their version'][side]} ")
    assert "line by line" in second
    assert "لنا" in sides[1].read_text(encoding="utf-8") or side == 1


def test_what_is_not_there_leaves_ours_as_it_was(sides: tuple[Path, Path, Path]) -> None:
    before = sides[1].read_bytes()
    result = run("merge-driver", sides[0], sides[1], "nothing", SET)
    assert result.returncode == 3 and "left as it was" in said(result)
    assert sides[1].read_bytes() == before


def test_without_git_ours_is_left_as_it_was(sides: tuple[Path, Path, Path], tmp_path: Path) -> None:
    sides[2].write_bytes(b"\0")
    before = sides[1].read_bytes()
    result = run("merge-driver", *sides, SET, env={"PATH": str(tmp_path)})
    assert result.returncode == 3 and sides[1].read_bytes() == before


def test_a_member_of_another_program_that_both_changed_is_told_of(sides: tuple[Path, Path, Path]) -> None:
    for path, value in zip(sides, ("1", "2", "3"), strict=True):
        annotations = file.load(path).set
        *first, items = annotations.members
        file.save(path, replace(annotations, members=(*first, ("ex:k", value), items)))
    result = run("merge-driver", *sides, SET)
    assert result.returncode == 1 and said(result) == f"{SET}: ex:k: changed on both sides, ours stands\n"
    page = json.loads(sides[1].read_bytes())
    assert page["ex:k"] == 2 and page["tui:conflict"] == {"ex:k": 3}


# By git


class Repository:
    """A repository whose owner has done what docs/working-together.md says."""

    def __init__(self, folder: Path, *, with_driver: bool = True) -> None:
        self.folder = sample_folder(folder)
        self.set = self.folder / SET
        self.env = environment(
            GIT_CONFIG_GLOBAL=str(folder / "gitconfig"),
            GIT_CONFIG_SYSTEM="/dev/null",
            GIT_EDITOR="true",
            HOME=str(folder),
        )
        self("init", "-q", "-b", "main", ".")
        self("config", "user.name", "Amal")
        self("config", "user.email", "amal@example.org")
        if with_driver:
            self("config", "merge.tui-reader.driver", f"{shlex.join(PROGRAM)} merge-driver %O %A %B %P")
            (self.folder / ".gitattributes").write_text(ATTRIBUTES, encoding="utf-8")
        (self.folder / "annotations/tagset.toml").write_text("# قائمة\n", encoding="utf-8")
        self.commit()

    def __call__(self, *words: str, fails: bool = False) -> str:
        done = subprocess.run(
            ["git", *words], cwd=self.folder, env=self.env, capture_output=True, stdin=subprocess.DEVNULL, check=False
        )
        output = (done.stdout + done.stderr).decode()
        assert (done.returncode != 0) is fails, output
        return output

    def commit(self) -> None:
        self("add", "-A")
        self("commit", "-q", "-m", "work")

    def branch(self, name: str, work: Callable[[], object]) -> None:
        """What somebody commits on a branch that begins at the first commit."""
        self("checkout", "-q", "-B", name, "main")
        work()
        self.commit()


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def three_kinds_of_work(repository: Repository) -> None:
    """On both branches something is added, edited and deleted, side by side."""
    repository.branch(
        "one", lambda: edited(repository.set, lambda all_: added("one")(noted(0, "لنا")(without(3)(all_))))
    )
    repository.branch(
        "two", lambda: edited(repository.set, lambda all_: added("two")(noted(1, "لهم")(without(2)(all_))))
    )


@pytest.mark.parametrize("way", ["merge", "rebase", "cherry-pick"])
def test_work_on_two_branches_is_all_there(repository: Repository, way: str) -> None:
    ids = [record.id for record in file.load(repository.set).set.records if isinstance(record, Annotation)]
    three_kinds_of_work(repository)
    match way:
        case "merge":
            repository("merge", "--no-edit", "one")
        case "rebase":
            repository("rebase", "one")
        case _:
            repository("cherry-pick", "one")
    assert repository("status", "--porcelain") == ""
    assert {"لنا", "لهم"} <= set(notes(repository.set))
    there = {record.id for record in file.load(repository.set).set.records}
    assert {"urn:uuid:one", "urn:uuid:two"} <= there and not {ids[2], ids[3]} & there
    assert marked(repository.set) == []


def test_without_the_driver_git_cannot_do_it(tmp_path: Path) -> None:
    """The same work in a repository that merges lines: what the tests above find would be a conflict of git's."""
    repository = Repository(tmp_path, with_driver=False)
    three_kinds_of_work(repository)
    assert "CONFLICT" in repository("merge", "--no-edit", "one", fails=True)
    assert b"<<<<<<<" in repository.set.read_bytes()


@pytest.mark.parametrize("way", ["merge", "rebase"])
def test_a_conflict_stops_git_with_a_file_the_program_reads(repository: Repository, way: str) -> None:
    repository.branch("one", lambda: edited(repository.set, noted(0, "لنا")))
    repository.branch("two", lambda: edited(repository.set, noted(0, "لهم")))
    output = repository(*(["merge", "--no-edit", "one"] if way == "merge" else ["rebase", "one"]), fails=True)
    assert "changed on both sides" in output and f"CONFLICT (content): Merge conflict in {SET}" in output
    assert {"لنا", "لهم"} <= set(notes(repository.set))
    (mark,) = marked(repository.set)
    assert mark["kind"] == "edited"
    assert run("validate", repository.set, cwd=repository.folder).returncode == 0
    repository("add", SET)
    repository(*(["commit", "--no-edit"] if way == "merge" else ["rebase", "--continue"]))
    assert {"لنا", "لهم"} <= set(notes(repository.set))


def test_deleted_here_and_edited_there_stays_marked(repository: Repository) -> None:
    repository.branch("one", lambda: edited(repository.set, without(0)))
    repository.branch("two", lambda: edited(repository.set, noted(0, "لهم")))
    repository("merge", "--no-edit", "one", fails=True)
    assert "لهم" in notes(repository.set) and [mark["kind"] for mark in marked(repository.set)] == ["deleted"]


def test_a_link_to_what_the_other_branch_deleted_brings_it_back(repository: Repository) -> None:
    def link(annotations: list[Annotation]) -> list[Any]:
        lonely = annotations[-1]
        return [*annotations, new_relation("restates", annotations[0].id, lonely.id)]

    last = [record for record in file.load(repository.set).set.records if isinstance(record, Annotation)][-1]
    repository.branch("one", lambda: edited(repository.set, lambda found: found[:-1]))
    repository.branch("two", lambda: edited(repository.set, link))
    repository("merge", "--no-edit", "one", fails=True)
    records = {record.id: record for record in file.load(repository.set).set.records}
    assert last.id in records
    for record in records.values():
        if isinstance(record, Relation):
            assert {record.source, record.target} <= records.keys()


def test_two_branches_that_each_made_the_set(repository: Repository) -> None:
    content = repository.set.read_bytes()
    new = repository.folder / f"annotations/{FIRST}.new.json"
    for name, number in (("one", 0), ("two", 1)):

        def make(number: int = number) -> None:
            new.write_bytes(content)
            edited(new, lambda found: [found[number]])

        repository.branch(name, make)
    repository("merge", "--no-edit", "one")
    assert len(file.load(new).set.records) == 2


def test_a_tagset_is_left_to_git(repository: Repository) -> None:
    tagset = repository.folder / "annotations/tagset.toml"
    for name in ("one", "two"):
        repository.branch(name, lambda name=name: tagset.write_text(f"# {name}\n", encoding="utf-8"))
    assert "CONFLICT" in repository("merge", "--no-edit", "one", fails=True)
    assert "<<<<<<<" in tagset.read_text(encoding="utf-8")


def test_a_conflict_merged_both_ways_and_then_together_has_no_second_copy(repository: Repository) -> None:
    """Two people each merge the other's branch, then one another's merges: a criss-cross."""
    repository.branch("one", lambda: edited(repository.set, noted(0, "لنا")))
    repository.branch("two", lambda: edited(repository.set, noted(0, "لهم")))
    repository("checkout", "-q", "-b", "one-two", "one")
    repository("merge", "--no-edit", "two", fails=True)
    repository.commit()
    repository("checkout", "-q", "-b", "two-one", "two")
    repository("merge", "--no-edit", "one", fails=True)
    repository.commit()
    subprocess.run(
        ["git", "merge", "--no-edit", "one-two"],
        cwd=repository.folder,
        env=repository.env,
        check=False,
        capture_output=True,
    )
    assert sorted(note for note in notes(repository.set) if note in ("لنا", "لهم")) == ["لنا", "لهم"]
    assert len(marked(repository.set)) == 1
