"""What a sheet says of a group: two strengths first, then the two or three habits that cost most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from auditor.engine.coaching.examples import examples_of, pair_for, talk_of
from auditor.engine.coaching.groups import Group
from auditor.engine.coaching.problems import Problems
from auditor.engine.coaching.rates import rate, strengths
from auditor.model import Exchange, Habit, Praise, Rate, Tally
from auditor.scoring import Part, total

STRENGTHS, HABITS = 2, 3
_THIRD = 1.0  # points that a third habit must cost to be worth the agent's time
_OFTEN, _FREQUENT = 3, 0.1  # a strength seen less often is shown only where there is no other
_SIGNED = "named-agent"

Patterns = Mapping[str, Mapping[str, str]]  # language → rule → how a reply could go


@dataclass(frozen=True)
class Others:
    """What replies of the same accounts did, the others' or all: counts by rule, strengths and in how many replies they were
    looked for."""

    tallies: Mapping[str, Tally]
    strengths: Mapping[str, int]
    replies: int

    @classmethod
    def than(cls, own: Group, whole: Others) -> Others:
        """Everything less the group's own. Rules that two agents of one conversation share are left out where what is left
        would not be a count."""
        ours, (mine_strong, mine_of) = total(own.tallies), strengths(own.exchanges)
        rest = {
            name: Tally(t.opportunities - mine.opportunities, t.count - mine.count)
            for name, t in whole.tallies.items()
            if (mine := ours.get(name, Tally())).opportunities <= t.opportunities and mine.count <= t.count
        }
        strong = {name: count - mine_strong.get(name, 0) for name, count in whole.strengths.items()}
        return cls(rest, strong, whole.replies - mine_of)

    def rate_of(self, rule: str) -> Rate | None:
        """How often the others broke a rule."""
        tally = self.tallies.get(rule)
        return rate(tally.count, tally.opportunities) if tally and tally.opportunities else None

    def strength(self, name: str) -> Rate | None:
        """How often the others did well in one way."""
        return rate(self.strengths.get(name, 0), self.replies) if self.replies else None


def praises(group: Group, others: Others | None) -> tuple[Praise, ...]:
    """Two strengths, each with an own reply that shows it: those first that are more frequent here than in the others'
    replies beyond chance, then the most frequent. Signing is praised only where there is nothing else."""
    counts, of = strengths(group.exchanges)
    found: list[tuple[bool, int, str, Rate, Rate | None]] = []
    for name, count in counts.items():
        own, elsewhere = rate(count, of), others.strength(name) if others else None
        ahead = elsewhere is not None and count > 1 and own.low > elsewhere.high
        found.append((ahead, count, name, own, elsewhere))
    chosen: list[Praise] = []
    taken: set[tuple[str, str]] = set()
    for ahead, _, name, own, elsewhere in sorted(found, key=lambda f: (f[2] == _SIGNED, not f[0], -f[1], f[2])):
        example = next((e for e in examples_of(name, group.exchanges) if talk_of(e) not in taken), None)
        if example is not None:
            taken.add(talk_of(example))
            chosen.append(Praise(name, own, elsewhere if ahead else None, example))
    frequent = [one for one in chosen if one.rate.count >= _OFTEN or one.rate.share >= _FREQUENT]
    return tuple((frequent or chosen[:1])[:STRENGTHS])


def habits(
    exchanges: Sequence[Exchange],
    parts: Sequence[Part],
    ranked: bool,
    others: Others | None,
    problems: Problems,
    weights: Mapping[str, float],
    patterns: Patterns,
) -> tuple[Habit, ...]:
    """What costs most, at most three; a third only where it costs a point. What was seen once is no habit, and is shown
    only where nothing was seen twice."""
    costly = [part for part in parts if part.points > 0]
    again = [part for part in costly if part.tally.count > 1]
    chosen: list[Habit] = []
    taken: set[tuple[str, str]] = set()
    for part in again or costly[:1]:
        if len(chosen) >= (HABITS if ranked and part.points >= _THIRD else HABITS - 1):
            break
        pair = pair_for(part.rule, exchanges, problems, weights, taken)
        finding = pair.worst.of(part.rule) if pair else None
        if pair is None or finding is None:
            continue
        taken |= {talk_of(shown) for shown in (pair.worst, pair.best) if shown is not None}
        chosen.append(
            Habit(
                part.rule,
                rate(part.tally.count, part.tally.opportunities),
                others.rate_of(part.rule) if others else None,
                part.points if ranked else None,
                pair.worst,
                pair.best,
                pair.like,
                problems.shared(pair.worst, pair.best) if pair.like and pair.best else (),
                finding.suggestion,
                patterns.get(pair.worst.lang or "en", {}).get(part.rule),
            )
        )
    return tuple(chosen)
