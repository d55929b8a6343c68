"""Whether a customer is plainly upset, weighed from several signs where no phrase alone says it.

The acts a pack sees come first: ``upset`` proves it alone; ``annoyed``, ``persists`` and ``trouble`` only count. To
them come signs that no language decides: shouting, ``!!!`` and ``???``, angry emoji, masked swearing, few stars.
Thanks, praise and smiles speak against it. Emphasis alone never tells: joy shouts too. Who gives four or five stars is not
plainly upset, whatever the words: of some twenty such reviews with words of anger most told of others', of former times, or
of one fault in much that is well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from auditor.model import Act, Span
from auditor.text.tokens import Tokens

UPSET = "upset"
THRESHOLD = 3.0
LOW_RATING = 2.0
HIGH_RATING = 4.0
_CONTENT = ("gratitude", "praise", "closing-words")
# acts that tell what is wrong: the weight of each sign, and how many of the kind count
_WEIGHTS = (
    (("annoyed",), 2.0, 2),
    (("persists", "tried-elsewhere"), 1.5, 2),
    (("trouble",), 1.0, 1),
)

_MARKS = re.compile(r"[!?！？]{3,}|[?？]+[!！]+|[!！]+[?？]+")
_FURIOUS = re.compile(r"(?:[😠😡🤬👿🖕]\ufe0f?[\U0001F3FB-\U0001F3FF]?\s?){2,}")
_ANGRY = re.compile(r"[😠😡🤬😤👿👺💢🖕👎🙄🙃😒🤦🤮🤢💩]|>:\(|:@(?=\s|$)")
_SAD = re.compile(r"[😭😢😞😔😩😫😖😣☹🙁💔😪😑😐🤨😕😟😳🤷]|(?<![\w(]):['’]?-?\((?!\w)|:-?/(?![/\w])")
_SMILE = re.compile(r"[😀😃😄😁😊🙂😍🥰😘🤗❤💜💙💚💛🎉👍🙌🙏😎]|(?<!\w)[:;]-?\)|<3")
_MASKED = re.compile(
    r"""
    (?<![\w*])[a-z]{1,3}\*{1,6}[a-z]{1,7}(?![\w*])                  # sh*t, f***ing
  | (?<![\w*])[a-z][*@#$%!]{2,6}(?=[a-z]{0,4}(?:\W|$))             # f***, f@#k
  | (?<![\w@#$%&*!])[@#$%&*!]{0,3}[#$%&][@#$%&*!]{3,8}(?![\w])     # #@$%!
    """,
    re.IGNORECASE | re.VERBOSE,
)
# "#brandfail": one word to the tokens, and the same in every language
_ANGRY_TAG = re.compile(r"#\w{3,}(?:fails?|failure|sucks?|sux|scam|scammers?|shame)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign of the customer's mood: what it is, where it stands, and what it weighs."""

    name: str
    span: Span
    weight: float


def is_content(rating: float | None) -> bool:
    """Whether the stars alone say that a customer is not upset."""
    return rating is not None and rating >= HIGH_RATING


def mood(
    text: str,
    tokens: Tokens,
    ranges: Sequence[tuple[int, int]],
    acts: Sequence[Act],
    rating: float | None = None,
) -> Iterable[Act]:
    """One ``upset`` act for each sign that took part, if together they weigh enough. Nothing where ``acts`` already
    hold ``upset``: a phrase has said it; nor where the stars say otherwise."""
    if is_content(rating) or any(act.name == UPSET for act in acts):
        return
    wrong = [*_wrong(acts), *_outbursts(text)]
    loud = list(_loud(text))
    if not wrong and (rating is None or rating > LOW_RATING):
        return
    stars = _stars(rating)
    against = sum(sign.weight for sign in _against(text, acts))
    if sum(sign.weight for sign in (*wrong, *loud)) + stars - against < THRESHOLD:
        return
    names = " + ".join(dict.fromkeys([sign.name for sign in (*wrong, *loud)] + (["few stars"] if stars > 0 else [])))
    ends = [tokens.ends[b - 1] for _, b in ranges]
    for sign in wrong + loud:
        sentence = next((i for i, end in enumerate(ends) if sign.span.start < end), len(ends) - 1)
        yield Act(UPSET, sign.span, sentence, f"mood: {names}")


def _wrong(acts: Sequence[Act]) -> Iterator[Sign]:
    """What is wrong, as the pack's acts tell it; words that are counted once are not counted again as a lesser sign."""
    taken: list[Span] = []
    for names, weight, most in _WEIGHTS:
        count = 0
        for act in sorted((a for a in acts if a.name in names), key=lambda a: (a.span.start, -a.span.end)):
            if count < most and not any(act.span.overlaps(span) for span in taken):
                count += 1
                taken.append(act.span)
                yield Sign(act.name, act.span, weight)


def _outbursts(text: str) -> Iterator[Sign]:
    """Anger that needs no words: masked swearing, a row of furious faces, a hashtag that says it all."""
    if match := _MASKED.search(text):
        yield Sign("masked swearing", Span(*match.span()), 2.0)
    if match := _FURIOUS.search(text):
        yield Sign("furious faces", Span(match.start(), match.start() + len(match.group().rstrip())), 2.0)
    if match := _ANGRY_TAG.search(text):
        yield Sign("angry hashtag", Span(*match.span()), 3.0)


def _loud(text: str) -> Iterator[Sign]:
    """Emphasis, each kind once."""
    if match := _MARKS.search(text):
        many = sum(len(run.group()) for run in _MARKS.finditer(text)) >= 5
        yield Sign("marks", Span(*match.span()), 2.0 if many else 1.0)
    if match := _ANGRY.search(text):
        yield Sign("angry emoji", Span(*match.span()), 2.0)
    elif match := _SAD.search(text):
        yield Sign("sad emoji", Span(*match.span()), 0.5)
    if span := _shouted(text):
        yield Sign("shouting", span, 2.0 if _all_capitals(text) else 1.0)


def _all_capitals(text: str) -> bool:
    letters = [c for c in _unspoken(text) if c.isalpha()]
    return len(letters) >= 20 and sum(c.isupper() for c in letters) > 0.9 * len(letters)


def _unspoken(text: str) -> str:
    """``text`` with its links, handles, hashtags and codes blanked: nobody shouts those."""
    return re.sub(r"https?://\S+|[@#]\w+|\w*[\d_]\w*", lambda m: " " * len(m.group()), text)


def _shouted(text: str) -> Span | None:
    """The first run of shouted words: two of which one has four letters, or one of six. Links, handles and hashtags
    do not count, nor single acronyms; a text all in capitals counts too."""
    clean = _unspoken(text)
    run: list[re.Match[str]] = []
    for match in _WORD.finditer(clean):
        word = match.group()
        if all(c.isupper() for c in word if c.isalpha()) and word.isupper() and (len(word) > 1 or run):
            run.append(match)
            longest = max(len(m.group()) for m in run)
            if longest >= 6 or (len(run) >= 2 and longest >= 4):
                return Span(run[0].start(), match.end())
        else:
            run = []
    return None


def _stars(rating: float | None) -> float:
    if rating is None:
        return 0.0
    return 1.0 if rating <= LOW_RATING else 0.0


def _against(text: str, acts: Sequence[Act]) -> Iterator[Sign]:
    for act in acts:
        if act.name in _CONTENT:
            yield Sign(act.name, act.span, 1.0)
            break
    if match := _SMILE.search(text):
        yield Sign("smile", Span(*match.span()), 1.0)
