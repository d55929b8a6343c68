"""``unanswered`` and ``abandoned-thread``: nobody answers, or nobody comes back."""

from __future__ import annotations

import pytest

from auditor.model import Evidence, Visibility
from tests.engine.make import brand, customer
from tests.scenarios.stage import play, talk

ASKS = "My parcel has not arrived, can you help?"
ASKS_IT = "Il mio pacco non è arrivato, mi aiutate?"


@pytest.mark.parametrize(
    "text",
    [
        ASKS,
        ASKS_IT,
        "Mein Paket ist nicht angekommen, können Sie helfen?",
        "¿Dónde está mi pedido? No ha llegado.",
        "Could you check my order please? Thank you",
    ],
)
def test_a_request_that_nobody_answers(text: str) -> None:
    assert play("unanswered", [customer(text, 0, id="a")]).posts == ["a"]


@pytest.mark.parametrize(
    "text",
    [
        "Thank you so much, great service!",
        "Grazie mille, siete stati bravissimi!",
        "Sorted now, thanks!",
        "Never mind, it works again.",
        "Love the new app",
        "https://example.com/offer",
    ],
)
def test_what_needs_no_answer(text: str) -> None:
    assert play("unanswered", [customer(text)]).posts == []


@pytest.mark.parametrize(("stars", "found"), [(1.0, True), (2.0, True), (5.0, False)])
def test_a_review_asks_by_its_stars(stars: float, found: bool) -> None:
    played = play("unanswered", [customer("Open on Sundays, four lifts.", 0, rating=stars)])
    assert bool(played.posts) is found


def test_an_answer_however_late_is_an_answer() -> None:
    assert play("unanswered", talk("c", ("c", ASKS, 0), ("b", "It comes tomorrow.", 500))).posts == []


def test_the_window_closes_with_the_archive() -> None:
    post = customer(ASKS, 0, id="a")
    assert play("unanswered", [post], ends=72).posts == ["a"]
    young = play("unanswered", [post], ends=71.9)
    assert (young.posts, list(young.unjudged.values())) == ([], [1])


def test_an_archive_that_ends_an_hour_after_a_post_does_not_call_it_unanswered() -> None:
    played = play("unanswered", [customer(ASKS, 0), *talk("d", ("c", "Thanks!", 1), who="bob")], ends=None)
    assert played.posts == []
    assert played.unjudged == {"the archive ends too soon after the post to call it unanswered": 1}


def test_a_post_of_the_brand_s_own_is_no_answer_to_the_question_below_it() -> None:
    posts = [brand("New autumn menu out now!", 0), customer("Is there a vegan one? Please tell me.", 1, id="q")]
    assert play("unanswered", posts).posts == ["q"]
    assert play("abandoned-thread", posts).posts == []


def test_a_private_answer_is_an_answer() -> None:
    posts = [customer(ASKS, 0), brand("Your parcel is at the depot.", 2, visibility=Visibility.PRIVATE)]
    assert play("unanswered", posts).posts == []


def test_a_reply_outside_the_file_is_believed() -> None:
    played = play("unanswered", [customer(ASKS, 0, replied_elsewhere=True)])
    assert played.posts == []
    assert played.unjudged == {"the source says that there is a reply which the file does not hold": 1}


def test_a_language_without_phrases_is_not_clean() -> None:
    played = play("unanswered", [customer("Moja paczka wciąż do mnie nie dotarła i nikt nie odbiera telefonu", 0)])
    assert played.posts == []
    assert [reason for reason in played.unjudged if "no phrases for its language" in reason]


@pytest.mark.parametrize("lacking", [Evidence.UNANSWERED_POSTS, Evidence.TIMESTAMPS, Evidence.CUSTOMER_TEXT])
def test_a_source_without_the_evidence_counts_and_says_why(lacking: Evidence) -> None:
    played = play("unanswered", [customer(ASKS, 0)], without=lacking, kind="archive")
    (entry,) = played.report.not_checkable
    assert (entry.rule, entry.source, entry.count) == ("unanswered", "archive", 1)
    assert entry.reason == f"the source does not carry {lacking.value}"
    assert played.posts == []


def test_without_a_time_on_the_post_nothing_is_said() -> None:
    played = play("unanswered", [customer(ASKS, None)])
    assert (played.posts, played.unjudged) == ([], {"timestamps are missing": 1})


AGAIN = "I did, it still doesn't work. What now?"


def test_asking_again_in_vain() -> None:
    played = play(
        "abandoned-thread", talk("c", ("c", "My app crashes.", 0), ("b", "Please update it.", 1), ("c", AGAIN, 2))
    )
    assert played.posts == ["c.2"]
    assert played.related("c.2", "last-reply") == ["c.1"]


def test_asking_again_in_vain_in_italian() -> None:
    turns = (
        ("c", "L'app va in crash.", 0),
        ("b", "Aggiornala.", 1),
        ("c", "Fatto, ma non funziona ancora. E adesso?", 2),
    )
    assert play("abandoned-thread", talk("c", *turns)).posts == ["c.2"]


@pytest.mark.parametrize("last", ["Thanks, that worked!", "Never mind, I'll buy another.", "Grazie, ora funziona!"])
def test_last_words_that_close(last: str) -> None:
    turns = ("c", "My app crashes.", 0), ("b", "Please update it.", 1), ("c", last, 2)
    assert play("abandoned-thread", talk("c", *turns)).posts == []


def test_thanks_after_asking_again_close_the_matter() -> None:
    turns = (
        ("c", "My app crashes.", 0),
        ("b", "Please update it.", 1),
        ("c", AGAIN, 2),
        ("c", "It works now, thanks!", 3),
    )
    assert play("abandoned-thread", talk("c", *turns)).posts == []


def test_somebody_comes_back() -> None:
    turns = ("c", "My app crashes.", 0), ("b", "Please update it.", 1), ("c", AGAIN, 2), ("b", "Clear its cache.", 90)
    assert play("abandoned-thread", talk("c", *turns)).posts == []


def test_a_bystander_s_words_are_not_the_customer_s() -> None:
    posts = talk("c", ("c", "My app crashes.", 0), ("b", "Please update it.", 1))
    posts.append(customer("Mine crashes too, what can I do?", 2, author="bob"))
    assert play("abandoned-thread", posts).posts == []


def test_who_was_invited_to_a_private_message_and_sent_one_went_on_there() -> None:
    turns = ("c", "My app crashes.", 0), ("b", "Please DM us your e-mail address.", 1), ("c", "I've sent you a DM", 2)
    played = play("abandoned-thread", talk("c", *turns))
    assert played.posts == []
    assert list(played.unjudged) == ["the customer went on in the private channel to which the reply invited"]


def test_a_thread_too_young_to_call_abandoned() -> None:
    turns = ("c", "My app crashes.", 0), ("b", "Please update it.", 1), ("c", AGAIN, 2)
    played = play("abandoned-thread", talk("c", *turns), ends=3)
    assert (played.posts, sum(played.unjudged.values())) == ([], 1)


def test_a_source_with_one_exchange_a_post_cannot_show_an_abandoned_thread() -> None:
    turns = ("c", "My app crashes.", 0), ("b", "Please update it.", 1), ("c", AGAIN, 2)
    played = play("abandoned-thread", talk("c", *turns), without=Evidence.THREADS)
    assert (played.posts, played.unjudged) == ([], {"the source does not carry threads": 1})
