"""House law as tests: one-way imports, clean style and types, small files, complete cards, an honest wheel."""

from __future__ import annotations

import ast
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from auditor.rulebook import default_rules, load_rulebook

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "auditor"
BOOK = load_rulebook()
# The faults and strengths that RULES.md sections 1 to 4 promise, by name.
PROMISED = {
    "hotline-redirect", "channel-redirect", "local-redirect", "handle-redirect", "only-social-team", "private-only",
    "wrong-language", "asks-personal-data-publicly", "link-only", "no-acknowledgement", "blames-customer", "impersonal",
    "public-answer", "help-page-linked", "handed-over", "translated", "acknowledged", "named-agent",
    "unanswered", "unanswered-duplicate", "slow-reply", "abandoned-thread", "broken-promise", "passed-around",
    "repeated-question", "no-public-fix", "boilerplate", "channel-confusion", "low-response-rate", "slow-account",
    "malformed-placeholder", "unknown-placeholder", "placeholder-without-fallback", "leftover-placeholder",
    "near-duplicate-response", "missing-translation", "translation-drift", "too-long-for-channel", "insecure-link",
    "shortened-link", "tracking-link", "stale-date", "shouting", "no-answer-slot",
}  # fmt: skip


def run(*command: str) -> str:
    """Run one of the development tools on the checkout; its output when it fails."""
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def test_imports_go_one_way() -> None:
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_style_is_clean() -> None:
    assert run("ruff", "check", "--no-cache", ".") == ""


@pytest.mark.slow
def test_the_types_hold() -> None:
    assert run("mypy", "--cache-dir", "/dev/null") == ""


def test_a_file_is_a_room_that_one_can_see_through() -> None:
    long = {
        str(p.relative_to(ROOT)): n
        for p in PACKAGE.rglob("*.py")
        if (n := len(p.read_text("utf-8").splitlines())) > 300
    }
    assert long == {}
    lengths = [len(path.read_text("utf-8").splitlines()) for path in PACKAGE.rglob("*.py")]
    assert sum(n <= 200 for n in lengths) / len(lengths) >= 0.9


def test_every_public_thing_says_what_it_means() -> None:
    silent = []
    for path in PACKAGE.rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        if path.name != "__init__.py" or tree.body:
            silent += [str(path.relative_to(ROOT))] if ast.get_docstring(tree) is None else []
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and ast.get_docstring(node) is None:
                silent.append(f"{path.name}:{node.name}")
    assert silent == []


def test_rules_are_data_only() -> None:
    made = ROOT / "rules" / "prepared"  # by the build, from the rest
    others = [path for path in (ROOT / "rules").rglob("*") if path.suffix not in {".yaml", ""} and path.parent != made]
    assert others == []


def test_every_promised_rule_is_there() -> None:
    assert set(BOOK.rules) == PROMISED


@pytest.mark.parametrize("name", sorted(BOOK.rules))
def test_every_card_speaks_english_and_italian_and_names_its_source(name: str) -> None:
    card = BOOK.rules[name].card
    assert {"en", "it"} <= set(card.message) & set(card.suggestion)
    assert "seed" in card.principle.source


def test_every_language_has_the_same_files() -> None:
    folders = [path for path in (default_rules() / "acts").iterdir() if path.is_dir()]
    files = {folder.name: {path.name for path in folder.glob("*.yaml")} for folder in folders}
    assert set(files) == {"en", "it", "es", "fr", "de", "pt", "nl", "ko"}
    assert all(names == files["en"] for names in files.values()), {
        code: sorted(names ^ files["en"]) for code, names in files.items() if names != files["en"]
    }


@pytest.mark.slow
def test_the_wheel_holds_the_package_and_its_rules_and_nothing_else(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--no-deps", "--quiet", "--wheel-dir", str(tmp_path), str(ROOT)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert "auditor/rules/private-only.yaml" in names
    assert "auditor/rules/acts/acts.yaml" in names
    beside = {
        str(path.relative_to(ROOT)) for path in PACKAGE.rglob("*") if path.suffix in {".html", ".css", ".js", ".json"}
    }
    assert "auditor/reports/pages/report.html" in beside
    assert beside <= set(names)
    assert {name.split("/")[0] for name in names if not name.startswith("auditor-")} == {"auditor"}
