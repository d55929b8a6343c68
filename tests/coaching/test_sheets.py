"""What stands on a sheet is the agent's own, and under the minimum nothing is scored."""

from __future__ import annotations

from auditor.model import Coaching, Exchange, Sheet, SheetWords
from auditor.reports.coaching import FORMATS, render_index, render_sheet
from tests.coaching.make import PARCEL, PARCEL_AGAIN, PRIVATE, archive

RAW = {post["id"]: post for post in archive()}


def sheet_of(coaching: Coaching, name: str) -> Sheet:
    return next(sheet for sheet in coaching.sheets if sheet.name == name)


def shown(sheet: Sheet) -> list[Exchange]:
    return [
        *(praise.example for praise in sheet.praises),
        *(e for habit in sheet.habits for e in (habit.worst, habit.best) if e is not None),
        *sheet.practice,
    ]


def own(agent: str | None, name: str | None) -> bool:
    return agent is not None and agent.strip("^-").casefold() == (name or "").casefold()


def test_every_agent_with_five_replies_has_a_sheet_whatever_the_spelling(coaching: Coaching) -> None:
    counts = {sheet.name: (sheet.replies, sheet.conversations) for sheet in coaching.sheets}
    assert counts == {"../../x": (6, 6), "Anna": (9, 9), "JK": (24, 24), "Wilhelmina": (6, 6)}
    assert [(one.name, one.replies) for one in coaching.left] == [(None, 3), ("Bo", 2)]


def test_every_reply_on_a_sheet_is_its_agents_own_and_answers_the_post_beside_it(coaching: Coaching) -> None:
    for sheet in coaching.sheets:
        for exchange in shown(sheet):
            assert exchange.asked is not None and exchange.reply is not None
            reply, asked = RAW[exchange.reply.id], RAW[exchange.asked.id]
            assert own(reply["agent"], sheet.name), (sheet.name, reply)
            assert reply["in_reply_to"] == asked["id"]
            assert (exchange.reply.text, exchange.asked.text) == (reply["text"], asked["text"])


def test_the_worst_shows_the_habit_and_the_best_does_without(coaching: Coaching) -> None:
    for sheet in coaching.sheets:
        assert sheet.habits
        for habit in sheet.habits:
            finding = habit.worst.of(habit.rule)
            assert finding is not None and finding.span.of(finding.post.text)
            if habit.rule == "impersonal":  # ../../x signs nothing
                assert habit.best is None
                continue
            assert habit.best is not None and habit.best.of(habit.rule) is None
            assert "public-answer" in habit.best.strengths


def test_a_like_problem_is_found_by_what_the_customers_wrote(coaching: Coaching) -> None:
    (habit,) = sheet_of(coaching, "JK").habits
    assert habit.rule == "private-only"
    assert (habit.rate.count, habit.rate.of) == (9, 24)
    assert habit.like
    assert habit.worst.asked is not None and habit.best is not None and habit.best.asked is not None
    assert (habit.worst.asked.text, habit.best.asked.text) == (PARCEL, PARCEL_AGAIN)
    assert set(habit.shared) == {"parcel", "garden", "chairs", "stuck", "depot", "derby"}


def test_under_the_minimum_there_is_no_score_no_points_and_no_comparison(
    coaching: Coaching, words: dict[str, SheetWords]
) -> None:
    scored = {sheet.name for sheet in coaching.sheets if sheet.score is not None}
    assert scored == {"JK"}
    assert {sheet.conversations >= sheet.minimum == 20 for sheet in coaching.sheets if sheet.name in scored} == {True}
    for sheet in coaching.sheets:
        if sheet.score is None:
            assert sheet.whole is None and all(habit.points is habit.elsewhere is None for habit in sheet.habits)
            assert all(praise.elsewhere is None for praise in sheet.praises)
            for format in FORMATS:
                assert "of 100" not in render_sheet(coaching, sheet, words["en"], format)
                assert "su 100" not in render_sheet(coaching, sheet, words["it"], format)
    lines = render_index(coaching, words["en"], "markdown").splitlines()
    (anna,) = [line for line in lines if "Acme: Anna" in line]
    assert anna == "| [Acme: Anna](acme-anna.md) | 9 | 9 | Moved to private with nothing solved in public |"
    (jk,) = [line for line in lines if "Acme: JK" in line]
    assert jk.count("|") == 8


def test_the_scores_interval_and_every_share_stand_beside_their_number(
    coaching: Coaching, words: dict[str, SheetWords]
) -> None:
    sheet = sheet_of(coaching, "JK")
    assert sheet.score is not None and sheet.score.low < sheet.score.value < sheet.score.high
    text = render_sheet(coaching, sheet, words["en"], "markdown")
    assert "Found where it could be: 9 of 24, 38 % (21 % to 57 %)." in text
    assert f"{sheet.score.value:.1f} of 100 (95 % interval {sheet.score.low:.1f} to {sheet.score.high:.1f})" in text
    assert "The intervals meet" in text


def test_practice_is_five_own_situations_that_the_sheet_does_not_show(coaching: Coaching) -> None:
    sheet = sheet_of(coaching, "JK")
    assert len(sheet.practice) == 5
    assert len({exchange.conversation for exchange in sheet.practice}) == 5
    before = {e.conversation for e in shown(sheet)[: -len(sheet.practice)]}
    assert before.isdisjoint(exchange.conversation for exchange in sheet.practice)
    faults = [bool(exchange.faults) for exchange in sheet.practice]
    assert faults.count(True) == 4  # the fifth was answered well, so that the key is not always a fault
    assert [e.at for e in sheet.practice] == sorted(e.at for e in sheet.practice if e.at)


def test_the_key_is_that_of_the_situation_of_its_number(coaching: Coaching, words: dict[str, SheetWords]) -> None:
    sheet = sheet_of(coaching, "JK")
    text = render_sheet(coaching, sheet, words["en"], "markdown", show_personal_data=True)
    practice, key = text.split("\n## Practice\n")[1].split("\n## Key\n")
    situations, answers = practice.split("\n### Situation ")[1:], key.split("\n### Situation ")[1:]
    assert len(situations) == len(answers) == 5
    for number, (situation, answer, exchange) in enumerate(zip(situations, answers, sheet.practice, strict=True), 1):
        assert exchange.asked is not None and exchange.reply is not None
        assert situation.startswith(f"{number}\n") and answer.startswith(f"{number}\n")
        assert exchange.asked.text.split("'")[0] in situation
        assert f"Post {exchange.reply.id}," in answer
        told = "Moved to private with nothing solved in public." if exchange.faults else "No fault found."
        assert told in answer
        assert PRIVATE not in situation and "worn valve" not in situation


def test_strengths_are_frequent_ones_with_own_examples(coaching: Coaching) -> None:
    praises = sheet_of(coaching, "JK").praises
    assert [praise.rule for praise in praises] == ["public-answer", "named-agent"]
    assert (praises[0].rate.count, praises[0].rate.of) == (15, 24)
    # Anna 5 of 9, ../../x 3 of 6, Wilhelmina 3 of 6, Bo 2 of 2, nobody 0 of 3: 13 of 26, not beyond chance of 15 of 24
    assert praises[0].elsewhere is None
    signed = praises[1]  # by all of JK's replies, and by 17 of the others' 26
    assert signed.elsewhere is not None and (signed.elsewhere.count, signed.elsewhere.of) == (17, 26)
