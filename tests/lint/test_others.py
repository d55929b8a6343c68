"""Rules that libraries are not asked of: naming one is answered plainly, neither passed over nor called unknown."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lint.helpers import BAD, auditor_lint, inside, library


@pytest.mark.parametrize(
    ("rule", "kind"),
    [("no-acknowledgement", "replies to customers"), ("unanswered", "conversations"), ("slow-account", "accounts")],
)
def test_selecting_one_is_wrong_use(tmp_path: Path, rule: str, kind: str) -> None:
    done = auditor_lint(library(tmp_path / "r.json", BAD), "--select", rule)
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        f"auditor: {rule}: is a rule of {kind}, of which canned responses are not asked; see 'auditor rules list'\n"
    )


@pytest.mark.parametrize(
    "settings",
    ['[lint.severities]\nunanswered = "off"', '[lint.severities]\nunanswered = "error"', 'ignore = ["unanswered"]'],
)
def test_a_setting_for_one_changes_nothing_and_says_so(tmp_path: Path, settings: str) -> None:
    path = library(tmp_path / "r.json", BAD)
    plain = auditor_lint(path, "--format", "json")
    (tmp_path / "auditor.toml").write_text(f"[lint]\n{settings}\n", "utf-8")
    with inside(tmp_path):
        done = auditor_lint(path, "--format", "json")
    assert done.rules == plain.rules == ["private-only"]
    assert done.err.startswith(
        "auditor: unanswered: is not asked of canned responses, so a setting for it changes nothing here\n"
    )


def test_ignoring_one_says_so_too_and_an_unknown_one_is_still_an_error(tmp_path: Path) -> None:
    path = library(tmp_path / "r.json", BAD)
    told = auditor_lint(path, "--ignore", "slow-account", "--ignore", "private-only")
    assert (told.code, told.out) == (0, "")
    assert told.err == (
        "auditor: slow-account: is not asked of canned responses, so a setting for it changes nothing here\n"
    )
    assert "no rule is called 'no-such-rule'" in auditor_lint(path, "--ignore", "no-such-rule").err
