"""``wrong-language``: the reply speaks another language than the customer. Accuses only where both sides are sure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from auditor.checks.acts import related_to, telling_sentence
from auditor.checks.conditions import Condition
from auditor.model import Certainty, Clear, Excuse, Language, NotCheckable, ReadThread, Sighting, Verdict


@dataclass(frozen=True, slots=True)
class LanguageCheck:
    """Compares the languages of a reply and of the post it answers.

    ``confirm`` asks the second voice, and only about pairs that the first voice thinks differ: that is where a false
    alarm would be made, and it is rare enough to be cheap.
    """

    confirm: Callable[[str], Language]
    halves: Callable[[str], frozenset[str]]
    unless: tuple[Condition, ...] = ()

    def judge(self, thread: ReadThread, index: int) -> Verdict | None:
        turn, asked = thread.turns[index], thread.asked(index)
        if asked is None:
            return NotCheckable(thread.unasked(index))
        ours, theirs = turn.reading.language, asked.reading.language
        if ours.code == theirs.code and ours.code is not None:
            return Clear()
        for language, whose in ((theirs, "post"), (ours, "reply")):
            if language.certainty is Certainty.NONE:
                return NotCheckable(f"{whose}: {language.reason}")
        if any(
            t.reading.language.code == ours.code and t.reading.language.certainty is not Certainty.NONE
            for t in thread.customer_turns(index)
        ):
            return Clear()
        sure_theirs, sure_ours = self.confirm(asked.reading.text), self.confirm(turn.reading.text)
        for language, whose in ((sure_theirs, "post"), (sure_ours, "reply")):
            if language.certainty is not Certainty.SURE:
                return NotCheckable(f"{whose}: {language.reason or 'only one detector could judge the language'}")
        if sure_theirs.code in self.halves(turn.reading.text):
            return Clear()
        if sure_ours.code in self.halves(asked.reading.text):
            return NotCheckable("post: two languages in one text")
        if any(condition.holds(thread, index) for condition in self.unless):
            return Clear()
        post, span = turn.locate(telling_sentence(turn))
        excuses = (
            Excuse(f"the language {sure_ours.code} used by the customer", "customer posts", found=False),
            Excuse(f"a part in {sure_theirs.code}", "reply", found=False),
            *(condition.excuse(found=False) for condition in self.unless),
        )
        facts = (("reply_language", str(sure_ours.code)), ("post_language", str(sure_theirs.code)))
        return Sighting(post, span, excuses=excuses, related=related_to(thread, index), facts=facts)
