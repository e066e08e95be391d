"""A look through many documents: all that is there is asked, what is open as it is, and nothing twice for nothing."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from sources import FIRST, SECOND, sample_folder

from tui_reader.documents.library import Library
from tui_reader.errors import ExitCode
from tui_reader.session.files.opening import open_reading
from tui_reader.session.views import survey as surveying
from tui_reader.session.views.questions import COUNTED, NotInTagset, View
from tui_reader.session.views.survey import Asked, OpenReading, Place, Survey
from tui_reader.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tui_reader.session.views.survey import Findings

SAMPLE = Settings(annotator="sample")
SET = f"annotations/{FIRST}.sample.json"
CLAIMS = Asked(View.TAG, "Claim")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The sample documents with their sets."""
    return sample_folder(tmp_path)


def later() -> int:
    """A moment at which all that was written so far has been left alone for long enough to be believed."""
    return time.time_ns() + 10**11


def places(folder: Path) -> list[Place]:
    """The documents in the folder of documents."""
    seeds = folder / "seeds"
    return [Place(entry.path, seeds) for entry in Library.find([seeds]).documents]


def done(survey: Survey) -> list[Findings]:
    """What a survey finds."""
    for _ in survey.run():
        pass
    assert survey.is_done
    return survey.findings


def asked(folder: Path, question: Asked = CLAIMS, settings: Settings = SAMPLE, **more: object) -> list[Findings]:
    """What is found in a folder."""
    return done(Survey(places(folder), question, settings, **more))  # type: ignore[arg-type]


def test_every_document_has_its_answers_and_as_many_as_it_counts(folder: Path) -> None:
    for view in COUNTED:
        for found in asked(folder, Asked(view)):
            assert found.tally is not None
            # One that several say is one answer on several lines.
            assert len({passage.id for passage in found.passages}) == found.tally.counts[view]
    first, second = asked(folder)
    assert [first.path.name, second.path.name] == [FIRST, SECOND]
    assert len(first.passages) == first.tally.tags["Claim"] > 0  # type: ignore[union-attr]


def test_what_is_open_is_asked_as_it_is_and_comes_first(folder: Path) -> None:
    opened = open_reading(folder / "seeds" / SECOND, SAMPLE, folder / "seeds")
    session = opened.session
    before = len(asked(folder)[1].passages)
    claim = next(entry for entry in session.entries if entry.annotation.tags == ("Claim",))
    session.delete(claim.annotation.id)
    survey = Survey(places(folder), CLAIMS, SAMPLE, OpenReading.of(session))
    steps = survey.run()
    while not survey.findings:
        next(steps)
    assert survey.findings[0].path.name == SECOND
    assert len(survey.findings[0].passages) == before - 1
    assert list(steps)
    assert [found.path.name for found in survey.findings] == [FIRST, SECOND]


def test_screen_and_files_say_the_same(folder: Path) -> None:
    session = open_reading(folder / "seeds" / FIRST, SAMPLE, folder / "seeds").session
    for view in COUNTED:
        question = Asked(view, covers=True)
        closed, opened = asked(folder, question), asked(folder, question, here=OpenReading.of(session))
        assert [found.passages for found in opened] == [found.passages for found in closed]
        assert [found.tally for found in opened] == [found.tally for found in closed]


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The names of the documents that are read."""
    names: list[str] = []
    read = surveying.read_document

    def noted(path: Path, encoding: str | None) -> object:
        names.append(path.name)
        return read(path, encoding)

    monkeypatch.setattr(surveying, "read_document", noted)
    return names


def test_what_has_not_changed_is_not_read_again(folder: Path, reads: list[str]) -> None:
    first = Survey(places(folder), CLAIMS, SAMPLE, now=later)
    done(first)
    assert reads == [FIRST, SECOND]
    again = Survey(places(folder), CLAIMS, SAMPLE, before=first, now=later)
    assert done(again) == first.findings
    assert reads == [FIRST, SECOND]
    path = folder / SET
    path.write_text(path.read_text(encoding="utf-8").replace('"Claim"', '"Quote"', 1), encoding="utf-8")
    changed = Survey(places(folder), CLAIMS, SAMPLE, before=again, now=later)
    done(changed)
    assert reads == [FIRST, SECOND, FIRST]
    assert len(changed.findings[0].passages) == len(first.findings[0].passages) - 1
    # Another question is another look.
    done(Survey(places(folder), Asked(View.UNCITED), SAMPLE, before=changed, now=later))
    assert len(reads) == 5


def test_what_was_written_a_moment_ago_is_not_believed(folder: Path, reads: list[str]) -> None:
    first = Survey(places(folder), CLAIMS, SAMPLE)
    done(first)
    done(Survey(places(folder), CLAIMS, SAMPLE, before=first))
    assert reads == [FIRST, SECOND, FIRST, SECOND]


def test_a_document_nobody_has_annotated_is_not_even_read(folder: Path, reads: list[str]) -> None:
    found = asked(folder, settings=Settings(annotator="nobody"))
    assert reads == []
    assert [each.tally.annotations for each in found if each.tally] == [0, 0]
    assert [each.other_sets for each in found] == [1, 1]
    done(Survey(places(folder), Asked(covers=True), Settings(annotator="nobody")))
    assert reads == [FIRST, SECOND]


def test_sets_of_others_are_asked_where_that_is_asked_for(folder: Path) -> None:
    other = (folder / SET).with_name(f"{FIRST}.badria.json")
    other.write_bytes((folder / SET).read_bytes())
    [alone, _] = asked(folder)
    [both, _] = asked(folder, CLAIMS._replace(others=True))
    assert len(both.passages) == 2 * len(alone.passages)
    assert len({passage.id for passage in both.passages}) == len(both.passages)
    assert (alone.other_sets, both.other_sets) == (1, 0)


def test_what_has_lost_its_place_says_so_and_keeps_its_words(folder: Path) -> None:
    [before, _] = asked(folder)
    gone = before.passages[1]
    source = folder / "seeds" / FIRST
    text = source.read_text(encoding="utf-8")
    source.write_text(text.replace(gone.quote, ""), encoding="utf-8")
    [found, _] = asked(folder)
    lost = [passage for passage in found.passages if passage.problem]
    assert [passage.quote for passage in lost] == [gone.quote]
    assert found.passages[-1] is lost[0] and lost[0].context is None and lost[0].spans == ()
    [everything, _] = asked(folder, Asked(View.TAG))
    all_lost = [passage for passage in everything.passages if passage.problem]
    assert found.tally is not None and found.tally.lost == len(all_lost) < found.tally.unsettled


def test_what_cannot_be_read_is_told_and_the_rest_is_asked(folder: Path) -> None:
    (folder / "seeds" / FIRST).write_bytes(b"\x7fELF\0\0\0\0" * 50)
    (folder / "annotations" / f"{SECOND}.sample.json").write_bytes(b"\0")
    (folder / "annotations" / "tagset.toml").write_text("name = 1", encoding="utf-8")
    first, second = asked(folder)
    assert first.tally is None and len(first.problems) == 1
    assert [problem.exit_code for problem in second.problems] == [ExitCode.UNREADABLE] * 2
    assert second.tally is not None and second.tally.annotations == 0


def test_a_tagset_without_words_for_the_question_is_told_of_with_each_document(folder: Path) -> None:
    tagset = 'name = "own"\nversion = 3\n[[tag]]\nname = "Claim"\n'
    (folder / "annotations" / "tagset.toml").write_text(tagset, encoding="utf-8")
    found = asked(folder, Asked(View.UNCITED))
    assert all(isinstance(problem, NotInTagset) for each in found for problem in each.problems)
    assert [len(each.problems) for each in found] == [1, 1]
    assert found[0].tally is not None and found[0].tally.counts == dict.fromkeys(COUNTED)


def test_a_set_can_be_asked_by_itself(folder: Path) -> None:
    place = Place(folder / "seeds" / FIRST, None, (folder / SET,))
    [found] = done(Survey([place], CLAIMS, Settings(annotator="nobody")))
    assert {passage.annotator for passage in found.passages} == {"sample"}


def test_a_survey_that_is_given_up_ends_at_once(folder: Path) -> None:
    survey = Survey(places(folder), Asked(covers=True), SAMPLE)
    steps = survey.run()
    next(steps)
    survey.cancel()
    assert list(steps) == [] and not survey.is_done


def test_findings_can_be_let_go_of_one_by_one(folder: Path) -> None:
    survey = Survey(iter(places(folder)), CLAIMS, SAMPLE)
    taken = []
    for _ in survey.run():
        while survey.findings:
            taken.append(survey.take().path.name)
    assert taken == [FIRST, SECOND]


def test_a_document_that_is_written_over_while_it_is_read_is_told_of(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = surveying.read_document

    def written_over(path: Path, encoding: str | None) -> object:
        document = read(path, encoding)
        if path.name == FIRST:
            monkeypatch.setattr(document, "count", lambda progress: False, raising=False)
        return document

    monkeypatch.setattr(surveying, "read_document", written_over)
    first, second = asked(folder)
    assert first.tally is None and [problem.exit_code for problem in first.problems] == [ExitCode.UNREADABLE]
    assert second.passages
