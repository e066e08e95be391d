"""Texts edited at random, of which it is known what became of every character: the truth that anchoring is held to.

A `Tracked` text knows for each character where in the original it stood, or that it is new. So after any edits it is
known where a quote is now, how much of it is left, and whether what an anchor gives for it is that quote or another
text that looks like it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.text.comparing import compared_text
from tui_reader.text.span import Span

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator, Sequence

    from tui_reader.annotations.records.targets import Target

NEW = -1
"""Where a character comes from that was not in the original."""
FAR = 200
"""Code points beyond which a place is another one, whatever is edited."""
LONG_ENOUGH = 1500
"""Code points of a text that can have twin sentences and still be like a text."""
_SENTENCE = re.compile(r"[^.!?؟\n]+[.!?؟]*\n*")
_WORD = re.compile(r"\S+")
_VOWEL_SIGNS = "\u064e\u064f\u0650\u0652\u0651\u064b\u064d"
_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
_NUMBERS = re.compile(r"\d+")


class Tracked:
    """A text that is edited."""

    def __init__(self, text: str) -> None:
        self.original = text
        self.characters = list(text)
        self.origins = list(range(len(text)))
        """For each character where it stood in the original, or NEW."""

    @property
    def text(self) -> str:
        """The text as it is now."""
        return "".join(self.characters)

    def insert(self, place: int, text: str) -> None:
        """Puts new text in."""
        self.characters[place:place] = text
        self.origins[place:place] = [NEW] * len(text)

    def delete(self, span: Span) -> None:
        """Takes text out."""
        del self.characters[span.start : span.end]
        del self.origins[span.start : span.end]

    def replace(self, span: Span, text: str) -> None:
        """Puts new text in place of what is there."""
        self.delete(span)
        self.insert(span.start, text)

    def move(self, span: Span, place: int) -> None:
        """Cuts text out and puts it in elsewhere; `place` is not inside it."""
        characters, origins = self.characters[span.start : span.end], self.origins[span.start : span.end]
        self.delete(span)
        place -= span.length if place >= span.end else 0
        self.characters[place:place] = characters
        self.origins[place:place] = origins

    def each(self, spell: Callable[[str], str]) -> None:
        """Spells every cluster, a letter with its marks, in another way."""
        clusters: list[tuple[str, int]] = []
        for character, origin in zip(self.characters, self.origins, strict=True):
            if clusters and unicodedata.combining(character):
                clusters[-1] = (clusters[-1][0] + character, clusters[-1][1])
            else:
                clusters.append((character, origin))
        spelt = [(part, origin) for cluster, origin in clusters for part in spell(cluster)]
        self.characters = [part for part, _ in spelt]
        self.origins = [origin for _, origin in spelt]

    def now(self, span: Span) -> Span | None:
        """Where the first to the last character of a span of the original are now; None where none is left."""
        places = [place for place, origin in enumerate(self.origins) if span.start <= origin < span.end]
        return Span(min(places), max(places) + 1) if places else None


class Verdict(NamedTuple):
    """What is to be said of the place an anchor gives for a quote."""

    is_right: bool
    why: str = ""


def judge(edited: Tracked, target: Target, found: Span, state: str) -> Verdict:
    """Whether a quote of the original is what stands at `found` now, and whether the state says so.

    A copy that has all that is known of the quote, its whole context too, is as good as the quote.
    """
    quote, known = target.position, target.quote
    assert quote is not None and known is not None
    old, new = edited.original[quote.start : quote.end], "".join(edited.characters[found.start : found.end])
    expected = "changed" if new != old else "exact" if found == quote else "moved"
    if state != expected:
        return Verdict(False, f"is {expected}, but said to be {state}")
    if new == old and _could_be_it(edited, quote, found):
        return Verdict(True)
    before, after = edited.text[: found.start], edited.text[found.end :]
    sides = before.endswith(known.prefix), after.startswith(known.suffix)
    # Where the same words stand at the same place, with the same text beside them, nothing was moved.
    if new == old and (all(sides) or (found == quote and any(sides))):
        return Verdict(True)
    known_of_it = compared_text(known.prefix + old + known.suffix)
    if known_of_it in compared_text(before[-3 * len(known.prefix) :] + new + after[: 3 * len(known.suffix)]):
        return Verdict(True)
    now = edited.now(quote)
    if found == now or (now and now.start <= found.start <= found.end <= now.end and _alike(old, new)):
        return Verdict(True)
    wanted = _letters(enumerate(edited.original[quote.start : quote.end], quote.start))
    there = _letters(
        zip(edited.origins[found.start : found.end], edited.characters[found.start : found.end], strict=True)
    )
    its_own = [origin for origin in there if quote.start <= origin < quote.end]
    of_others = [origin for origin in there if origin != NEW and not quote.start <= origin < quote.end]
    if len(set(its_own)) < len(wanted) / 2:
        return Verdict(False, f"{len(set(its_own))} of its {len(wanted)} letters")
    if new != old and len(of_others) > max(2, len(there) // 10):
        return Verdict(False, f"{len(of_others)} letters of other text")
    return Verdict(True)


def _alike(old: str, new: str) -> bool:
    return compared_text(old) == compared_text(new)


def _letters(characters: Iterator[tuple[int, str]] | enumerate[str] | zip[tuple[int, str]]) -> list[int]:
    return [origin for origin, character in characters if character.isalnum()]


def _could_be_it(edited: Tracked, quote: Span, found: Span) -> bool:
    """Whether the new text is the old one with one stretch taken out on one side of the quote.

    Out of `a a` one `a` was deleted: nobody can say which.
    """
    old, new = edited.original, edited.text
    if old[: quote.start] == new[: found.start] and old.endswith(new[found.end :]):
        return True
    return old[quote.end :] == new[found.end :] and old.startswith(new[: found.start])


# Edits. Each gets the text, a quote of the original that it is about, and a source of chance.


def insertion(edited: Tracked, quote: Span, chance: random.Random) -> None:
    """Words are put in somewhere, often near the quote."""
    place = _somewhere(edited, quote, chance)
    edited.insert(place, _words(edited, chance, chance.choice((1, 3, 12, 40))))


def deletion(edited: Tracked, quote: Span, chance: random.Random) -> None:
    """A stretch is taken out somewhere, perhaps with some of the quote."""
    start = _somewhere(edited, quote, chance)
    edited.delete(Span(start, min(len(edited.characters), start + chance.choice((1, 5, 30, 200)))))


def quote_deleted(edited: Tracked, quote: Span, _chance: random.Random) -> None:
    """The quote is taken out, and nothing else."""
    now = edited.now(quote)
    if now is not None:
        edited.delete(now)


def sentence_deleted(edited: Tracked, quote: Span, _chance: random.Random) -> None:
    """The sentence of the quote is taken out."""
    edited.delete(_sentences(edited, quote)[1])


def quote_copied(edited: Tracked, quote: Span, chance: random.Random) -> None:
    """The quote stands somewhere else too. Of two copies side by side nobody can say which one is the new one."""
    now = edited.now(quote)
    if now is None:
        return
    place = _somewhere(edited, quote, chance)
    place = now.end if now.start < place < now.end else place
    copy, origins = edited.characters[now.start : now.end], edited.origins[now.start : now.end]
    edited.insert(place, f" {''.join(copy)} ")
    if abs(place - now.start) <= now.length + FAR:
        edited.origins[place + 1 : place + 1 + len(copy)] = origins


def quote_copied_far(edited: Tracked, quote: Span, chance: random.Random) -> None:
    """The quote stands somewhere else too, with other text around it."""
    now = edited.now(quote)
    far = None if now is None else _far_from(edited, now.start, chance)
    if now is not None and far is not None:
        edited.insert(far, f" {''.join(edited.characters[now.start : now.end])} ")


def rewritten(edited: Tracked, quote: Span, chance: random.Random) -> None:
    """Other words stand where the quote stood."""
    now = edited.now(quote)
    if now is not None:
        edited.replace(now, _words(edited, chance, 1 + now.length // 6))


def look_alike(edited: Tracked, quote: Span, chance: random.Random) -> None:
    """The sentence of the quote is gone, and one that is like the quote stands elsewhere: other numbers, a word."""
    now = edited.now(quote)
    if now is None:
        return
    words = "".join(edited.characters[now.start : now.end])
    words = _NUMBERS.sub(lambda number: str(chance.randrange(10 ** len(number[0]))), words)
    found = list(_WORD.finditer(words))
    if len(found) > 1:
        one = chance.choice(found)
        words = words[: one.start()] + _words(edited, chance, 1) + words[one.end() :]
    span = _sentences(edited, quote)[1]
    edited.delete(span)
    far = _far_from(edited, span.start, chance)
    if far is not None:
        edited.insert(far, f" {words} ")


def emptied(edited: Tracked, _quote: Span, _chance: random.Random) -> None:
    """Nothing is left."""
    edited.delete(Span(0, len(edited.characters)))


def other_encoding(edited: Tracked, _quote: Span, _chance: random.Random) -> None:
    """What windows-1256 cannot hold has become a question mark."""
    edited.each(lambda cluster: cluster.encode("windows-1256", "replace").decode("windows-1256"))


def crlf(edited: Tracked, _quote: Span, _chance: random.Random) -> None:
    """Every line ends as on Windows; or as elsewhere, if it did already."""
    windows = "\r\n" in edited.text
    if windows:
        edited.each(lambda cluster: "" if cluster == "\r" else cluster)
    else:
        edited.each(lambda cluster: "\r\n" if cluster == "\n" else cluster)


def composed(edited: Tracked, _quote: Span, chance: random.Random) -> None:
    """Letters and marks are composed, or decomposed, canonically or more."""
    form = chance.choice(("NFC", "NFD", "NFKC", "NFKD"))
    edited.each(lambda cluster: unicodedata.normalize(form, cluster))  # type: ignore[arg-type]


def vowels_added(edited: Tracked, _quote: Span, chance: random.Random) -> None:
    """Most letters have vowel signs."""
    share = chance.choice((0.1, 0.7, 0.95))
    edited.each(lambda c: c + chance.choice(_VOWEL_SIGNS) if c in _LETTERS and chance.random() < share else c)


def vowels_removed(edited: Tracked, _quote: Span, _chance: random.Random) -> None:
    """No letter has marks, and none is lengthened."""
    edited.each(lambda c: "".join(p for p in c if not unicodedata.combining(p) and p != "\u0640"))


def respelt(edited: Tracked, _quote: Span, chance: random.Random) -> None:
    """Seats of hamza, final ya and ta marbuta, digits, in another way."""
    ways = [("أإآ", "ااا"), ("ةى", "هي"), ("0123456789", "٠١٢٣٤٥٦٧٨٩"), ("٠١٢٣٤٥٦٧٨٩", "0123456789"), ("يك", "یک")]
    table = {ord(a): b for old, new in chance.sample(ways, 2) for a, b in zip(old, new, strict=True)}
    edited.each(lambda cluster: cluster.translate(table))


def byte_order_mark(edited: Tracked, _quote: Span, _chance: random.Random) -> None:
    """The text begins with a mark that stands for nothing, as where two files were joined."""
    edited.insert(0, "\ufeff")


def typos(edited: Tracked, quote: Span, chance: random.Random) -> None:
    """Letters of the quote are put in, left out or replaced."""
    for _ in range(chance.choice((1, 1, 2, 4))):
        now = edited.now(quote)
        if now is None:
            return
        place = chance.randrange(now.start, now.end)
        kind = chance.randrange(3)
        if kind:
            edited.delete(Span(place, place + 1))
        if kind != 1:
            edited.insert(place, chance.choice(_LETTERS))


def words_changed(edited: Tracked, quote: Span, chance: random.Random) -> None:
    """A word of the quote, or beside it, is another one."""
    now = edited.now(quote)
    if now is None:
        return
    text = edited.text
    near = Span(max(0, now.start - 40), min(len(text), now.end + 40))
    words = list(_WORD.finditer(text, near.start, near.end))
    for word in sorted(chance.sample(words, min(len(words), chance.choice((1, 2)))), key=lambda w: -w.start()):
        edited.replace(Span(*word.span()), _words(edited, chance, 1))


def sentences_swapped(edited: Tracked, quote: Span, chance: random.Random) -> None:
    """The sentence of the quote and the next one, or the one before, have changed places."""
    before, own, after = _sentences(edited, quote)
    other = chance.choice([span for span in (before, after) if span.length] or [own])
    first, second = sorted((own, other))
    if first != second:
        edited.move(second, first.start)


def paragraph_moved(edited: Tracked, quote: Span, chance: random.Random) -> None:
    """The paragraph of the quote, or another one, stands elsewhere."""
    text = edited.text
    paragraphs = [Span(*found.span()) for found in re.finditer(r"[^\n]*\n+|[^\n]+$", text)]
    if len(paragraphs) < 2:
        return
    now = edited.now(quote) or Span(0, 0)
    own = next((span for span in paragraphs if span.start <= now.start < span.end), paragraphs[0])
    span = chance.choice((own, chance.choice(paragraphs)))
    place = chance.choice([other.start for other in paragraphs if other != span] + [len(text)])
    edited.move(span, place)


EDITS: dict[str, tuple[Callable[[Tracked, Span, random.Random], None], ...]] = {
    "insertion": (insertion,),
    "deletion": (deletion,),
    "quote deleted": (quote_deleted,),
    "sentence deleted": (sentence_deleted,),
    "duplicate quote": (quote_copied,),
    "duplicate, then deleted": (quote_copied_far, quote_deleted),
    "rewritten": (rewritten,),
    "look-alike elsewhere": (look_alike,),
    "emptied": (emptied,),
    "other encoding": (other_encoding,),
    "CRLF": (crlf,),
    "NFC, NFD": (composed,),
    "vowels added": (vowels_added,),
    "vowels removed": (vowels_removed,),
    "spelling": (respelt,),
    "byte-order mark": (byte_order_mark,),
    "typo in the quote": (typos,),
    "other words": (words_changed,),
    "sentences swapped": (sentences_swapped,),
    "paragraph moved": (paragraph_moved,),
    "swapped and mistyped": (sentences_swapped, typos),
    "vowels and insertion": (insertion, vowels_added),
    "all at once": (insertion, deletion, typos, vowels_added, crlf),
}
"""What is done to a text, by name."""


# Texts


def parallel_text(chance: random.Random) -> str:
    """A text of sentences that are much like one another: lists, tables, refrains."""
    things = ["القمح", "الشعير", "الذرة", "الأرز", "السكر", "الزيت", "القطن", "الحديد", "النحاس", "الذهب"]
    ways = ["ارتفعت", "انخفضت", "استقرت"]
    refrain = "وقالت وزارة الاقتصاد في بيان لها إن الأسعار تتابع يوميا."
    lines = []
    for number in range(40):
        thing, way = chance.choice(things), chance.choice(ways)
        line = f"{way} أسعار {thing} بنسبة {chance.randrange(1, 30)}٪ في العام {chance.choice(('الماضي', 'الحالي'))}."
        lines.append(f"{line} {refrain}" if chance.random() < 0.3 else line)
        if number % 5 == 4:
            lines.append("\n")
    return " ".join(lines).replace(" \n ", "\n")


def with_twins(text: str, chance: random.Random) -> str:
    """The text with some of its sentences in a second place, as they are or with a word changed."""
    for _ in range(3):
        sentences = list(_SENTENCE.finditer(text))
        first = chance.randrange(len(sentences))
        last = min(len(sentences) - 1, first + chance.choice((0, 0, 1, 2)))
        twin = text[sentences[first].start() : sentences[last].end()]
        words = list(_WORD.finditer(twin))
        if words and chance.random() < 0.5:
            one = chance.choice(words)
            twin = twin[: one.start()] + chance.choice(words)[0] + twin[one.end() :]
        place = chance.choice(sentences).start()
        before, after = text[:place], text[place:]
        twin = twin if not before or twin[0].isspace() or before[-1].isspace() else f" {twin}"
        text = before + twin + (after if after[0].isspace() or twin[-1].isspace() else f" {after}")
    return text


def quotes_in(text: str, count: int, chance: random.Random) -> list[Span]:
    """Spans that people would mark: a word, some words, a sentence, sometimes two."""
    words = [Span(*found.span()) for found in _WORD.finditer(text)]
    sentences = [Span(*found.span()) for found in _SENTENCE.finditer(text)]
    found = []
    for _ in range(count):
        kind = chance.random()
        if kind < 0.7:
            first = chance.randrange(len(words))
            last = min(len(words) - 1, first + chance.choice((0, 0, 1, 2, 4, 8, 16)))
            span = Span(words[first].start, words[last].end)
        else:
            number = chance.randrange(len(sentences))
            last = min(len(sentences) - 1, number + (kind > 0.95))
            span = Span(sentences[number].start, sentences[last].end)
            while span.length > 1 and text[span.start].isspace():
                span = Span(span.start + 1, span.end)
            while span.length > 1 and text[span.end - 1].isspace():
                span = Span(span.start, span.end - 1)
        found.append(span)
    return found


def edited_texts(
    texts: Sequence[str], chance: random.Random, *, quotes: int = 12
) -> Iterator[tuple[str, Tracked, list[Span]]]:
    """Without end: the name of what was done, the text after it, and quotes of the text before it."""
    while True:
        for name, edits in EDITS.items():
            text = parallel_text(chance) if chance.random() < 0.25 else chance.choice(texts)
            if len(text) > LONG_ENOUGH and chance.random() < 0.3:
                text = with_twins(text, chance)
            if chance.random() < 0.1:
                text = text.replace("\n", "\r\n")
            if chance.random() < 0.2:
                text = unicodedata.normalize("NFD", text)
            if chance.random() < 0.2:
                signs = Tracked(text)
                vowels_added(signs, Span(0, 0), chance)
                text = signs.text
            edited = Tracked(text)
            spans = quotes_in(text, quotes, chance)
            for edit in edits:
                if edited.characters:
                    edit(edited, spans[0], chance)
            # What else was in a text of which a copy is made may well be found in that.
            is_copied = look_alike in edits or quote_copied_far in edits
            yield name, edited, [spans[0], *(span for span in spans[1:] if not is_copied or edited.now(span))]


# What edits need


def _somewhere(edited: Tracked, quote: Span, chance: random.Random) -> int:
    """A border of words: anywhere, or near the quote."""
    text, now = edited.text, edited.now(quote)
    borders = [found.start() for found in _WORD.finditer(text)] or [0]
    if now is not None and chance.random() < 0.6:
        near = [place for place in borders if now.start - 60 <= place <= now.end + 60]
        borders = near or borders
    return chance.choice(borders)


def _far_from(edited: Tracked, place: int, chance: random.Random) -> int | None:
    """A border of words that is not near a place; None in a text that is too short."""
    borders = [found.start() for found in _WORD.finditer(edited.text) if abs(found.start() - place) > FAR]
    return chance.choice(borders) if borders else None


def _words(edited: Tracked, chance: random.Random, count: int) -> str:
    """Words of the original, in any order."""
    words = edited.original.split()
    return " ".join(chance.choice(words) for _ in range(count)) + " "


def _sentences(edited: Tracked, quote: Span) -> tuple[Span, Span, Span]:
    """The sentence before the quote's, its own (from its first character to its last), and the next; some empty."""
    now = edited.now(quote)
    if now is None:
        return Span(0, 0), Span(0, 0), Span(0, 0)
    spans = [Span(*found.span()) for found in _SENTENCE.finditer(edited.text)]
    own = [number for number, span in enumerate(spans) if span.start < now.end and now.start < span.end]
    if not own:
        return Span(0, 0), now, Span(0, 0)
    first, last = own[0], own[-1]
    before = spans[first - 1] if first else Span(0, 0)
    after = spans[last + 1] if last + 1 < len(spans) else Span(0, 0)
    return before, Span(spans[first].start, spans[last].end), after
