"""``boilerplate``, ``no-public-fix``, ``channel-confusion``: what an account does as a whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from auditor.model import Evidence, Post
from tests.engine.make import customer
from tests.scenarios.stage import Played, play, talk, twice

EMPTY = "We are sorry to hear about your experience and value your feedback."
STORIES = (
    "My blender does not work any more.",
    "Nobody answers at the Bari office.",
    "Where are my shoes?",
    "The lift smells of smoke and is broken.",
    "Two hours in the queue, ridiculous.",
    "My invoice is wrong again.",
    "The heating does not work.",
)


def told(reply: str, stories: tuple[str, ...] = STORIES[:5], who: str = "") -> list[Post]:
    return [
        post
        for n, story in enumerate(stories)
        for post in talk(f"c{n}", ("c", story, n), ("b", reply, n + 0.5), who=who or f"u{n}")
    ]


def test_one_empty_template_for_many_customers() -> None:
    played = play("boilerplate", told(EMPTY))
    assert played.posts == ["c0.1"]
    assert played.related("c0.1", "same-template") == ["c1.1", "c2.1", "c3.1", "c4.1"]
    assert played.counts() == (5, 5)


def test_names_and_marks_do_not_hide_a_template() -> None:
    words = "Hi {}, thanks for your message, we take every comment very seriously here. ^{}"
    posts = [
        post
        for n, (story, name) in enumerate(zip(STORIES, ("Ann", "Bo", "Cy", "Dee", "Eli"), strict=False))
        for post in talk(f"c{n}", ("c", story, n), ("b", words.format(name, name[0] + "K"), n + 0.5), who=f"u{n}")
    ]
    assert len(play("boilerplate", posts).posts) == 1


def test_four_customers_are_no_pattern() -> None:
    assert play("boilerplate", told(EMPTY, STORIES[:4])).posts == []


def test_a_template_that_answers_is_none() -> None:
    assert play("boilerplate", told("Trains to Lecce run again; the fault at Foggia was repaired at noon.")).posts == []


def test_the_same_answer_under_one_customer_s_copies_is_never_boilerplate() -> None:
    assert play("boilerplate", told(EMPTY, who="ann")).posts == []


def test_words_of_thanks_for_thanks_are_none() -> None:
    praise = ("Great service!", "Love the app", "Thank you!", "Well done, thanks", "Thanks a lot", "Great job, thanks!")
    assert play("boilerplate", told("You are very welcome, have a lovely day ahead of you!", praise)).posts == []


def test_a_template_that_asks_in_public_for_what_is_needed_is_at_work() -> None:
    assert play("boilerplate", told("Sorry! Which version of the app do you have on your phone?")).posts == []


def test_an_archive_told_twice_has_no_more_templates() -> None:
    posts = told(EMPTY, STORIES[:4])
    again = [twice(post) for post in posts]
    assert play("boilerplate", posts + again).posts == []


@pytest.mark.parametrize("lacking", [Evidence.AUTHORS, Evidence.CUSTOMER_TEXT])
def test_boilerplate_without_the_evidence(lacking: Evidence) -> None:
    played = play("boilerplate", told(EMPTY), without=lacking)
    assert played.unjudged == {f"the source does not carry {lacking.value}": 5}


def test_replies_older_than_the_words_they_answer_are_not_judged() -> None:
    """A review shows the date of its last edit: it is in the file, but not as it was answered."""
    posts = []
    for post in told(EMPTY):
        assert post.created_at
        if post.author == "Acme":
            posts.append(replace(post, in_reply_to=f"{post.conversation}.0"))
        else:
            posts.append(replace(post, created_at=post.created_at + timedelta(days=30)))
    assert play("boilerplate", posts).unjudged == {"the post that the reply answers was changed after it": 5}


def test_replies_to_posts_outside_the_file_are_not_judged() -> None:
    posts = [post for post in told(EMPTY) if post.author == "Acme"]
    assert play("boilerplate", posts).unjudged == {"the post that the reply answers is not in the file": 5}


PROBLEM = (
    "The train app crashes when I open my season ticket",
    "My season ticket crashes the train app again",
    "Train app crashes with my season ticket on the phone",
)


def reported(replies: tuple[str | None, ...], hours: tuple[float, ...] = (0, 3, 5), who: str = "") -> Played:
    posts = []
    for n, (words, reply, at) in enumerate(zip(PROBLEM, replies, hours, strict=True)):
        turns = [("c", words, at)] + ([("b", reply, at + 1)] if reply else [])
        posts += talk(f"c{n}", *turns, who=who or f"u{n}")
    return play("no-public-fix", posts)


DM = "Please DM us."


def test_many_have_the_problem_and_nobody_writes_the_solution() -> None:
    played = reported((DM, None, DM))
    assert played.posts == ["c0.0"]
    assert played.related("c0.0", "same-problem") == ["c1.0", "c2.0"]
    assert played.counts() == (3, 3)


def test_one_public_answer_is_enough() -> None:
    assert reported((DM, "Please update the app to version 7.", DM)).posts == []


def test_one_customer_s_problem_is_not_common() -> None:
    assert reported((DM, DM, DM), who="ann").posts == []


def test_two_weeks_apart_it_is_not_the_same_wave() -> None:
    assert reported((DM, DM, DM), (0, 200, 400)).posts == []


def test_different_problems_are_no_cluster() -> None:
    posts = [
        post
        for n, story in enumerate(STORIES)
        for post in talk(f"c{n}", ("c", story, n), ("b", DM, n + 1), who=f"u{n}")
    ]
    assert play("no-public-fix", posts).posts == []


def test_italian_customers_with_one_problem() -> None:
    words = (
        "L'app dei treni va in crash quando apro l'abbonamento mensile, non funziona",
        "Apro l'abbonamento mensile e l'app dei treni va in crash, aiuto",
        "Treni: app in crash con il mio abbonamento mensile, non funziona",
    )
    posts = [
        p for n, w in enumerate(words) for p in talk(f"c{n}", ("c", w, n), ("b", "Scrivici in DM.", n + 1), who=f"u{n}")
    ]
    assert play("no-public-fix", posts).posts == ["c0.0"]


def test_no_public_fix_needs_authors() -> None:
    posts = talk("c", ("c", PROBLEM[0], 0), ("b", DM, 1))
    assert play("no-public-fix", posts, without=Evidence.AUTHORS).unjudged == {"the source does not carry authors": 1}


def bounced(*replies: str) -> list[Post]:
    return [
        p
        for n, reply in enumerate(replies)
        for p in talk(f"c{n}", ("c", STORIES[n], n), ("b", reply, n + 1), who=f"u{n}")
    ]


THERE, HERE = "Please tweet @AcmeHelp.", "A new one was sent today."


def test_an_account_that_keeps_sending_people_on() -> None:
    played = play("channel-confusion", bounced(THERE, HERE, THERE, HERE, THERE))
    assert played.posts == ["c0.1"]
    assert "3 of 5 replies" in played.findings[0].message and "@acmehelp" in played.findings[0].message
    assert played.counts() == (3, 5)
    table = next(t for t in played.report.accounts[0].tables if t.header[-1] == "sent there")
    assert table.rows == (("Acme", "5", "5", "0"), ("acmehelp", "0", "0", "3"))


def test_two_bounces_are_no_habit() -> None:
    assert play("channel-confusion", bounced(THERE, HERE, THERE)).posts == []


def test_other_companies_are_no_siblings() -> None:
    replies = ("Please contact @Carrier.", "Please contact @Bank.", "Please contact @Airport.")
    assert play("channel-confusion", bounced(*replies)).posts == []


def test_a_hand_over_is_no_bounce() -> None:
    kind = "We've asked our colleagues at @AcmeHelp, who will answer you here."
    assert play("channel-confusion", bounced(kind, kind, kind)).posts == []


def two_doors(answered_there: int) -> list[Post]:
    here = [customer(STORIES[n], n, id=f"h{n}", conversation=f"h{n}", author=f"u{n}") for n in range(4)]
    there = []
    for n in range(4):
        turns = [("c", STORIES[n], n)] + ([("b", HERE, n + 1)] if n < answered_there else [])
        there += talk(f"t{n}", *turns, who=f"v{n}", account="AcmeHelp")
    return here + there


def test_requests_left_open_here_while_a_sibling_answers() -> None:
    brands = (("Acme", "@AcmeHelp"),)
    played = play("channel-confusion", two_doors(4), brands=brands)
    assert played.posts == ["h0"]
    assert played.related("h0", "also-unanswered") == ["h1", "h2", "h3"]
    assert "4 of 4" in played.findings[0].message
    table = next(t for t in played.report.accounts[0].tables if t.header[-1] == "sent there")
    assert ("acmehelp", "4", "4", "0") in table.rows


def test_two_shut_doors_are_another_fault() -> None:
    assert play("channel-confusion", two_doors(1), brands=(("Acme", "AcmeHelp"),)).posts == []
    assert play("channel-confusion", two_doors(4)).posts == []  # nobody said that they belong together


def test_a_source_that_keeps_only_answered_posts_shows_no_shut_door() -> None:
    brands = (("Acme", "AcmeHelp"),)
    assert play("channel-confusion", two_doors(4), brands=brands, without=Evidence.UNANSWERED_POSTS).posts == []


def test_channel_confusion_needs_handles() -> None:
    played = play("channel-confusion", bounced(THERE, THERE, THERE), without=Evidence.HANDLES)
    assert played.unjudged == {"the source does not carry handles": 3}
