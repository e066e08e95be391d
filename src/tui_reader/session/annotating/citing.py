"""Claims and the markers of references that are given for them: linked by one key, widened by another.

What a marker backs is taken to be what stands before it, unless that only says who says what follows. It may be little
or much, and has three sizes: the *clause* from the marker before (or the beginning of the sentence) up to this one, the
*sentence* from its beginning, the *paragraph* from its beginning. Markers side by side, `[9][10]`, are a group, and
back the same.

Every command is one change: the claim, where there is none, an annotation for every marker, and the links.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui_reader.annotations.anchoring import Placement, State
from tui_reader.annotations.changes import Add, Batch, Update
from tui_reader.annotations.records.annotation import Annotation, new_annotation
from tui_reader.annotations.records.relation import new_relation
from tui_reader.language import tr
from tui_reader.recognition.references import entry_for
from tui_reader.recognition.refs import ref_at, refs
from tui_reader.session.annotating.cited_passages import Marker, Passage
from tui_reader.session.annotating.fragments import put, settled
from tui_reader.session.annotating.linking import are_linked, may_begin, may_join
from tui_reader.session.refused import Refused
from tui_reader.text.excerpt import isolated
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tui_reader.annotations.changes import Change
    from tui_reader.annotations.tagset import RelationType, Tagset
    from tui_reader.session.entries import Entry
    from tui_reader.session.reader import ReaderSession

CITES = "cites"
"""What the link from a claim to a marker is called in the tagset."""
CLAIM, CITATION = "Claim", "Citation"
"""Tags of what is made, where the tagset lets these two be linked; else the first ones it does."""


def cite(session: ReaderSession) -> str:
    """Links what is said here to the markers behind it; on a marker, gives that its scope. What is so then, in words.

    What is said: the selection, else the claim one is at, else the clause at the caret. Raises Refused.
    """
    session.require_writable()
    kind = _kind(session.tagset)
    if session.selection is None:
        marker = _marker_here(session, kind)
        if marker is not None:
            claims = _claims_of(session, kind, marker)
            return _widen(session, claims[-1], marker) if claims else _give_scope(session, kind, marker)
    said, markers = _said_here(session, kind)
    claim = _link(session, kind, said, markers)
    session.focus(claim.id)
    return tr("Cites {markers}", markers=_words(session, markers))


def widen(session: ReaderSession) -> str:
    """Widens what the marker here backs, or the claim here, to the next size; which that is, in words."""
    session.require_writable()
    kind = _kind(session.tagset)
    marker = _marker_here(session, kind)
    if marker is not None:
        claims = _claims_of(session, kind, marker)
        return _widen(session, claims[-1], marker) if claims else _give_scope(session, kind, marker)
    claim = _claim_here(session, kind) or _claim_near(session, kind)
    if claim is None:
        raise Refused(tr("There is no marker and no claim here"))
    return _widen(session, claim, None)


def entry_of_marker(session: ReaderSession) -> int:
    """Goes from a marker to its entry in the list of references; the offset one was at.

    From a claim to that of its first marker, or to the marker where there is no entry. Raises Refused.
    """
    kind = _kind(session.tagset)
    here = _marker_here(session, kind)
    marker = here or _first_cited(session, kind)
    if marker is None:
        raise Refused(tr("There is no marker here, and no claim that cites: go to a marker, or cite one by {cite}"))
    named = _named_at(session, marker)
    found = next(filter(None, (entry_for(session.document, ref, marker.span.start) for ref in named)), None)
    if found is None and here is not None:
        words = session.document.slice(marker.span)
        raise Refused(tr("There is no entry for {marker} in a list of references", marker=isolated(words)))
    was = session.caret
    session.move((found or marker.span).start)
    return was


def _first_cited(session: ReaderSession, kind: RelationType) -> Marker | None:
    """The first marker in the text that the claim here cites."""
    claim = _claim_here(session, kind)
    if claim is None:
        return None
    links = session.own.store.relations_of(claim.id)
    ends = [session.entry(link.target) for link in links if link.name == kind.name and link.source == claim.id]
    cited = [Marker(end.spans[0], end.annotation.attributes) for end in ends if end is not None and end.spans]
    return min(cited, key=lambda marker: marker.span, default=None)


def _named_at(session: ReaderSession, marker: Marker) -> list[str]:
    """What a marker refers to; of several references the one at the caret first."""
    ref = str(marker.found.get("ref") or "")
    place = ref_at(ref, session.document.slice(Span(marker.span.start, session.caret)))
    return refs(ref)[place:] + refs(ref)[:place]


# What is meant


def _kind(tagset: Tagset) -> RelationType:
    kind = tagset.relation(CITES)
    if kind is None:
        raise Refused(tr("The tagset has no link called {link}", link=CITES))
    return kind


def _tags(session: ReaderSession, kind: RelationType) -> tuple[str, str]:
    """The tags of a claim and of a marker."""
    source = CLAIM if not kind.sources or CLAIM in kind.sources else kind.sources[0]
    target = CITATION if not kind.targets or CITATION in kind.targets else kind.targets[0]
    for name in (source, target):
        if session.tagset.tag(name) is None:
            raise Refused(tr("The tagset has no tag {tag}", tag=isolated(name)))
    return source, target


def _own_at(session: ReaderSession, offset: int) -> list[Entry]:
    """One's own annotations on a character, the one commands are about first, then from the innermost on."""
    here = [entry for entry in session.at(offset) if entry.layer is session.own]
    return sorted(here, key=lambda entry: entry.id != session.focus_id)


def marker_at(session: ReaderSession, offset: int) -> Span | None:
    """The marker that covers an offset, brackets included."""
    marker = Passage(session, offset).marker_at(offset)
    return None if marker is None else marker.span


def _marker_here(session: ReaderSession, kind: RelationType) -> Marker | None:
    """The marker at the caret: one that is recognised, or that somebody has tagged."""
    marker = Passage(session, session.caret).marker_at(session.caret)
    if marker is not None:
        return marker
    tag = _tags(session, kind)[1]
    tagged = [entry for entry in _own_at(session, session.caret) if tag in entry.annotation.tags]
    return Marker(tagged[0].spans[0], tagged[0].annotation.attributes) if tagged else None


def _claim_here(session: ReaderSession, kind: RelationType) -> Entry | None:
    return next((entry for entry in _own_at(session, session.caret) if _is_claim(entry, kind)), None)


def _claim_near(session: ReaderSession, kind: RelationType) -> Entry | None:
    """The claim in the clause at the caret."""
    try:
        said, _ = _clause_here(session, kind)
    except Refused:
        return None
    return None if isinstance(said, Span) else said


def _is_claim(entry: Entry, kind: RelationType) -> bool:
    return bool(entry.annotation.tags) and may_begin(kind, entry.annotation) and bool(entry.spans)


def _said_here(session: ReaderSession, kind: RelationType) -> tuple[Entry | Span, list[Marker]]:
    """The claim there is or the stretch that is to become one, and the markers behind it."""
    if session.selection is not None:
        selected = session.trimmed(session.selection)
        passage = Passage(session, max(selected.start, selected.end - 1))
        group = _group_for(passage, selected)
        if group is None:
            raise Refused(tr("No marker follows what is selected in its sentence"))
        first = group[0].span.start
        stretch = passage.trimmed(Span(selected.start, first if selected.contains(first) else selected.end))
        if not stretch.length:
            raise Refused(tr("Nothing but a marker is selected"))
        same = [entry for entry in _own_at(session, stretch.start) if entry.spans == (stretch,)]
        return next((entry for entry in same if _is_claim(entry, kind)), stretch), group
    claim = _claim_here(session, kind)
    if claim is not None:
        extent = Span(min(claim.spans).start, max(span.end for span in claim.spans))
        group = _group_for(Passage(session, extent.end - 1), extent)
        if group is None:
            raise Refused(tr("No marker follows this in its sentence"))
        return claim, group
    return _clause_here(session, kind)


def _clause_here(session: ReaderSession, kind: RelationType) -> tuple[Entry | Span, list[Marker]]:
    passage = Passage(session, session.caret)
    sentence = session.page.sentence_at(session.caret)
    # Behind the last marker of a paragraph one is still in what it backs.
    group = (
        passage.group_from(session.caret, sentence)
        or passage.group_leading(session.caret)
        or passage.group_ending(sentence.end)
        or passage.group_below(sentence.end)
    )
    if group is None:
        raise Refused(tr("No marker follows in this sentence"))
    clause = _sizes(session, group[0])[0]
    if not clause.length:
        raise Refused(tr("Nothing stands before this marker"))
    return _claim_in(session, kind, clause) or clause, group


def _group_for(passage: Passage, said: Span) -> list[Marker] | None:
    """The markers of what is said from one offset to another."""
    return (
        passage.group_behind(said.end)
        or passage.group_leading(max(said.start, said.end - 1))
        or passage.group_below(said.end)
    )


def _sizes(session: ReaderSession, marker: Marker) -> list[Span]:
    """The clause, the sentence and the paragraph that a marker may back."""
    passage = Passage(session, marker.span.start)
    return passage.backed(passage.group_of(marker))


def _claim_in(session: ReaderSession, kind: RelationType, stretch: Span) -> Entry | None:
    """The claim in a stretch that is nearest to its end, if somebody has made one there."""
    found = [session.entry(one.id) for one in session.own.store.overlapping(stretch)]
    claims = [entry for entry in found if entry is not None and _is_claim(entry, kind)]
    claims = [entry for entry in claims if CLAIM in entry.annotation.tags] or claims
    return max(claims, key=lambda entry: max(entry.spans), default=None)


def _claims_of(session: ReaderSession, kind: RelationType, marker: Marker) -> list[Entry]:
    """The claims that are linked to a marker, in the order of the text."""
    claims: dict[str, Entry] = {}
    for citation in _citations_on(session, kind, marker.span):
        for relation in session.own.store.relations_of(citation.id):
            entry = session.entry(relation.source)
            if relation.name == kind.name and relation.target == citation.id and entry is not None and entry.spans:
                claims[entry.id] = entry
    return sorted(claims.values(), key=lambda entry: max(entry.spans))


def _citations_on(session: ReaderSession, kind: RelationType, span: Span) -> list[Annotation]:
    tag = _tags(session, kind)[1]
    found = [session.entry(one.id) for one in session.own.store.overlapping(span)]
    return [entry.annotation for entry in found if entry and entry.spans == (span,) and tag in entry.annotation.tags]


def _suggested_on(session: ReaderSession, tag: str, span: Span) -> Annotation | None:
    """What waits in the set for somebody to say that a marker is one: who cites it does."""
    store = session.own.store
    for one in store.suggestions_overlapping(span):
        placed = store.placement(one.id)
        if tag in one.tags and isinstance(placed, Placement) and placed == Placement((span,), State.EXACT):
            return one
    return None


# What is done


def _give_scope(session: ReaderSession, kind: RelationType, marker: Marker) -> str:
    clause = _sizes(session, marker)[0]
    if not clause.length:
        raise Refused(tr("Nothing stands before this marker"))
    _link(session, kind, _claim_in(session, kind, clause) or clause, [marker])
    session.move(marker.span.start)
    return tr("Scope of {markers}: {size}", markers=_words(session, [marker]), size=tr("the clause"))


def _widen(session: ReaderSession, claim: Entry, marker: Marker | None) -> str:
    now = Span(min(claim.spans).start, max(span.end for span in claim.spans))
    passage = Passage(session, now.end - 1)
    group = _group_for(passage, now) if marker is None else [marker]
    end = session.page.sentence_at(now.end - 1).end
    stretches = passage.before(end) if group is None else _sizes(session, group[0])
    sizes = (tr("the clause"), tr("the sentence"), tr("the paragraph"))
    for size, stretch in zip(sizes, stretches, strict=True):
        wider = Span(min(now.start, stretch.start), max(now.end, stretch.end))
        if wider != now or len(claim.spans) > 1:
            annotation, _ = settled(session, claim)
            put(session, annotation, [session.trimmed(wider)])
            if marker is not None:
                session.move(marker.span.start)
            return tr("Scope: {size}", size=size)
    raise Refused(tr("The scope is the whole paragraph already"))


def _link(session: ReaderSession, kind: RelationType, said: Entry | Span, markers: Sequence[Marker]) -> Annotation:
    """Links a claim, or a stretch that becomes one, to markers: one change. Raises Refused where that is so already."""
    claim_tag, marker_tag = _tags(session, kind)
    tag = session.tagset.tag(marker_tag)
    changes: list[Change] = []
    if isinstance(said, Span):
        claim = _new(session, session.trimmed(said), claim_tag, {})
        changes.append(Add(claim))
    else:
        claim = said.annotation
    for marker in markers:
        kept = {} if tag is None else tag.answers_in(marker.found)
        citation = next(iter(_citations_on(session, kind, marker.span)), None)
        if citation is None:
            suggested = _suggested_on(session, marker_tag, marker.span)
            citation = _new(session, marker.span, marker_tag, kept) if suggested is None else suggested.accepted()
            changes.append(Add(citation) if suggested is None else Update(suggested, citation))
        elif not citation.attributes.get("ref") and "ref" in kept:
            changed = citation.with_attributes({**citation.attributes, "ref": kept["ref"]})
            changes.append(Update(citation, changed))
            citation = changed
        if not may_join(kind, claim, citation):
            raise Refused(tr("{link} cannot begin at {tag}", link=kind.shown_name, tag=", ".join(claim.tags)))
        if not are_linked(session.own.store, kind, claim, citation):
            changes.append(Add(new_relation(kind.name, claim.id, citation.id)))
    if not changes:
        raise Refused(tr("{markers} is cited here already", markers=_words(session, markers)))
    session.own.store.apply(changes[0] if len(changes) == 1 else Batch(tuple(changes)))
    return claim


def _new(session: ReaderSession, span: Span, tag: str, attributes: Mapping[str, Any]) -> Annotation:
    source = session.own.annotations.source_iri
    return new_annotation((session.described(span),), source=source, tags=(tag,), attributes=attributes or None)


def _words(session: ReaderSession, markers: Iterable[Marker]) -> str:
    return isolated("".join(session.document.slice(marker.span) for marker in markers))
