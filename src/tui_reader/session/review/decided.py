"""What was decided of the group one is at, in words: outcome or reason, how sure one is, what speaks against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.annotations.records.targets import BETWEEN_FRAGMENTS
from tui_reader.annotations.tagset import value_words
from tui_reader.language import listed, tr, tr_count
from tui_reader.review.decisions import Standing, Verdict
from tui_reader.review.groups import State
from tui_reader.review.verdicts import Way
from tui_reader.text.excerpt import beginning, isolated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.annotations.tagset import Tagset
    from tui_reader.review.decisions import Decision, Decisions, Outcome
    from tui_reader.review.groups import Group
    from tui_reader.session.review.adjudicating import Written
    from tui_reader.session.review.deciding import Deciding
    from tui_reader.session.review.review_session import ReviewSession

MOST_QUOTED = 60
"""Code points of the text that was accepted."""
DECIDED_SIGN, REJECTED_SIGN, AGAIN_SIGN = "✓", "✗", "↻"


def stated(deciding: Deciding, confirm_key: str) -> Iterator[tuple[str, bool]]:
    """How the group one is at stands, line by line; of each whether it says that the group is asked again.

    `confirm_key` is the key by which what was decided holds. Nothing where there is nothing to be said.
    """
    review, group, decision = deciding.review, deciding.review.group, deciding.decision
    if group is None:
        return
    if review.standing(group) is Standing.STALE:
        yield f"{AGAIN_SIGN} {_asked_again(review, group, confirm_key)}", True
    said = [] if decision is None else [_whose(review, group, decision) or _verdict(decision, review.reading.tagset)]
    if deciding.sureness is not None:
        said.append(tr("{percent} % sure", percent=round(100 * deciding.sureness)))
    if decision is not None and decision.by_strategy:
        said.append(tr("by a rule"))
    if said:
        sign = "" if decision is None else REJECTED_SIGN if decision.verdict is Verdict.REJECTED else DECIDED_SIGN
        yield f"{sign} {' · '.join(said)}".lstrip(), False
    if decision is not None and decision.comment:
        yield f"“{isolated(' '.join(decision.comment.split()))}”", False


def _asked_again(review: ReviewSession, group: Group, key: str) -> str:
    against = [] if review.decisions is None else review.decisions.speaking_against(group)
    names = listed(isolated(review.name_of(side)) for side in against)
    if names:
        return tr("Decided before {names} changed it: decide again, or {key}: it holds", names=names, key=isolated(key))
    return tr("The text that was decided on is gone: decide again, or {key}: it holds", key=isolated(key))


def _whose(review: ReviewSession, group: Group, decision: Decision) -> str:
    """Whose version was accepted, where one of several was: it stands in the lanes. Empty where nobody has it now."""
    names = [isolated(review.name_of(side)) for side in accepted_sides(review.decisions, group, decision)]
    return tr("accepted: the version of {names}", names=listed(names)) if names else ""


def accepted_sides(decisions: Decisions | None, group: Group, decision: Decision | None) -> list[int]:
    """The sides that have the version that was accepted, by their numbers; none where it is not one of several.

    First stand those whose links count.
    """
    if decisions is None or decision is None or decision.outcome is None or decision.way is not Way.ADJUDICATED:
        return []
    outcome = decision.outcome
    counting = {side for side, name in enumerate(decisions.names) if name in (outcome.relations_of or ())}
    links_differ = State.RELATIONS in group.differences and outcome.relations_of is not None
    sides = [
        side
        for side, unit in group.present
        if (unit.tags, unit.places, unit.annotation.attributes) == (outcome.tags, outcome.places, outcome.attributes)
        and (not links_differ or side in counting)
    ]
    return sorted(sides, key=lambda side: side not in counting)


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
        quote = BETWEEN_FRAGMENTS.join(target.words for target in outcome.targets)
        text = f"«{isolated(beginning(quote, MOST_QUOTED))}»"
    return " ".join(filter(None, (tags, text, _answers(outcome, tagset))))


def _answers(outcome: Outcome, tagset: Tagset) -> str:
    asked = {each.name: each for tag in map(tagset.tag, outcome.tags) if tag is not None for each in tag.attributes}
    answers = []
    for name, value in outcome.attributes.items():
        attribute = asked.get(name)
        values = value if isinstance(value, list) else [value]
        shown = [value_words(each) if attribute is None else attribute.shown_value(each) for each in values]
        answers.append(listed(map(isolated, shown)))
    return f"({' · '.join(answers)})" if answers else ""


def written_words(written: Written) -> str:
    """What the adjudicated set holds, what it does not, and where it is."""
    made, name = written.adjudicated, isolated(written.path.name)
    annotations = tr_count(made.ways.total(), "{count} annotation", "{count} annotations")
    links = tr_count(made.links, "{count} link", "{count} links")
    lines = [
        tr("{name}: {held}", name=name, held=listed((annotations, links)))
        if written.is_new
        else tr("{name} is as it was: {held}", name=name, held=listed((annotations, links)))
    ]
    left = [
        words
        for count, words in (
            (made.rejected, tr_count(made.rejected, "{count} rejected", "{count} rejected")),
            (made.open, tr_count(made.open, "{count} not decided", "{count} not decided")),
            (len(made.lost), tr_count(len(made.lost), "{count} lost", "{count} lost")),
        )
        if count
    ]
    if left:
        lines.append(tr("Not in it: {groups}", groups=listed(left)))
    if made.stale:
        lines.append(tr_count(made.stale, "{count} to be decided again", "{count} to be decided again"))
    return "\n".join(lines)
