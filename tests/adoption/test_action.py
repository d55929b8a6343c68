"""The shell steps of the GitHub Action, run as a runner would: its inputs put in, its files beside."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import sysconfig
import venv
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.adoption.samples import BAD, GOOD, ROOT, environment, hook_repository, lint, macros, run

ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
SHELL = {step["name"]: step for step in ACTION["runs"]["steps"] if "run" in step}
EXPRESSION = re.compile(r"\$\{\{\s*([\w.-]+)\s*\}\}")
LIBRARY = "support/saved_replies.json"


def step(name: str, folder: Path, **inputs: str) -> tuple[int, str, str]:
    """Run one step with these inputs; its exit code, what it printed, and the outputs it set."""
    known = {f"inputs.{key}": value.get("default", "") for key, value in ACTION["inputs"].items()}
    known |= {f"inputs.{key.replace('_', '-')}": value for key, value in inputs.items()}
    known["github.action_path"] = str(folder / "action")
    given = {key: EXPRESSION.sub(lambda match: known[match[1]], value) for key, value in SHELL[name]["env"].items()}
    files = {"GITHUB_OUTPUT": folder / "output.txt", "GITHUB_ENV": folder / "environment.txt"}
    for file in files.values():
        file.touch()
    env = environment(
        folder,
        **given,
        **{key: str(file) for key, file in files.items()},
        RUNNER_TEMP=str(folder),
        AUDITOR_PYTHON=sys.executable,
        PYTHONPATH=str(ROOT),
    )
    bash = shutil.which("bash")
    assert bash
    script = folder / "step.sh"
    script.write_text(SHELL[name]["run"], encoding="utf-8")
    done = run([bash, "--noprofile", "--norc", "-eo", "pipefail", script], folder, env)
    return done.returncode, done.stdout + done.stderr, files["GITHUB_OUTPUT"].read_text("utf-8")


def test_no_step_has_an_expression_in_its_script() -> None:
    """An input inside a script would be run as a command."""
    assert [name for name, one in SHELL.items() if "${{" in one["run"]] == []
    assert {one["shell"] for one in SHELL.values()} == {"bash"}


def test_what_an_action_must_say() -> None:
    assert ACTION["runs"]["using"] == "composite"
    assert {"name", "description", "inputs", "outputs", "runs"} <= set(ACTION)
    used = {match[1] for match in EXPRESSION.finditer((ROOT / "action.yml").read_text("utf-8"))}
    assert {name.removeprefix("inputs.") for name in used if name.startswith("inputs.")} <= set(ACTION["inputs"])
    assert all(one.get("description") for one in (*ACTION["inputs"].values(), *ACTION["outputs"].values()))


@pytest.mark.slow
def test_a_bad_macro_is_an_annotation_and_fails(tmp_path: Path) -> None:
    macros(tmp_path, GOOD, BAD)
    code, said, output = step("Check canned responses", tmp_path, paths=LIBRARY, fail_on="warning")
    assert code == 1, said
    assert f"::warning file={LIBRARY},line=8,endLine=8,col=27,endColumn=66,title=hotline-redirect::" in said
    assert output == ""


@pytest.mark.slow
def test_a_clean_library_passes(tmp_path: Path) -> None:
    macros(tmp_path, GOOD)
    assert step("Check canned responses", tmp_path, paths=f"\nsupport\n{LIBRARY}\n", fail_on="warning")[:2] == (0, "")


@pytest.mark.slow
def test_sarif_is_a_file_whose_name_is_an_output(tmp_path: Path) -> None:
    macros(tmp_path, BAD)
    code, said, output = step("Check canned responses", tmp_path, paths=LIBRARY, format="sarif")
    assert code == 0, said
    assert output == "output=auditor.sarif\n"
    (result, *_) = json.loads((tmp_path / "auditor.sarif").read_text("utf-8"))["runs"][0]["results"]
    assert result["ruleId"] == "hotline-redirect"


@pytest.mark.slow
def test_old_sins_are_in_the_baseline(tmp_path: Path) -> None:
    macros(tmp_path, BAD)
    assert lint(tmp_path, environment(tmp_path), LIBRARY, "--write-baseline", "known.json").returncode == 0
    code, said, _ = step("Check canned responses", tmp_path, paths=LIBRARY, baseline="known.json", fail_on="info")
    assert code == 0, said


@pytest.mark.slow
def test_further_options_are_one_a_line(tmp_path: Path) -> None:
    macros(tmp_path, BAD)
    more = "--ignore\nhotline-redirect"
    assert step("Check canned responses", tmp_path, paths=LIBRARY, args=more, fail_on="info")[:2] == (0, "")


@pytest.mark.slow
def test_an_input_is_never_a_command(tmp_path: Path) -> None:
    macros(tmp_path, GOOD)
    code, said, _ = step("Check canned responses", tmp_path, paths='$(touch caught)"; touch caught; "`touch caught`')
    assert code == 2, said
    assert not (tmp_path / "caught").exists()


@pytest.mark.slow
def test_the_action_installs_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Offline: with the packages that are installed here, and no index to ask."""
    hook_repository(tmp_path / "action")
    venv.create(tmp_path / "python", with_pip=True)
    bin = tmp_path / "python" / ("Scripts" if os.name == "nt" else "bin")
    for name, value in (("NO_INDEX", "1"), ("NO_DEPS", "1"), ("NO_BUILD_ISOLATION", "0")):
        monkeypatch.setenv(f"PIP_{name}", value)
    monkeypatch.setenv("PATH", f"{bin}{os.pathsep}{os.environ['PATH']}")
    script = SHELL["Install auditor"]["run"]
    assert 'pip install --quiet --disable-pip-version-check "$ACTION_PATH"' in script
    env = environment(
        tmp_path,
        ACTION_PATH=str(tmp_path / "action"),
        RUNNER_TEMP=str(tmp_path),
        GITHUB_ENV=str(tmp_path / "environment.txt"),
        PYTHONPATH=sysconfig.get_path("purelib"),
    )
    done = run(["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script], tmp_path, env)
    assert done.returncode == 0, done.stdout + done.stderr
    python = (tmp_path / "environment.txt").read_text("utf-8").strip().removeprefix("AUDITOR_PYTHON=")
    where = run([python, "-c", "import auditor; print(auditor.__file__)"], tmp_path, env)
    assert where.stdout.startswith(str(tmp_path / "auditor")), where.stdout + where.stderr
