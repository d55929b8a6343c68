"""pre-commit really run on a team's repository, with the hook of this checkout.

Without a network: the hook's environment is made by pre-commit itself as for any team, but its packages are those that are
installed here (``PYTHONPATH``), and pip may ask no index.
"""

from __future__ import annotations

import os
import sysconfig
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from tests.adoption.samples import BAD, GOOD, ROOT, WORSE, commit, environment, hook_repository, lint, macros, run

pytestmark = pytest.mark.slow
BASELINE = ".auditor-baseline.json"


@dataclass(frozen=True)
class Team:
    """A repository that uses the hook."""

    folder: Path
    env: dict[str, str]

    def commits(self) -> tuple[int, str]:
        """What pre-commit says of all that is staged."""
        staged = run(["git", "add", "-A"], self.folder, self.env)
        assert staged.returncode == 0, staged.stderr
        done = run(["pre-commit", "run", "--all-files"], self.folder, self.env)
        return done.returncode, done.stdout + done.stderr

    def configure(self, *arguments: str) -> None:
        """Use the hook with these options."""
        hook = {"id": "auditor-lint", "args": ["--fail-on", "warning", *arguments]}
        repo = {"repo": str(self.folder.parent / "hooks"), "rev": self.env["HOOKS_COMMIT"], "hooks": [hook]}
        text = yaml.safe_dump({"repos": [repo]}, sort_keys=False)
        (self.folder / ".pre-commit-config.yaml").write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A folder with the hook's repository, and an environment in which pip finds all it needs beside itself."""
    folder = tmp_path_factory.mktemp("adoption")
    env = environment(
        folder,
        PYTHONPATH=sysconfig.get_path("purelib"),
        PATH=os.pathsep.join((sysconfig.get_path("scripts"), os.environ["PATH"])),
        PIP_NO_INDEX="1",
        PIP_NO_DEPS="1",
        PIP_NO_BUILD_ISOLATION="0",  # as pip reads it: no isolation
    )
    env["HOOKS_COMMIT"] = commit(hook_repository(folder / "hooks"), env)
    return folder, env


@pytest.fixture
def team(base: tuple[Path, dict[str, str]], request: pytest.FixtureRequest) -> Team:
    folder = base[0] / request.node.name
    folder.mkdir()
    team = Team(folder, base[1])
    macros(folder, GOOD)
    (folder / "package.json").write_text("{}\n", encoding="utf-8")  # no library, and not asked about
    team.configure()
    commit(folder, team.env)
    return team


def test_a_clean_library_passes_and_a_bad_macro_fails_at_its_line(team: Team) -> None:
    assert team.commits()[0] == 0, team.commits()[1]
    macros(team.folder, GOOD, BAD)
    code, said = team.commits()
    assert code == 1
    assert "- exit code: 1" in said
    assert "support/saved_replies.json:8:27 warning hotline-redirect" in said
    assert "^" * len("please call our hotline on 0800 000 123") in said
    assert "package.json" not in said


def test_old_sins_pass_with_a_baseline_and_come_back_when_they_are_edited(team: Team) -> None:
    macros(team.folder, GOOD, BAD)
    assert team.commits()[0] == 1
    written = lint(team.folder, team.env, "support/saved_replies.json", "--write-baseline", BASELINE)
    assert written.returncode == 0, written.stderr
    team.configure("--baseline", BASELINE)
    code, said = team.commits()
    assert code == 0, said
    macros(team.folder, BAD, GOOD)
    code, said = team.commits()
    assert code == 0, f"moving is no editing: {said}"
    macros(team.folder, GOOD, WORSE)
    code, said = team.commits()
    assert code == 1
    assert "hotline-redirect" in said


def test_the_hook_is_one_that_pre_commit_takes() -> None:
    from pre_commit.clientlib import load_manifest

    (hook,) = load_manifest(str(ROOT / ".pre-commit-hooks.yaml"))
    assert (hook["id"], hook["entry"], hook["language"]) == ("auditor-lint", "auditor lint", "python")
