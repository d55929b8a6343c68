"""When a customer is plainly upset: the weighing of signs, and the English pack that feeds it."""

from __future__ import annotations

from functools import lru_cache

import pytest

from auditor.model import Act, Span
from auditor.rulebook import load_rulebook
from auditor.text.hashtags import open_hashtags
from auditor.text.language import LanguageReader, available_voices
from auditor.text.mood import mood
from auditor.text.packs import Side
from auditor.text.reader import TextReader
from auditor.text.tokens import tokenize


def signs(text: str, *acts: tuple[str, str], rating: float | None = None) -> list[Act]:
    """The mood of ``text`` where a pack saw ``acts``, each given as its name and its words."""
    tokens = tokenize(text)
    seen = [Act(name, Span(text.index(words), text.index(words) + len(words)), 0, "test") for name, words in acts]
    return list(mood(text, tokens, [(0, len(tokens))], seen, rating))


def test_a_phrase_that_said_it_needs_no_weighing() -> None:
    assert signs("worst ever!!! 😡😡", ("upset", "worst ever"), ("trouble", "worst")) == []


def test_trouble_alone_is_not_upset() -> None:
    assert signs("the app does not open", ("trouble", "does not open")) == []


def test_irritation_with_trouble_is() -> None:
    found = signs("ugh, the app does not open", ("annoyed", "ugh"), ("trouble", "does not open"))
    assert [(a.name, a.span) for a in found] == [("upset", Span(0, 3)), ("upset", Span(13, 26))]
    assert found[0].phrase == "mood: annoyed + trouble"


def test_the_same_words_count_once() -> None:
    assert signs("rubbish signal", ("annoyed", "rubbish signal"), ("trouble", "rubbish signal")) == []


def test_repetition_needs_more_than_trouble() -> None:
    text = "still no parcel after calling for weeks"
    one = (("persists", "still no"), ("trouble", "no parcel after"))
    assert signs(text, *one) == []
    assert signs(text, *one, ("persists", "for weeks")) != []


@pytest.mark.parametrize("text", ["parcel lost!!! PLEASE ANSWER", "parcel lost 😡", "WHERE IS IT parcel lost ?!"])
def test_emphasis_adds_to_trouble(text: str) -> None:
    assert signs(text, ("trouble", "parcel lost"))


@pytest.mark.parametrize("text", ["SO EXCITED!!!", "BEST APP EVER!!! 😍", "can't wait!!! LOVE IT ❤️", "😡"])
def test_emphasis_alone_never_tells(text: str) -> None:
    assert signs(text) == []
    assert signs(text, rating=5) == []


def test_few_stars_add_to_irritation_not_to_trouble() -> None:
    assert signs("it crashes", ("trouble", "crashes"), rating=1) == []
    assert signs("bah, it crashes", ("annoyed", "bah"), rating=1) != []


def test_many_stars_thanks_and_smiles_speak_against() -> None:
    text = "ugh it crashed, thanks for mending it :)"
    acts = (("annoyed", "ugh"), ("trouble", "crashed"))
    assert signs(text, *acts, ("gratitude", "thanks for")) == []
    assert signs("ugh it crashed", *acts, rating=5) == []


@pytest.mark.parametrize("text", ["what the f*** did you do to it", "sh*t, it broke again", "#@$%! broken thing"])
def test_masked_swearing_is_irritation(text: str) -> None:
    assert any("masked swearing" in a.phrase for a in signs(text, ("trouble", text.split()[-1])))


@pytest.mark.parametrize(
    "text", ["card ****1234 declined", "5* hotel declined", "*JK declined", "a * b declined", "@a declined #b"]
)
def test_what_only_looks_masked(text: str) -> None:
    assert signs(text, ("trouble", "declined")) == []


@pytest.mark.parametrize("text", ["I ORDERED LUNCH AND GOT NO LUNCH", "no lunch came!!!!!", "no lunch!!! no answer!!!"])
def test_shouting_from_end_to_end_weighs_more(text: str) -> None:
    assert signs(text, ("trouble", text[:4]))


@pytest.mark.parametrize("tag", ["#brandfail", "#BrandSucks", "#brandscam"])
def test_a_hashtag_may_say_it_all(tag: str) -> None:
    assert signs(f"another day {tag}")


@pytest.mark.parametrize("tag", ["#failover", "#sucksess", "#fail", "#scampi"])
def test_hashtags_that_say_nothing(tag: str) -> None:
    assert signs(f"another day {tag}") == []


def test_acronyms_do_not_shout() -> None:
    assert signs("my PS4 on USB and LTE fails ?!", ("trouble", "fails")) == []


def test_spans_lie_in_the_text_and_hold_the_sign() -> None:
    text = "Where is it??? 😡 it never CAME BACK"
    for act in signs(text, ("trouble", "never")):
        assert 0 <= act.span.start < act.span.end <= len(text)
        assert act.span.of(text).strip() == act.span.of(text)


def test_empty_and_odd_texts() -> None:
    for text in ("", " ", "\n", "!!!", "😡😡😡", "\u200d", "#" * 5000, "*" * 5000, "A" * 5000):
        signs(text, rating=1)


def test_hashtags_open_into_their_words_with_places() -> None:
    text = "no bag #EpicFail #sad #win10"
    tokens = open_hashtags(text, tokenize(text))
    assert tokens.words == ("no", "bag", "epic", "fail", "sad", "#hashtag")
    assert [text[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=True)][2:5] == ["Epic", "Fail", "sad"]


@lru_cache(maxsize=1)
def reader() -> TextReader:
    return TextReader({"en": load_rulebook().packs["en"]}, LanguageReader(available_voices()))


def does(text: str, act: str, rating: float | None = None) -> bool:
    return reader().read(text, Side.CUSTOMER, ["en"], rating=rating).has(act)


UPSET = [
    "Worst airline I have ever flown with, you lost my bag and nobody cares",
    "This is absolutely ridiculous. Three weeks and still no refund",
    "Thanks for nothing, I stayed home all day for a delivery that never came",
    "Way to ruin our holiday",
    "How hard can it be to send one parcel?",
    "On hold for 50 minutes and then your agent hung up on me",
    "You just lost a loyal customer",
    "never flying with you again",
    "Are you kidding me? My order is cancelled",
    "Fix your damn website, I can't log in",
    "Your new update has completely ruined my phone",
    "I want my money back now",
    "My parcel is lost and nobody replies #disgraceful",
    "why the hell is my internet down again",
    "Don't you dare call this customer service. Shambles.",
    "I am so fed up with your delays",
    "What kind of company sells a ticket twice",
    "Not setting foot in your store again",
    "You say two days but you never deliver",
    "Is this how you guys pack glass?",
    "Your driver refused to open the door",
    "No wonder people leave you",
    "Maybe don't promise a date you can't keep",
    "Since when do I pay for tap water",
    "Going to answer my mail or not?",
    "You made me lose my faith in your brand, I lost all trust",
    "Thank you so much for not showing up",
]
CALM = [
    "How do I change my phone number?",
    "My app doesn't open since the update, any ideas?",
    "I've tried that list already",
    "Done that and it is still the same error message",
    "Thank you so much for your help!",
    "Not a bad flight at all, thanks",
    "I can't wait for the new season!!! SO EXCITED",
    "that was fucking amazing, love you guys",
    "The weather here is terrible today, is my flight on time?",
    "I hate to bother you but when does the store open?",
    "never had a problem with you before, is there an outage?",
    "in the worst case I can collect it on Monday",
    "You guys never disappoint",
    "what time do you close?",
    "Sent you a DM",
    "I'm terrible at this, how do I reset it?",
    "I will be on the train from Leeds",
    "Order number is 12345",
    "Thanks for making my mum's day",
    "Thank you for the $3 lunch",
    "I shop with you every week, is there a loyalty card?",
    "Is this a phishing scam or a real mail from you?",
    "The subtitle of the second episode is incorrect",
    "Nah, that doesn't do anything",
    "Thinking of switching to you, how good is the coverage?",
    "No delivery yet and no response from the seller, can you look?",
    "I was in a hurry when I made the account",
]


@pytest.mark.parametrize("text", UPSET)
def test_english_upset(text: str) -> None:
    assert does(text, "upset")


@pytest.mark.parametrize(("stars", "upset"), [(None, True), (1, True), (3, True), (4, False), (5, False)])
def test_who_gives_many_stars_is_not_upset_whatever_the_words(stars: float | None, upset: bool) -> None:
    text = "Others call it the worst airline ever and absolutely ridiculous; I never had to wait."
    assert does(text, "upset", rating=stars) == upset


@pytest.mark.parametrize("text", CALM)
def test_english_not_upset(text: str) -> None:
    assert not does(text, "upset")


@pytest.mark.parametrize(
    ("act", "said", "not_said"),
    [
        (
            "gratitude",
            ["thank you so much", "really appreciate it"],
            ["thanks for nothing", "Thanks in advance", "any help would be appreciated"],
        ),
        (
            "praise",
            ["Great service today", "I love this app"],
            ["not a great experience", "would be great if you added it", "great job losing my bag"],
        ),
        (
            "closing-words",
            ["all sorted now", "never mind, found it", "It works again", "will do!"],
            ["still not sorted", "please get it sorted", "it worked fine before"],
        ),
        (
            "asks",
            ["what time do you open", "please help", "can you check my order"],
            ["thanks for your help", "lovely day"],
        ),
        (
            "tried-elsewhere",
            [
                "I called you twice yesterday",
                "been on hold for an hour",
                "I already emailed support",
                "nobody answers the phone",
            ],
            ["should I call you?", "you called me yesterday", "I haven't called yet"],
        ),
        (
            "asks-phone",
            ["what's your phone number?", "can someone call me please", "is there a number I can ring"],
            ["my order number is 123", "don't call me", "nobody called me"],
        ),
        (
            "asks-contact",
            ["how can I contact you?", "what's the email address for complaints", "who do I speak to about a refund"],
            ["you should contact me", "how are you"],
        ),
        (
            "asks-private",
            ["can I DM you?", "please check your DMs", "I sent you a DM"],
            ["no need to DM me", "at 5 pm"],
        ),
        (
            "gave-details",
            ["my order number is 12345", "booking ref: 99812", "it's an iPhone 7"],
            ["what is my order number?", "my order is late"],
        ),
    ],
)
def test_english_customer_acts(act: str, said: list[str], not_said: list[str]) -> None:
    assert [text for text in said if not does(text, act)] == []
    assert [text for text in not_said if does(text, act)] == []
