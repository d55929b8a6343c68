"""What docs/ci.md shows is what happens; what it pastes is taken by those it is for."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml
from pre_commit.clientlib import load_config

from auditor.reports import FORMATS
from auditor.rulebook import load_rulebook
from auditor.rulebook.lintfile import check_names, load_lint_file
from tests.adoption.samples import BAD, GOOD, ROOT, WORSE, environment, lint, macros

PAGE = (ROOT / "docs" / "ci.md").read_text("utf-8")


def blocks(language: str, mark: str = "") -> list[str]:
    """The code blocks of a language, of those that stand under a mark."""
    before = re.escape(f"<!-- {mark} -->\n") if mark else ""
    return re.findall(rf"^{before}```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def test_what_is_shown_is_what_is_printed(tmp_path: Path) -> None:
    macros(tmp_path, GOOD, BAD)
    (block,) = blocks("console")
    command, _, printed = block.partition("\n")
    env = environment(tmp_path, COLUMNS="100")
    assert lint(tmp_path, env, *shlex.split(command)[3:]).stdout == printed


def test_the_baseline_is_written_and_the_configuration_is_one(tmp_path: Path) -> None:
    macros(tmp_path, GOOD, BAD)
    (command,), (settings,) = blocks("sh"), blocks("toml")
    path = tmp_path / "auditor.toml"
    path.write_text(settings, encoding="utf-8")
    check_names(path, load_lint_file(path), load_rulebook())
    env = environment(tmp_path)
    assert lint(tmp_path, env, *shlex.split(command)[2:]).returncode == 0
    done = lint(tmp_path, env, "support")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    macros(tmp_path, GOOD, WORSE)
    assert lint(tmp_path, env, "support").returncode == 1


@pytest.mark.parametrize("text", blocks("yaml", "pre-commit"))
def test_pre_commit_takes_its_configuration(text: str, tmp_path: Path) -> None:
    path = tmp_path / ".pre-commit-config.yaml"
    path.write_text(text, encoding="utf-8")
    manifest = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    (repo,) = load_config(str(path))["repos"]
    assert {hook["id"] for hook in repo["hooks"]} == {hook["id"] for hook in manifest}


@pytest.mark.parametrize("text", blocks("yaml", "github"))
def test_the_inputs_and_outputs_on_the_page_are_the_actions(text: str) -> None:
    action: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    steps = yaml.safe_load(text)["jobs"]["lint"]["steps"]
    (used,) = [step for step in steps if "/auditor@" in step.get("uses", "")]
    assert set(used["with"]) <= set(action["inputs"])
    assert set(re.findall(r"steps\.auditor\.outputs\.([\w-]+)", text)) <= set(action["outputs"])
    assert all(f"`{name}`" in PAGE for name in action["inputs"])


def test_the_script_for_gitlab_runs_and_its_report_is_the_artifact(tmp_path: Path) -> None:
    macros(tmp_path, GOOD, BAD)
    (block,) = blocks("yaml", "gitlab")
    (job,) = yaml.safe_load(block).values()
    (command,) = job["script"]
    assert lint(tmp_path, environment(tmp_path), *shlex.split(command)[2:]).returncode == 1
    assert (tmp_path / job["artifacts"]["reports"]["codequality"]).is_file()


def test_every_format_is_on_the_page() -> None:
    table = PAGE.split("## Elsewhere")[1]
    assert set(re.findall(r"`([a-z]+)`", "".join(re.findall(r"^\|([^|]*)\|", table, re.MULTILINE)))) == set(FORMATS)
