"""An archive of our own writing: agents with many replies and with nine, hostile words, personal data, copies of a problem."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HOSTILE = (
    "Where is my refund for the broken kettle lid? <script>alert(1)</script> | ``` **bold** [x](javascript:alert(2)) "
    "<img src=x onerror=alert(3)> '; rm -rf ~ \x1b[31m\u202egnp"
)
PLANTED = {
    "author": "nightowl_77",
    "name": "Araxie",
    "telephone": "020 7946 0123",
    "e-mail": "g.rossi@mail.example",
    "order": "7741-229-18",
    "iban": "DE89 3704 0044 0532 0130 00",
    "card": "4111 1111 1111 1111",
    "handle": "@some_person",
}
DATA = (
    f"I am {PLANTED['author']} on my kettle lid refund, phone {PLANTED['telephone']}, mail {PLANTED['e-mail']}, order no. "
    f"{PLANTED['order']}, IBAN {PLANTED['iban']}, card {PLANTED['card']}, ask {PLANTED['handle']}"
)
PARCEL = "My parcel with the garden chairs has been stuck at the Derby depot since Monday, where is it?"
PARCEL_AGAIN = "The parcel with two garden chairs is still stuck at the depot in Derby, when will it come?"
TOPICS = (
    "The heating in my flat makes a strange whistling noise, how do I stop it?",
    "How can I change the delivery address for a wardrobe that I ordered yesterday?",
    "Does the blue lamp fit into a bathroom socket, or is the voltage wrong?",
    "The mobile app closes whenever I open last year's invoices, what can I do?",
    "Which paint do you advise for a damp cellar wall behind the boiler?",
    "Can I return a carpet after cutting a narrow strip from its edge?",
    "When does the shop near the harbour open on public holidays?",
    "My discount code for students is refused at the checkout, why?",
    "The dishwasher leaves white spots on glasses since the last service visit, any idea?",
    "How long does the varnish on the oak table need to dry in winter?",
    "Do you sell replacement straps for the green rucksack?",
    "The kitchen scales show a different weight every time, are they faulty?",
    "Is the gift card valid abroad, for example in Norway?",
    "Who fits the curtain rail when the ceiling is made of concrete?",
    "My loyalty points vanished after changing my surname, can you look?",
    "What happens to a warranty when the seller closes down?",
    "Why does the hedge trimmer cut out after a minute in the sun?",
    "Could you explain the energy label of the new freezer?",
    "Are the almonds in the breakfast mix roasted or raw?",
    "Which battery does the doorbell with the camera take?",
    "How do I unsubscribe from text messages about concerts?",
    "May I pick up the bicycle rack with somebody else's passport?",
)
ANSWER = "The cause is a worn valve. Turn the tap off for ten minutes, then restart the boiler under Settings."
AT_DEPOT = "Your parcel was held at the Derby depot by a strike. It leaves tonight and arrives tomorrow by noon."
PRIVATE = "Please DM us your details."


def exchange(number: int, agent: str | None, asked: str, reply: str, **more: Any) -> Iterator[dict[str, Any]]:
    """A customer's post and the reply to it, an hour later, on a day of its own; ``more`` goes into the post."""
    day = f"2024-{3 + number // 28:02}-{1 + number % 28:02}"
    common = {"account": more.pop("account", "Acme"), "conversation": f"c{number}"}
    author = more.pop("author", f"customer{number}")
    yield {
        "id": f"q{number}", "by": "customer", "author": author, "text": asked,
        "created_at": f"{day}T09:00:00Z", **common, **more,
    }  # fmt: skip
    yield {
        "id": f"r{number}", "by": "brand", "author": "Acme", "text": reply, "agent": agent, "in_reply_to": f"q{number}",
        "created_at": f"{day}T10:00:00Z", **common,
    }  # fmt: skip


def archive() -> list[dict[str, Any]]:
    """JK: 24 replies, of which 9 move to private. Anna: nine. ../../x: six, hostile. Wilhelmina: six, personal data. Bo: two.
    Nobody: three."""
    posts: list[dict[str, Any]] = []
    number = 0

    def add(agent: str | None, asked: str, reply: str, **more: Any) -> None:
        nonlocal number
        posts.extend(exchange(number, agent, asked, reply, **more))
        number += 1

    add("JK", PARCEL, f"{PRIVATE} ^JK")
    add("JK", PARCEL_AGAIN, f"{AT_DEPOT} ^JK")
    for index in range(22):
        add("^jk" if index == 3 else "JK", TOPICS[index], f"{PRIVATE if index < 8 else ANSWER} ^JK")
    for index in range(9):
        add("Anna", TOPICS[index], f"{PRIVATE if index < 4 else ANSWER} -Anna")
    for index in range(6):
        add("../../x", f"{HOSTILE} Case {index}.", f"<b>{PRIVATE if index < 3 else ANSWER}</b> | `x` ../../x")
    for index in range(6):
        reply = f"Hi {PLANTED['name']}, {PRIVATE if index < 3 else ANSWER} {PLANTED['telephone']} ^Wilhelmina"
        add("Wilhelmina", f"{TOPICS[index]} {DATA}", reply, author=PLANTED["author"])
    add("Bo", TOPICS[0], f"{ANSWER} ^Bo")
    add("Bo", TOPICS[1], f"{ANSWER} ^Bo")
    for index in range(3):
        add(None, TOPICS[index], PRIVATE)
    return posts


def write(path: Path, posts: list[dict[str, Any]]) -> Path:
    """The posts as posts.jsonl."""
    path.write_text("".join(json.dumps(post) + "\n" for post in posts), "utf-8")
    return path
