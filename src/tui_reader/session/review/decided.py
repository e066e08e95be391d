"""What was decided of a group, in words: the outcome or the reason, how sure the reviewer is, and what speaks against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.annotations.model import BETWEEN_FRAGMENTS
from tui_reader.language import listed, tr
from tui_reader.review.decisions import Standing, Verdict
from tui_reader.text.excerpt import isolated

if TYPE_CHECKING:
    from tui_reader.annotations.tagset import Tagset
    from tui_reader.review.decisions import Decision, Outcome
    from tui_reader.review.groups import Group
    from tui_reader.session.review.review_session import ReviewSession

MOST_QUOTED = 60
"""Code points of the text that was accepted."""


def standing_words(review: ReviewSession, group: Group, confirm_key: str) -> str:
    """Why a group is asked again, and by which key what was decided holds; empty where it is not asked again."""
    if review.decisions.standing(group) is not Standing.STALE:
        return ""
    sides = review.decisions.speaking_against(group)
    names = listed(isolated(review.name_of(side)) for side in sides)
    if not names:
        return tr("The text of what was decided is not found any more: decide again, or {key}: it holds", key=confirm_key)
    return tr("{names} changed since this was decided: decide again, or {key}: it holds", names=names, key=confirm_key)


def decision_words(review: ReviewSession, group: Group) -> str:
    """What was decided of a group; empty where nothing was."""
    decision, tagset = review.decisions.of(group), review.reading.tagset
    if decision is None:
        return ""
    said = [_verdict(decision, tagset)]
    if decision.confidence is not None:
        said.append(tr("{percent} % sure", percent=round(100 * decision.confidence)))
    if decision.by_strategy:
        said.append(tr("by a rule"))
    return " · ".join(said)


def _verdict(decision: Decision, tagset: Tagset) -> str:
    if decision.verdict is Verdict.ACCEPTED and decision.outcome is not None:
        return tr("accepted: {annotation}", annotation=outcome_words(decision.outcome, tagset))
    if decision.reason:
        return tr("rejected: {reason}", reason=isolated(tagset.shown_reason(decision.reason)))
    return tr("rejected")


def outcome_words(outcome: Outcome, tagset: Tagset) -> str:
    """An annotation to be: its tags, the beginning of its text, its answers."""
    tags = ", ".join(isolated(tagset.shown_name(tag)) for tag in outcome.tags) or tr("a highlight")
    if outcome.targets[0].is_whole:
        text = tr("the whole document")
    else:
        quote = " ".join(BETWEEN_FRAGMENTS.join(target.words for target in outcome.targets).split())
        quote = quote if len(quote) <= MOST_QUOTED else f"{quote[: MOST_QUOTED - 1]}…"
        text = f"«{isolated(quote)}»"
    return " ".join((tags, text, _answers(outcome, tagset))).rstrip()


def _answers(outcome: Outcome, tagset: Tagset) -> str:
    if not outcome.attributes:
        return ""
    asked = {each.name: each for tag in map(tagset.tag, outcome.tags) if tag is not None for each in tag.attributes}
    answers = []
    for name, value in outcome.attributes.items():
        attribute = asked.get(name)
        values = value if isinstance(value, list) else [value]
        shown = [str(each) if attribute is None else attribute.shown_value(each) for each in values]
        answers.append(listed(map(isolated, shown)))
    return f"({' · '.join(answers)})"
