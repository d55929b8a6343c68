"""A pack as it was prepared finds what the pack read from its files finds, and is used for nothing else."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from auditor.rulebook import default_rules
from auditor.rulebook.packs import LazyPacks, load_pack, load_register, prepare_packs
from auditor.text.packs import Pack, Side
from auditor.text.phrases import LazyPhrases


def rules_in(folder: Path, *languages: str) -> Path:
    """A rules folder with some of our own languages and nothing prepared."""
    rules = folder / "rules"
    rules.joinpath("acts").mkdir(parents=True)
    shutil.copy(default_rules() / "acts" / "acts.yaml", rules / "acts")
    for language in languages:
        shutil.copytree(default_rules() / "acts" / language, rules / "acts" / language)
    return rules


def opened(rules: Path, language: str) -> Pack:
    return LazyPacks(rules, load_register(rules / "acts" / "acts.yaml"))[language]


def is_prepared(pack: Pack) -> bool:
    return isinstance(pack.files[0].phrases.phrases, LazyPhrases)


@pytest.mark.parametrize("language", ["nl", "ko"])
def test_a_prepared_pack_is_the_pack_that_was_read(tmp_path: Path, language: str) -> None:
    rules = rules_in(tmp_path, language)
    prepare_packs(rules)
    read = load_pack(rules / "acts" / language, load_register(rules / "acts" / "acts.yaml"))
    prepared = opened(rules, language)
    assert is_prepared(prepared) and not is_prepared(read)
    assert prepared.roles == read.roles
    assert (prepared.team_words, prepared.closers, prepared.titles, prepared.clause_openers) == (
        read.team_words,
        read.closers,
        read.titles,
        read.clause_openers,
    )
    for ours, theirs in zip(prepared.files, read.files, strict=True):
        assert (ours.phrases.act, ours.sides) == (theirs.phrases.act, theirs.sides)
        assert list(ours.phrases.phrases) == list(theirs.phrases.phrases)
        assert list(ours.phrases.exceptions) == list(theirs.phrases.exceptions)
    for side in Side:
        ours_of_side, theirs_of_side = prepared.lexicon(side), read.lexicon(side)
        assert ours_of_side.plan == theirs_of_side.plan
        for number in range(len(theirs_of_side.plan.least)):
            assert ours_of_side.ways(number) == theirs_of_side.ways(number)


@pytest.mark.parametrize("changed", ["acts/nl/greeting.yaml", "acts/nl/words.yaml", "acts/acts.yaml"])
def test_what_was_prepared_from_other_files_is_not_used(tmp_path: Path, changed: str) -> None:
    rules = rules_in(tmp_path, "nl")
    prepare_packs(rules)
    assert is_prepared(opened(rules, "nl"))
    with (rules / changed).open("a", encoding="utf-8") as file:
        file.write("# a word more\n")
    assert not is_prepared(opened(rules, "nl"))


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", json.dumps({"of": "something else"})])
def test_a_file_that_is_not_right_is_passed_over(tmp_path: Path, content: str) -> None:
    rules = rules_in(tmp_path, "nl")
    rules.joinpath("prepared").mkdir()
    rules.joinpath("prepared", "nl.json").write_text(content, encoding="utf-8")
    assert not is_prepared(opened(rules, "nl"))


def test_a_language_that_there_is_not_is_missed(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        opened(rules_in(tmp_path, "nl"), "xx")
