"""Acts: attributes, the whole document, points."""

from __future__ import annotations

from asyncio import to_thread
from typing import TYPE_CHECKING

from acts import Act, play

from tui_reader.annotations.tagset import load_tagset
from tui_reader.ui.dialogs.tag_picker import Kind, TagPicker
from tui_reader.ui.panes.answers_panel import AnswersPanel
from tui_reader.ui.panes.help_panel import HelpPanel
from tui_reader.ui.widgets.text_view import TextView

if TYPE_CHECKING:
    from pathlib import Path

    from acts import Reader

CLAIM = "قال |الأسعار ارتفعت.[9]\n- Claim{}: الأسعار"
CITED = "قال |الأسعار ارتفعت.[9]\n- Claim: الأسعار\n- Citation{}: [9]\n- 1 cites{} 2"
AT_MARKER = "قال الأسعار ارتفعت.|[9]\n- Citation{}: [9]"
GIVEN = '{check_worthiness="CFS", claim_type=["event-property", "numerical"], verdict="refuted"}'

ACTS = [
    Act(
        "attributes",
        CLAIM.format(""),
        "a 3",
        CLAIM.format('{check_worthiness="CFS"}'),
        sees="Check-worthiness: CFS (worth",
    ),
    Act("attributes", CLAIM.format(""), "a 3 2 1 down down 3", CLAIM.format(GIVEN), changes=4),
    Act(
        "attributes",
        CLAIM.format('{claim_type=["event-property", "numerical"]}'),
        "a down 1",
        CLAIM.format('{claim_type=["numerical"]}'),
    ),
    Act("attributes", CLAIM.format('{claim_type=["numerical"]}'), "a down 2", CLAIM.format("")),
    Act("attributes", CLAIM.format('{check_worthiness="CFS"}'), "a backspace", CLAIM.format("")),
    Act("attributes", CLAIM.format(""), "a backspace", said="This is not answered"),
    Act("attributes", CLAIM.format(""), "a ١", CLAIM.format('{check_worthiness="NFS"}')),
    Act("attributes", CLAIM.format(""), "tab a escape", sees="Go to text"),
    Act("attributes", CLAIM.format(""), "tab a a escape escape a escape", misses="Go to text"),
    Act("attributes", CLAIM.format(""), "a escape 3", misses="NFS: no factual"),
    Act("attributes", CLAIM.format(""), "a", sees="NFS: no factual statement"),
    # Answers are shown by their names in the language of the interface, and kept as they are.
    Act(
        "attributes",
        CLAIM.format(""),
        "a down down 1 up",
        CLAIM.format('{citation_need="cited"}'),
        sees="ﻊﺟﺮﻣ ﻪﻟ 1  ✓",
        misses="cited",
        settings={"lang": "ar"},
    ),
    Act("attributes", "قا|ل", "a", said="no annotation is here"),
    Act("attributes", "قا|ل\n- _: قال", "a", sees="The tagset asks nothing"),
    # What another tagset has asked, or answered in its own way, is shown, stays, and can be deleted.
    Act(
        "attributes",
        CLAIM.format('{mood="سعيد", verdict="perhaps"}'),
        "a 3",
        CLAIM.format('{check_worthiness="CFS", mood="سعيد", verdict="perhaps"}'),
        sees="perhaps (?)",
    ),
    Act(
        "attributes", CLAIM.format('{mood="سعيد"}'), "a pagedown up down down down down down down", sees="does not ask"
    ),
    Act("attributes", CLAIM.format('{mood="سعيد"}'), "a down down down down down backspace", CLAIM.format("")),
    # Written answers.
    Act("attributes", AT_MARKER.format(""), "a enter '9' enter", AT_MARKER.format('{ref="9"}')),
    Act("attributes", AT_MARKER.format('{ref="8"}'), "a enter '9' enter", AT_MARKER.format('{ref="9"}')),
    Act("attributes", AT_MARKER.format('{ref="8"}'), "a enter '9' escape"),
    Act("attributes", AT_MARKER.format('{ref="8"}'), "a enter ctrl+u enter", AT_MARKER.format("")),
    # The link one has chosen, or those below the questions about the annotation.
    Act("attributes", CITED.format("", ""), "a pagedown 1", CITED.format("", '{support="full"}'), sees="Support: full"),
    Act("attributes", CITED.format("", ""), "tab right a 4", CITED.format("", '{support="contradicts"}')),
    # On the next annotation the panel goes along, and an answer can be repeated there.
    Act(
        "attributes",
        "|قال الأسعار\n- Claim: قال\n- Claim: الأسعار",
        "a 3 ] 2",
        'قال |الأسعار\n- Claim{check_worthiness="CFS"}: قال\n- Claim{check_worthiness="UFS"}: الأسعار',
        changes=2,
    ),
    Act(
        "attributes",
        "|قال الأسعار\n- Claim: قال\n- Claim: الأسعار",
        "a 3 ] .",
        'قال |الأسعار\n- Claim{check_worthiness="CFS"}: قال\n- Claim{check_worthiness="CFS"}: الأسعار',
        changes=2,
    ),
    Act("attributes", CLAIM.format(""), "a 3 z", changes=0),
    Act("point", "قال |الوزير شيئا.", "P 'Claim' enter", "قال |الوزير شيئا.\n- Claim: ^الوزير", sees="│"),
    Act("point", "قال الوزير شيئا.|", "P 'Claim' enter", sees="│c", after="قال الوزير شيئا.|\n- Claim: ^~17"),
    Act("point", "|قال الوزير", "P 'note' enter 'هنا' enter", "|قال الوزير\n- _: ^قال # هنا"),
    Act("point", "|قال الوزير", "P 'no tag' enter", "|قال الوزير\n- _: ^قال"),
    Act("point", "|قال الوزير\n- Claim: ^قال", "P 'Claim' enter", said="This is tagged Claim already"),
    Act("point", "|قال الوزير", "P escape"),
    Act("annotation.next", "|قال الوزير\n- Claim: ^الوزير", "]", "قال |الوزير\n- Claim: ^الوزير"),
    Act("delete", "قال |الوزير\n- Claim: ^الوزير", "d", "قال |الوزير"),
    Act("tag.pick", "قال |الوزير\n- Claim: ^الوزير", "t 'Quote' enter", "قال |الوزير\n- Quote: ^الوزير"),
    Act("document", "قال |الوزير", "T 'Claim' enter", "قال |الوزير\n- Claim:", sees="whole document"),
    Act("document", "قال |الوزير\n- Claim:", "T", sees="✓ Claim"),
    Act("document", "قال |الوزير\n- Claim:", "T 'Claim' enter n 'كله' enter", "قال |الوزير\n- Claim: # كله"),
    Act("document", "قال |الوزير\n- Claim:\n- Source: الوزير", "[ [ d", "قال |الوزير\n- Source: الوزير"),
]


async def test_structure_acts(reader: Reader, tmp_path: Path) -> None:
    await play(reader, ACTS, tmp_path)


TREE = """name = "tree"
version = 1

[[tag]]
name = "Claim"
key = "c"
guidance = { en = "What can be true or false, all by itself and without anything that stands around it." }

[[tag]]
name = "Number"
parent = "Claim"

[[tag]]
name = "Date"
key = "i"
off_by_default = true

[[relation]]
name = "of"
key = "o"
guidance = { en = "From a part to the whole." }
"""


async def test_the_list_of_tags_and_the_help_say_all_that_the_tagset_says(reader: Reader, seeds: Path) -> None:
    tagset = seeds.parent / "annotations" / "tagset.toml"
    tagset.parent.mkdir(exist_ok=True)
    tagset.write_text(TREE, encoding="utf-8")
    async with reader(messages=True) as hands:
        session = hands.app.reading.session
        await hands.press("space")
        session.tag_selection("موعد")
        await hands.press("t")
        picker = hands.app.screen
        assert isinstance(picker, TagPicker)
        shown = [(choice.name, choice.depth, choice.kind) for choice in picker.rows.list.items]
        tags = [("Claim", 0, Kind.TAG), ("Number", 1, Kind.TAG)]
        assert shown == [*tags, ("موعد", 0, Kind.AD_HOC)]
        assert "stands around it" in picker.query_one("#picker-about", TextView).text
        # A tag that is kept back is found by typing, and listed for good by a key, also the next time.
        await hands.press("d", "a", "t", "e", "ctrl+o", "ctrl+u")
        assert [choice.name for choice in picker.rows.list.items] == ["Claim", "Number", "Date", "موعد"]
        assert hands.app.settings.tags == ("Date",) and hands.app.state.chosen["tags"] == ("Date",)
        # A key that does something else is not shown as the tag's.
        assert picker.rows.list.items[2].key == "" and "tagset.Date" in hands.said[-1]
        await hands.press("ctrl+o")
        assert "Claim is always listed" in hands.said[-1]
        await hands.press("up", "down", "down", "ctrl+o")
        assert hands.app.settings.tags == () and len(picker.rows.list.items) == 3
        assert "listed no longer" in hands.said[-1]
        # A tagset that is broken by now takes no tag away.
        tagset.write_text("[", encoding="utf-8")
        known = session.tagset
        await hands.press("d", "a", "t", "e", "ctrl+o", "ctrl+u")
        assert session.tagset is known and "the tags stay as they were" in hands.said[-1]
        tagset.write_text(TREE, encoding="utf-8")
        hands.app.choose(tags=())
        # One that is not in the tagset is put into it.
        await hands.press("down", "down", "ctrl+o")
        assert tagset.read_text(encoding="utf-8").startswith(TREE) and load_tagset(tagset).tag("موعد") is not None
        assert "is in the tagset now" in hands.said[-1]
        # What is new may stay out of it.
        await hands.press("k", "u", "n", "enter")
        assert session.own.store.tags == {"kun"} and load_tagset(tagset).tag("kun") is None
        await hands.press("f1")
        words = "\n".join("".join(row.line.glyphs) for row in hands.app.screen.query_one(HelpPanel).rows.items)
        assert "Claim: What can be true or false" in words and "of: From a part to the whole" in words


async def test_the_questions_are_those_of_the_document_and_of_the_tagset_there_are(reader: Reader, seeds: Path) -> None:
    other = seeds / "other.txt"
    other.write_text("قال الوزير", encoding="utf-8")
    tagset = seeds.parent / "annotations" / "tagset.toml"
    tagset.parent.mkdir(exist_ok=True)
    tagset.write_text(TREE, encoding="utf-8")
    async with reader(tags=("Date",)) as hands:
        await hands.press("space", "t", "d", "a", "t", "e", "enter", "a")
        panel = hands.app.screen.query_one(AnswersPanel)
        assert not panel.list.questions
        asks = '[[tag.attribute]]\nname = "month"\nkind = "text"\n'
        tagset.write_text(TREE.replace("off_by_default = true\n", f"off_by_default = true\n{asks}"), encoding="utf-8")
        app = hands.app
        await to_thread(app._tagset_written, app.reading.session, tagset)
        await hands.pilot.pause()
        assert [question.name for question in panel.list.questions] == ["month"]
        # Tags that are listed because somebody wants them are listed still.
        assert not next(tag for tag in app.reading.session.tagset.tags if tag.name == "Date").off_by_default
        app.open_document(other)
        await hands.finish()
        assert not panel.list.questions


async def test_the_annotation_that_is_asked_about_stays_in_the_list_above_the_questions(
    reader: Reader, tmp_path: Path
) -> None:
    text = tmp_path / "text.txt"
    text.write_text("قال ثم قال ثم قال ثم قال ثم قال ثم قال", encoding="utf-8")
    async with reader(text, size=(80, 24)) as hands:
        for _ in range(6):
            await hands.press("space", "c", "ctrl+left", "ctrl+left")
        await hands.press("left_square_bracket", "a")
        assert any(row.startswith("▌") for row in hands.rows("#sidebar"))
        assert hands.rows("#answers")[0].strip().startswith("Claim: "), "what it is about stands above the questions"
