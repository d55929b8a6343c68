"""A broken card is told in one sentence: file, line, what is wrong, what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.rulebook import RuleError, default_rules, load_card, load_cards
from auditor.rulebook.packs import load_pack, load_register
from auditor.rulebook.strict_yaml import load_text
from auditor.rulebook.template import new_card

REGISTER = load_register(default_rules() / "acts" / "acts.yaml")


def broken(tmp_path: Path, text: str | bytes) -> str:
    """What is said of a card, after the file's name."""
    path = tmp_path / "mine.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(RuleError) as told:
        load_card(path, REGISTER)
    said = str(told.value)
    assert said.startswith(str(path))
    assert "\n" not in said
    return said.removeprefix(str(path))


def line_of(word: str) -> int:
    """The line of the template on which a word stands first."""
    lines = new_card("mine").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if word in line)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("severity: warning", "sevrity: warning", "unknown key 'sevrity'; did you mean 'severity'?"),
        ("severity: warning", "severity: fatal", "'severity': it must be 'error', 'warning', 'info' or 'strength'"),
        ("weight: 0.2", "weight: heavy", "'weight': it must be a valid number"),
        ("weight: 0.2", "weight: 2", "'weight': it must be less than 1"),
        ("weight: 0.2", "weight: .nan", "'weight': it must be"),
        ("title: The", "title: 12 #", "'title': it must be a valid string"),
        ("title: The", "no: The", "unknown key 'no'"),
        ("title: The", "name: x\ntitle: The", "'name' stands here twice; keep one"),
        ("name: mine", "name: other", "'name' must be the file's name, 'mine'"),
        ("check: act", "check: acct", "no check is called 'acct'; did you mean 'act'?"),
        ("check: act", "# check: act", "'check' is missing"),
        ("check: act", "check: [act]", "no check is called"),
        ("looks-at: reply", "looks-at: thread", "'looks-at': it must be 'reply'"),
        ("looks-at: reply", "looks_at: reply", "unknown key 'looks_at'; did you mean 'looks-at'?"),
        ("when: call-us", "when: call-uss", "no act is called 'call-uss'; did you mean 'call-us'?"),
        ("when: call-us", "when: []", "'when'"),
        ("when: call-us", "when: {a: b}", "'when': it must be a valid string"),
        ("act: offer-to-call", "act: offer-to-cal", "no act is called 'offer-to-cal'; did you mean 'offer-to-call'?"),
        ("in: reply", "in: nowhere", "'unless.0.in': it must be 'reply'"),
        ("act: offer-to-call, ", "", "'unless.0': a condition names either 'act'"),
        ("act: offer-to-call, ", "act: null, all: [xyzzy], ", "no act is called 'xyzzy'"),
        (
            "act: offer-to-call, ",
            "act: offer-to-call, without: [prais], ",
            "no act is called 'prais'; did you mean 'praise'?",
        ),
        ("  en: The customer is told", "  it: The customer is told", "'message': must have at least an 'en' text"),
        ("    good:", "    god:", "unknown key 'god' in examples.en; did you mean 'good'?"),
        ("[[Please call us]]", "Please call us", "a bad example marks what must be found"),
        ("{customer:", "{costumer:", "unknown key 'costumer'"),
        ("{customer:", "{account: x, customer:", "exactly one of"),
        ("{customer:", "{at: 1.0e+300, customer:", "'examples.en.bad.0.thread.0.at': it must be less than"),
        ("statement: Say", "statement: # ", "'principle.statement': it must be a valid string"),
        ("examples: ", "examples: [", "is not valid YAML"),
        ("title: ", "\ttitle: ", "is not valid YAML"),
        ("title: ", "title: a: ", "is not valid YAML"),
        ("title: ", "title: \x07", "a control character (U+0007) stands here"),
        ("weight: 0.2", "weight: !!int abc", "is not valid YAML"),
        ("weight: 0.2", "weight: !!python/name:os.system x", "is not valid YAML"),
        ("weight: 0.2", "weight: " + "9" * 5000, "is not valid YAML"),
        ("weight: 0.2", "? [a]\n: b", "a key must be a plain word"),
    ],
)
def test_a_card_with_one_mistake(tmp_path: Path, before: str, after: str, said: str) -> None:
    text = new_card("mine")
    assert before in text
    told = broken(tmp_path, text.replace(before, after, 1))
    assert said in told, told


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("severity: warning", "severity: fatal"),
        ("weight: 0.2", "weight: heavy"),
        ("when: call-us", "when: call-uss"),
        ("act: offer-to-call", "act: offer-to-cal"),
        ("check: act", "check: acct"),
        ("{customer:", "{costumer:"),
        ("title: ", "tilte: "),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, before: str, after: str) -> None:
    assert broken(tmp_path, new_card("mine").replace(before, after, 1)).startswith(f":{line_of(before)}: ")


def test_missing_examples(tmp_path: Path) -> None:
    head, _, _ = new_card("mine").partition("examples:")
    assert "'examples' is missing" in broken(tmp_path, head)
    assert "'examples': it must have at least 1" in broken(tmp_path, head + "examples: {}\n")
    empty = "examples: {en: {bad: [{thread: []}], good: [{thread: [{customer: x}]}]}}\n"
    assert "'examples.en.bad.0.thread': it must have at least 1" in broken(tmp_path, head + empty)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", ":1: must be a mapping"),
        (b"- a\n", ":1: must be a mapping"),
        (b"a: 1\n---\nb: 2\n", "is not valid YAML"),
        (b"name: mine\ntitle: caf\xe9\n", ":2: is not UTF-8 (byte 0xe9)"),
        (b"\xff\xfen\x00a\x00", ":1: is not UTF-8"),
        (b"a: " + b"[" * 20_000, "is not valid YAML"),
        (b"a: &a [*a]\n", "is not valid YAML"),
        (b"a: *nowhere\n", ":1: is not valid YAML"),
    ],
)
def test_what_is_no_card_at_all(tmp_path: Path, content: bytes, said: str) -> None:
    assert said in broken(tmp_path, content)


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + new_card("mine").encode())
    assert load_card(path, REGISTER).name == "mine"


def test_words_that_other_readers_take_for_booleans_stay_words() -> None:
    data = load_text("no: yes\non: off\ntrue: true\nday: 2024-03-01\n", "x")
    assert dict(data) == {"no": "yes", "on": "off", "true": True, "day": "2024-03-01"}


def test_a_folder_without_cards_and_a_folder_called_like_a_card(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="holds no card"):
        load_cards(tmp_path, REGISTER)
    (tmp_path / "x.yaml").mkdir()
    with pytest.raises(RuleError, match=r"x\.yaml: cannot be read"):
        load_cards(tmp_path, REGISTER)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("phrases:\n- (call us\n", ":1: in 'phrases': '(' is never closed"),
        ("phrases:\n- call <nobody>\n", ":1: in 'phrases': unknown word list <nobody>"),
        ("phrases: []\n", ":1: 'phrases' must hold at least one phrase"),
        ("phrase: [call us]\n", ":1: unknown key 'phrase'"),
        ("phrases:\n- call: us\n", ":1: 'phrases' must be a list of phrases"),
    ],
)
def test_a_bad_phrase_in_a_pack(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "words.yaml").write_text("team-words: [team]\n")
    (tmp_path / "call-us.yaml").write_text(text)
    with pytest.raises(RuleError) as told:
        load_pack(tmp_path, REGISTER)
    assert str(told.value).startswith(f"{tmp_path / 'call-us.yaml'}{said}"), told.value


def test_an_act_that_nobody_knows(tmp_path: Path) -> None:
    (tmp_path / "words.yaml").write_text("team-words: [team]\n")
    (tmp_path / "sing.yaml").write_text("phrases: [la la]\n")
    with pytest.raises(RuleError, match="no act 'sing' stands in the register"):
        load_pack(tmp_path, REGISTER)
