"""``auditor rules``: the catalogue; a card's examples as tests; cards of one's own."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from auditor.rulebook import default_rules
from auditor.rulebook.strict_yaml import load
from tests.commands.stage import audit, auditor

CARDS = sorted(default_rules().glob("*.yaml"))


@pytest.mark.slow
def test_every_example_of_every_built_in_card_holds() -> None:
    done = auditor("rules", "test")
    assert done.code == 0, done.out
    assert re.search(rf"^{len(CARDS)} rules, (\d+) examples: \1 hold, 0 fail$", done.out, re.MULTILINE)


class TestExamplesAreTests:
    @pytest.fixture
    def card(self, tmp_path: Path) -> Path:
        """A built-in card, copied, with its Italian and English examples alone."""
        target = tmp_path / "cards" / "hotline-redirect.yaml"
        target.parent.mkdir()
        target.write_text((default_rules() / target.name).read_text("utf-8"), "utf-8")
        return target

    @staticmethod
    def change(card: Path, before: str, after: str) -> None:
        text = card.read_text("utf-8")
        assert before in text
        card.write_text(text.replace(before, after, 1), "utf-8")

    def test_a_copy_of_a_built_in_card_holds(self, card: Path) -> None:
        done = auditor("rules", "test", card.parent)
        assert (done.code, done.err) == (0, "")
        assert done.out.startswith("1 rules, ")

    def test_a_mark_one_word_too_long(self, card: Path) -> None:
        text = card.read_text("utf-8")
        marked = re.search(r"(\w+,?) \[\[(.+?)\]\]", text)
        assert marked
        self.change(card, marked[0], f"[[{marked[1]} {marked[2]}]]")
        done = auditor("rules", "test", card.parent)
        assert done.code == 1
        assert re.match(r"FAILED hotline-redirect: en bad example \d+: not found: .+; found unmarked: ", done.out)
        assert repr(marked[2]) in done.out
        assert done.err == "auditor: 1 example(s) do not hold\n"

    def test_a_mark_one_word_too_short(self, card: Path) -> None:
        marked = re.search(r"\[\[(\S+) (.+?)\]\]", card.read_text("utf-8"))
        assert marked
        self.change(card, marked[0], f"{marked[1]} [[{marked[2]}]]")
        done = auditor("rules", "test", card.parent)
        assert done.code == 1
        assert f"not found: {marked[2]!r}" in done.out or "not found: " in done.out

    def test_a_good_example_that_is_bad(self, card: Path) -> None:
        bad = re.search(r"\{account: (\".*?\[\[.+?\]\].*?\")\}", card.read_text("utf-8"))
        assert bad
        good = bad[1].replace("[[", "").replace("]]", "")
        text = card.read_text("utf-8")
        extra = f'    good:\n      - thread: [{{customer: "My parcel is lost."}}, {{account: {good}}}]\n'
        card.write_text(text.replace("    good:\n", extra, 1), "utf-8")
        done = auditor("rules", "test", card.parent)
        assert done.code == 1
        assert "good example 1: found unmarked: " in done.out

    def test_a_folder_without_cards(self, tmp_path: Path) -> None:
        auditor("rules", "test", tmp_path).is_refused(f"{tmp_path}: holds no card")
        auditor("rules", "test", tmp_path / "no").is_refused("is not a folder of rules")


class TestCatalogue:
    def test_the_list_has_a_line_for_every_card(self) -> None:
        done = auditor("rules", "list")
        assert done.code == 0
        assert [line.split()[0] for line in done.out.splitlines()] == sorted(card.stem for card in CARDS)

    @pytest.mark.parametrize("name", [card.stem for card in CARDS])
    def test_every_rule_is_shown_with_its_reason(self, name: str) -> None:
        done = auditor("rules", "show", name)
        assert (done.code, done.err) == (0, "")
        assert name in done.out
        assert str(load(default_rules() / f"{name}.yaml")["principle"]["source"])[:20] in " ".join(done.out.split())

    def test_an_unknown_rule(self) -> None:
        auditor("rules", "show", "private-onyl").is_refused("no rule is called 'private-onyl'", "'private-only'")


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    """What ``auditor rules schema`` prints, as a judge of cards."""
    schema = json.loads(auditor("rules", "schema").out)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


class TestSchema:
    @pytest.mark.parametrize("path", CARDS, ids=[card.stem for card in CARDS])
    def test_every_built_in_card_is_valid(self, validator: Draft202012Validator, path: Path) -> None:
        assert [error.message for error in validator.iter_errors(load(path))] == []

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("severity: ", "sevrity: "),
            ("weight: ", "weight: heavy # "),
            ("check: ", "check: telepathy # "),
            ("title: ", "# "),
        ],
    )
    def test_a_broken_card_is_not(
        self, validator: Draft202012Validator, tmp_path: Path, before: str, after: str
    ) -> None:
        path = tmp_path / "private-only.yaml"
        path.write_text((default_rules() / path.name).read_text("utf-8").replace(before, after, 1), "utf-8")
        assert list(validator.iter_errors(load(path)))


class TestCardsOfOnesOwn:
    def test_a_new_card_passes_its_tests_at_once(self, tmp_path: Path) -> None:
        made = auditor("rules", "new", "no-phone", "--folder", tmp_path)
        assert (made.code, made.out) == (0, "")
        assert made.err == f"{tmp_path / 'no-phone.yaml'}: written; try it with: auditor rules test {tmp_path}\n"
        done = auditor("rules", "test", tmp_path)
        assert done.code == 0
        assert done.out == "1 rules, 2 examples: 2 hold, 0 fail\n"
        assert [path.name for path in tmp_path.iterdir()] == ["no-phone.yaml"]

    @pytest.mark.parametrize("name", ["No", "no_phone", "no phone", "-x", "../x", "x\n", ""])
    def test_a_new_card_needs_a_good_name(self, tmp_path: Path, name: str) -> None:
        auditor("rules", "new", "--folder", tmp_path, "--", name).is_refused("lower case words joined by hyphens")
        assert list(tmp_path.iterdir()) == []

    def test_a_new_card_replaces_nothing(self, tmp_path: Path) -> None:
        (tmp_path / "x.yaml").write_text("mine")
        auditor("rules", "new", "x", "--folder", tmp_path).is_refused("is there already")
        assert (tmp_path / "x.yaml").read_text() == "mine"
        auditor("rules", "new", "x", "--folder", tmp_path / "no").is_refused("is not a folder")

    def test_a_rule_of_ones_own_works(self, small: Path, tmp_path: Path) -> None:
        cards = tmp_path / "cards"
        cards.mkdir()
        assert auditor("rules", "new", "our-dm", "--folder", cards).code == 0
        text = (cards / "our-dm.yaml").read_text("utf-8").replace("when: call-us ", "when: dm-invite ")
        (cards / "our-dm.yaml").write_text(text, "utf-8")
        found = json.loads(audit(small, "--rules", cards, "--select", "our-dm").out)["findings"]
        assert [(finding["rule"], finding["span"]["text"]) for finding in found] == [("our-dm", "Please DM us")]
        assert "our-dm" in auditor("rules", "list", "--rules", cards).out
        assert auditor("rules", "show", "our-dm", "--rules", cards).code == 0
        assert '"rule": "our-dm"' in auditor("check", "Please DM us.", "--rules", cards, "-f", "json").out

    def test_a_card_of_ones_own_replaces_the_built_in_one(self, small: Path, tmp_path: Path) -> None:
        cards = tmp_path / "cards"
        cards.mkdir()
        text = (default_rules() / "private-only.yaml").read_text("utf-8")
        mine = re.sub(r"^severity: .*$", "severity: info", text, flags=re.MULTILINE)
        (cards / "private-only.yaml").write_text(mine, "utf-8")
        built_in, own = (
            json.loads(audit(small, *more, "--select", "private-only").out) for more in ([], ["--rules", cards])
        )
        assert [finding["severity"] for finding in built_in["findings"]] == ["error"]
        assert [finding["severity"] for finding in own["findings"]] == ["info"]
        assert built_in["tool"]["rules"] != own["tool"]["rules"]
