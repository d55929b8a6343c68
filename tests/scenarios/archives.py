"""Archives invented by hypothesis: customers, conversations, copies, promises, templates, several languages."""

from __future__ import annotations

from hypothesis import strategies as st

from auditor.model import Post
from tests.scenarios.stage import talk

CUSTOMER = (
    "My parcel has not arrived, can you help?",
    "The app crashes when I open my season ticket, it does not work",
    "I want my money back, worst service ever!",
    "Thank you so much, great service!",
    "I've sent you a DM",
    "Still nothing, I called twice already.",
    "Which number can I call?",
    "Version 5.2 on Android",
    "Il mio pacco non è arrivato, mi aiutate?",
    "¿Dónde está mi pedido?",
    "ok",
)
BRAND = (
    "We are sorry to hear about your experience and value your feedback.",
    "Hi Ann, please DM us your order number so that we can look into this. ^KL",
    "Please call us on 0800 123 4567.",
    "Please tweet @AcmeHelp.",
    "We'll get back to you shortly.",
    "Which version of the app do you have?",
    "Your parcel is at the depot and arrives tomorrow.",
    "Please update the app to version 7 under Settings > Updates.",
    "You must have entered it wrong.",
    "Ci dispiace, chiamaci al numero 800 123 456.",
)


@st.composite
def archives(draw: st.DrawFn, customers: int = 6, conversations: int = 10) -> list[Post]:
    """Posts of one or two accounts, of which each conversation is one customer's."""
    posts: list[Post] = []
    for number in range(draw(st.integers(1, conversations))):
        who = f"u{draw(st.integers(1, customers))}"
        account = draw(st.sampled_from(["Acme", "Acme", "AcmeHelp"]))
        at = float(draw(st.integers(0, 24 * 20)))
        turns = [("c", draw(st.sampled_from(CUSTOMER)), at)]
        for _ in range(draw(st.integers(0, 4))):
            at += draw(st.sampled_from([0.1, 1.0, 5.0, 30.0, 80.0]))
            side = draw(st.sampled_from("bbc"))
            turns.append((side, draw(st.sampled_from(BRAND if side == "b" else CUSTOMER)), at))
        posts += talk(f"c{number}", *turns, who=who, links=draw(st.booleans()), account=account)
    return posts
