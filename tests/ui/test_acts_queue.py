"""Acts: suggestions shown, gone through, accepted, changed and rejected, one and many."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from acts import Act, play

if TYPE_CHECKING:
    from pathlib import Path

    from acts import Reader

WAITS = "قال |الوزير شيئا.\n- Source?: الوزير"
ACCEPTED, REJECTED = (WAITS.replace("?", sign) for sign in "+!")
CHANGED = "قال |الوزير شيئا.\n- Claim±: الوزير"
BEFORE = "|قال الوزير شيئا.\n- Source?: الوزير"
PAIR = "قال |الوزير: حسن.\n- Cue?: قال\n- Source?: الوزير\n- Quote?: حسن\n- 3 signalled_by? 1\n- 3 said_by? 2"
WHOLE = "⟨قال الوزير: حسن⟩.\n- Cue{0}: قال\n- Source{0}: الوزير\n- Quote{0}: حسن"

ACTS = [
    Act("suggestions", WAITS, "S", said="Suggestions are shown", sees="Source? acts 100%"),
    # What waits in the set is told before anybody asks for it.
    Act("suggestions", WAITS, "escape", sees="Annotations 0 · 1 suggested"),
    Act("suggestions", WAITS, "escape", sees="S shows suggestions."),
    Act("suggestions", WAITS, "S", misses="S shows suggestions."),
    Act("suggestions", WAITS, "S backspace", REJECTED, misses="1 suggested"),
    Act("suggestions", WAITS, "S S", said="Suggestions are not shown", misses="Source? acts"),
    Act("suggestion.next", BEFORE, "semicolon", WAITS, sees="+"),
    Act("suggestion.next", BEFORE, "ك", WAITS),
    Act("suggestion.next", WAITS, "semicolon semicolon", said="No suggestion after this one"),
    Act("suggestion.next", "|قال", "semicolon", said="No suggestion after this one"),
    Act(
        "suggestion.previous",
        "قال الوزير شيئا.|\n- Source?: الوزير",
        "colon",
        WAITS,
    ),
    Act("suggestion.previous", WAITS, "S colon", said="No suggestion before this one"),
    Act("suggestion.accept", WAITS, "S enter", ACCEPTED),
    Act("suggestion.accept", WAITS, "enter", said="No suggestions are shown: S shows them"),
    Act("suggestion.accept", WAITS, "S a", said="This is a suggestion yet: enter"),
    Act("suggestion.accept", BEFORE, "S enter", said="No suggestion here: ; goes to the next"),
    Act("suggestion.accept", WAITS, "S tab enter", said="Suggestions are shown"),
    Act(
        "suggestion.accept",
        PAIR.replace("|الوزير: ح", "الوزير: |ح"),
        "S enter",
        PAIR.replace("?", "+").replace("|الوزير: ح", "الوزير: |ح"),
        said="Accepted 3 suggestions",
    ),
    Act("suggestion.accept", PAIR, "S enter", PAIR.replace("Source?", "Source+")),
    Act(
        "suggestion.accept",
        WHOLE.format("?"),
        "S enter",
        WHOLE.format("+").replace("⟨", "").replace("⟩", "|"),
        said="Accepted 3 suggestions",
    ),
    Act("suggestion.reject", WAITS, "S backspace", REJECTED, said="Rejected 1 suggestion", misses="Source?"),
    Act("suggestion.reject", WAITS, "S backspace z", WAITS, said="Undone: suggested", sees="Source? acts", changes=0),
    Act("suggestion.reject", REJECTED, "S semicolon", said="No suggestion after this one"),
    Act(
        "suggestion.reject",
        WHOLE.format("?"),
        "S backspace",
        WHOLE.format("!").replace("⟨", "").replace("⟩", "|"),
        said="Rejected 3 suggestions",
    ),
    Act("tag", WAITS, "S s", ACCEPTED),
    Act("tag", WAITS, "S c", CHANGED),
    Act(
        "tag", "قال ⟨الوزير⟩ شيئا.\n- Source?: الوزير", "S c", WAITS.replace("Source?", "Claim") + "\n- Source?: الوزير"
    ),
    Act(
        "suggestion.accept_alike",
        "|[9] ب [٩]\n[10]\n- Citation?: [9]\n- Citation?: [٩]\n- Citation?: [10]",
        "S asterisk",
        "|[9] ب [٩]\n[10]\n- Citation+: [9]\n- Citation+: [٩]\n- Citation?: [10]",
        said="Accepted 2 suggestions",
    ),
    Act(
        "suggestion.reject_alike",
        "|[9] ب [٩]\n[10]\n- Citation?: [9]\n- Citation?: [٩]\n- Claim?: [10]",
        "S exclamation_mark",
        "|[9] ب [٩]\n[10]\n- Citation!: [9]\n- Citation!: [٩]\n- Claim?: [10]",
        said="Rejected 2 suggestions",
    ),
    Act("suggestion.reject_alike", BEFORE, "S !", said="No suggestion here"),
    Act("suggestion.queue", "|ا", "Q", said="Nothing is suggested here, and no question is open"),
    Act("suggestion.queue", BEFORE, "Q", WAITS, sees="1 of 1   Source? acts 100%"),
    Act("suggestion.queue", BEFORE, "Q enter", ACCEPTED, said="That was the last suggestion", misses="1 of 1"),
    Act(
        "suggestion.queue",
        "|ا ب ج د\n- Claim?: ا\n- Claim?: ب\n- Claim?: ج\n- Claim?: د",
        "Q enter backspace q",
        "ا ب ج |د\n- Claim+: ا\n- Claim!: ب\n- Quote±: ج\n- Claim?: د",
        sees="4 of 4",
        changes=3,
    ),
    Act(
        "suggestion.queue",
        "ا ب |ج د\n- Claim?: ا\n- Claim?: ب\n- Claim?: ج\n- Claim?: د",
        "Q space enter backspace enter",
        "ا |ب ج د\n- Claim!: ا\n- Claim+: ب\n- Claim?: ج\n- Claim+: د",
        said="That was the last suggestion",
        changes=3,
    ),
    Act(
        "suggestion.queue",
        "|ا ب ج\n- Claim?: ا\n- Claim?: ب\n- Claim?: ج",
        "Q enter backspace z z",
        "|ا ب ج\n- Claim?: ا\n- Claim?: ب\n- Claim?: ج",
        sees="1 of 3",
        changes=0,
    ),
    Act(
        "suggestion.queue",
        "|ا ب ج\n- Claim?: ا\n- Claim?: ب\n- Claim?: ج",
        "Q enter escape",
        "ا |ب ج\n- Claim+: ا\n- Claim?: ب\n- Claim?: ج",
        misses="2 of 3",
    ),
    Act("suggestion.queue", BEFORE, "Q Q", WAITS, misses="1 of 1"),
    Act(
        "suggestion.queue",
        "|ا ب\n- Claim?: ا\n- Claim?: ب",
        "Q enter",
        "ا |ب\n- Claim+: ا\n- Claim?: ب",
        sees="2 ﻦﻣ 2",
        settings={"lang": "ar"},
    ),
]

CUES = "|قال زيد ثم نفى عمرو.\n- Cue: قال\n- Cue: نفى"
AT_SECOND = "قال زيد ثم |نفى عمرو.\n- Cue: قال\n- Cue: نفى"
FIRST_ANSWERED = AT_SECOND.replace("Cue: قال", 'Cue{cue_stance="distancing"}: قال')
CITED = 'زعم |زيد ذلك.[9]\n- Claim{check_worthiness="CFS", citation_need="cited", verdict="refuted"}: ذلك'
TWO_TAGS = CITED.replace("\n", "\n- Cue: زعم\n")
TYPED = (
    CITED.replace("|", "")
    .replace(" ذلك.", " |ذلك.")
    .replace(", verdict", ', claim_type=["numerical", "position"], verdict')
)
SUGGESTED_TOO = CUES.replace("قال\n", "قال\n- Claim?: زيد\n")
LINKED = "قال |ذلك.[9]\n- Cue: قال\n- Citation: [9]"
QUESTIONS = [
    # Nothing is suggested: the questions that are open.
    Act("suggestion.queue", CUES, "Q", sees="1 of 2   Cue: Stance"),
    Act(
        "suggestion.queue",
        CUES,
        "Q 3 4",
        FIRST_ANSWERED.replace("Cue: نفى", 'Cue{cue_stance="denying"}: نفى'),
        said="That was the last open question",
        misses="2 of 2",
        changes=2,
    ),
    Act("suggestion.queue", CUES, "Q 3 space", FIRST_ANSWERED, said="That was the last open question"),
    Act("suggestion.queue", CUES, "Q ٣ escape", FIRST_ANSWERED, misses="2 of 2"),
    Act("suggestion.queue", CUES, "Q 3 z", CUES, sees="1 of 2   Cue: Stance", changes=0),
    Act("suggestion.queue", CUES, "Q space z z", CUES, said="This is where it began", changes=0),
    # From the caret on, and round.
    Act("suggestion.queue", AT_SECOND, "Q space", CUES, sees="2 of 2"),
    # Several answers to one question, then the next one of the same annotation.
    Act("suggestion.queue", CITED, "Q 2 5 enter", TYPED, sees="2 of 2   Claim: Certainty", changes=2),
    Act("suggestion.queue", CITED, "Q 2 5 4 z enter", TYPED, sees="2 of 2", changes=2),
    # What is typed; one question alone, and one no more.
    Act(
        "suggestion.queue",
        LINKED,
        "Q enter '٩' enter",
        LINKED.replace("|", "").replace("[9]\n", "|[9]\n").replace("Citation:", 'Citation{ref="٩"}:'),
        sees="Citation: Status",
    ),
    Act(
        "suggestion.queue", LINKED, "Q enter escape", LINKED.replace("|", "").replace("[9]\n", "|[9]\n"), sees="1 of 4"
    ),
    Act("suggestion.queue", CUES, "Q exclamation_mark", said="That was the last open question"),
    Act(
        "suggestion.queue",
        TWO_TAGS,
        "Q asterisk",
        TWO_TAGS.replace("|", "").replace(" ذلك.", " |ذلك."),
        sees="1 of 1   Claim: Type",
    ),
    # Between suggestions and questions.
    Act(
        "suggestion.queue",
        SUGGESTED_TOO,
        "Q tab",
        SUGGESTED_TOO.replace("|", "").replace("نفى ع", "|نفى ع"),
        sees="1 of 2   Cue: Stance",
    ),
    Act(
        "suggestion.queue",
        SUGGESTED_TOO,
        "Q backspace",
        "قال |زيد ثم نفى عمرو.\n- Cue: قال\n- Claim!: زيد\n- Cue: نفى",
        said="Q goes through the open",
    ),
]


LIVE = [
    Act(
        "suggestion.accept",
        "|قال الوزير: «ارتفعت الأسعار كثيرا هذا العام».[9]",
        "S ; ; enter",
        "قال الوزير: «|ارتفعت الأسعار كثيرا هذا العام».[9]\n"
        '- Cue+{cue_stance="neutral"}: قال\n'
        '- Source+{source_kind="role"}: الوزير\n'
        '- Quote+{quote_type="direct"}: ارتفعت الأسعار كثيرا هذا العام\n'
        "- 3 signalled_by+ 1\n"
        "- 3 said_by+ 2",
        said="Accepted 3 suggestions",
    ),
    Act(
        "suggestion.reject_alike",
        "|نص[9] آخر.\nثالث[9] رابع.",
        "; !",
        'نص|[9] آخر.\nثالث[9] رابع.\n- Citation!{ref="9"}: [9]\n- Citation!{ref="9"}: [9]~2',
        said="Rejected 2 suggestions",
    ),
    Act("suggestion.next", "|في ١٢ مايو ٢٠٢٠ سافر خمسة كيلومترات", "semicolon", said="No suggestion after this one"),
    Act("suggestions", "«|كلمة", "S :", said="No suggestion before this one"),
]
"""What recognisers suggest of a text, when nothing waits in the set."""


async def test_acts(reader: Reader, tmp_path: Path) -> None:
    await play(partial(reader, suggest=()), ACTS, tmp_path)


async def test_acts_on_open_questions(reader: Reader, tmp_path: Path) -> None:
    await play(partial(reader, suggest=()), QUESTIONS, tmp_path)


async def test_acts_on_what_is_recognised(reader: Reader, tmp_path: Path) -> None:
    await play(reader, LIVE, tmp_path)
