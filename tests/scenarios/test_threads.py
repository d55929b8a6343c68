"""``broken-promise``, ``passed-around``, ``repeated-question``: what happens between the first word and the last."""

from __future__ import annotations

import pytest

from auditor.model import Evidence
from tests.engine.make import brand, customer
from tests.scenarios.stage import play, talk, without_times

PROMISE = "We're checking with the engineers. We'll get back to you shortly."
QUESTION = "When is the line fixed?"


def test_a_promise_forgotten() -> None:
    played = play("broken-promise", talk("c", ("c", QUESTION, 0), ("b", PROMISE, 1)))
    assert played.posts == ["c.1"]
    (finding,) = played.findings
    assert finding.span.start == PROMISE.index("We'll")
    assert [(r.role, r.post_id) for r in finding.related] == [("customer-post", "c.0")]
    assert [(e.looked_for, e.found) for e in finding.excuses] == [("a later reply of the account", False)]


@pytest.mark.parametrize(("comes_back", "broken"), [(1 + 72 - 1 / 60, False), (73, False), (73 + 1 / 60, True)])
def test_a_promise_kept_a_minute_before_the_window_closes_is_kept(comes_back: float, broken: bool) -> None:
    turns = ("c", QUESTION, 0), ("b", PROMISE, 1), ("b", "It was fixed at noon.", comes_back)
    assert bool(play("broken-promise", talk("c", *turns)).posts) is broken


@pytest.mark.parametrize(
    "promise",
    [
        "Stiamo verificando, ti faremo sapere al più presto.",
        "We'll keep you updated here.",
        "Nous revenons vers vous au plus vite.",
    ],
)
def test_promises_in_other_words(promise: str) -> None:
    posts = [customer("Quando torna la linea?" if "ti" in promise else QUESTION), brand(promise, 1, id="p")]
    assert play("broken-promise", posts).posts == ["p"]


def test_a_promise_that_hangs_on_a_private_message_cannot_be_followed() -> None:
    turns = ("c", QUESTION, 0), ("b", "Please DM us your postcode and we'll get back to you shortly.", 1)
    played = play("broken-promise", talk("c", *turns))
    assert (played.posts, len(played.unjudged)) == ([], 1)


def test_a_promise_in_a_torn_reply_cannot_be_followed() -> None:
    turns = ("c", QUESTION, 0), ("b", "I'll get back to you shortly. 2/3 ^SH", 1)
    played = play("broken-promise", talk("c", *turns))
    assert played.unjudged == {"the other half of the reply is not in the file": 1}


def test_the_customer_closes_the_matter() -> None:
    turns = ("c", QUESTION, 0), ("b", PROMISE, 1), ("c", "It's back, all sorted now, thank you!", 2)
    assert play("broken-promise", talk("c", *turns)).posts == []


def test_an_archive_that_ends_before_the_promise_could_be_kept() -> None:
    played = play("broken-promise", talk("c", ("c", QUESTION, 0), ("b", PROMISE, 1)), ends=72.9)
    assert played.unjudged == {"the archive ends before the promise could be kept": 1}


def test_no_promise_is_no_opportunity() -> None:
    played = play("broken-promise", talk("c", ("c", QUESTION, 0), ("b", "At noon.", 1)))
    assert (played.posts, played.unjudged) == ([], {})


def test_promises_without_the_evidence() -> None:
    posts = talk("c", ("c", QUESTION, 0), ("b", PROMISE, 1))
    assert play("broken-promise", without_times(posts)).unjudged == {"timestamps are missing": 1}
    for need in (Evidence.TIMESTAMPS, Evidence.THREADS):
        assert play("broken-promise", posts, without=need).unjudged == {f"the source does not carry {need.value}": 1}


CALL, BRANCH = "Please call us on 0800 123 4567.", "Please visit your local branch."


def doors(*replies: str, between: str = "They told me to write here!") -> list[str]:
    turns = [("c", "My card is blocked.", 0.0)]
    for number, reply in enumerate(replies):
        turns += [("b", reply, 2.0 * number + 1), ("c", between, 2.0 * number + 2)]
    return play("passed-around", talk("c", *turns)).posts


def test_from_door_to_door() -> None:
    assert doors(CALL, BRANCH) == ["c.3"]
    assert doors(
        "Chiamaci al numero 800 123 456.", "Recati in filiale.", between="Mi hanno detto di scrivere qui!"
    ) == ["c.3"]


def test_one_door_is_no_passing_around() -> None:
    assert doors(CALL) == []
    assert doors(CALL, CALL) == []
    assert doors(CALL, "We have unblocked it.") == []
    assert doors(f"{CALL} Or visit your local branch.", "We have unblocked it.") == []


def test_two_handles_are_two_doors() -> None:
    assert doors("Please tweet @AcmeCards.", "Please tweet @AcmeBank.") == ["c.3"]
    assert doors("Please tweet @AcmeCards.", "Please tweet @AcmeCards.") == []


def test_who_asks_for_the_number_is_not_passed_around() -> None:
    assert doors(BRANCH, CALL, between="Which number can I call?") == []


def test_another_customer_s_door_does_not_count() -> None:
    posts = [customer("My card is blocked.", 0, id="a"), brand(CALL, 1, in_reply_to="a")]
    posts += [customer("Mine is lost.", 2, id="b", author="bob"), brand(BRANCH, 3, in_reply_to="b")]
    assert play("passed-around", posts).posts == []


def test_passing_around_needs_threads() -> None:
    posts = talk("c", ("c", "My card is blocked.", 0), ("b", CALL, 1), ("c", "No.", 2), ("b", BRANCH, 3))
    assert play("passed-around", posts, without=Evidence.THREADS).unjudged == {"the source does not carry threads": 1}


WHICH = "Which version of the app do you have?"


def asked_twice(answer: str, first: str = WHICH, again: str = WHICH, **more: str) -> list[str]:
    return play(
        "repeated-question", talk("c", ("c", "The app crashes.", 0), ("b", first, 1), ("c", answer, 2), ("b", again, 3))
    ).posts


def test_asked_again_for_what_was_given() -> None:
    assert asked_twice("Version 5.2 on Android") == ["c.3"]
    assert asked_twice("Version 5.2 on Android", again=f"Hi Ann! {WHICH}") == ["c.3"]
    assert asked_twice("La 5.2 su Android", "Quale versione dell'app hai?", "Quale versione dell'app hai?") == ["c.3"]


def test_a_question_may_be_asked_again() -> None:
    assert asked_twice("Version 5.2 on Android", again="Since when does it happen?") == []
    assert asked_twice("Where do I find that?") == []
    several = f"Does it happen on wifi too? {WHICH}"
    assert asked_twice("On wifi too, yes", first=several) == []


def test_silence_may_be_asked_again() -> None:
    turns = ("c", "The app crashes.", 0), ("b", WHICH, 1), ("b", WHICH, 30)
    assert play("repeated-question", talk("c", *turns)).posts == []


def test_the_same_question_to_two_customers() -> None:
    posts = [
        customer("The app crashes.", 0, id="a"),
        brand(WHICH, 1, in_reply_to="a"),
        customer("Version 5.2 it is", 2),
    ]
    posts += [customer("Mine too.", 3, id="b", author="bob"), brand(WHICH, 4, in_reply_to="b")]
    assert play("repeated-question", posts).posts == []


def test_repeated_questions_need_threads() -> None:
    posts = talk("c", ("c", "The app crashes.", 0), ("b", WHICH, 1), ("c", "Version 5.2", 2), ("b", WHICH, 3))
    assert play("repeated-question", posts, without=Evidence.THREADS).unjudged == {
        "the source does not carry threads": 1
    }
