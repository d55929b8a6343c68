"""A team's repository with a bad macro in it, and the checkout as a repository that hooks can be taken from."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GOOD = "Hi {{ticket.requester.first_name | fallback: 'there'}}, your refund is on its way and reaches you within 3 days. ^AL"
BAD = "Hi there, please call our hotline on 0800 000 123."
WORSE = "Hi there, please just call our hotline on 0800 000 123."
TITLES = {GOOD: "Refund", BAD: "Telephone", WORSE: "Telephone"}
_SHIPPED = ("auditor", "rules", "pyproject.toml", "hatch_build.py", "README.md", "LICENSE", ".pre-commit-hooks.yaml")


def environment(folder: Path, **more: str) -> dict[str, str]:
    """An environment in which git knows its user and nobody's settings reach in."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PRE_COMMIT", "COV_"))}
    identity = {
        f"GIT_{who}_{what}": value
        for who in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", "A Test"), ("EMAIL", "test@example.org"))
    }
    nowhere = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "NO_COLOR": "1"}
    return {**kept, **identity, **nowhere, "PRE_COMMIT_HOME": str(folder / "pre-commit-home"), **more}


def run(
    command: Sequence[str | Path], folder: Path, environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run a command and give back what came of it."""
    return subprocess.run(
        [str(part) for part in command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def commit(folder: Path, env: Mapping[str, str]) -> str:
    """Commit all that is in a folder; the commit."""
    for command in (["git", "init", "-q", "-b", "main"], ["git", "add", "-A"], ["git", "commit", "-q", "-m", "all"]):
        done = run(command, folder, env)
        assert done.returncode == 0, done.stderr
    return run(["git", "rev-parse", "HEAD"], folder, env).stdout.strip()


def macros(folder: Path, *texts: str) -> Path:
    """A library with these responses."""
    path = folder / "support" / "saved_replies.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    replies = [{"title": TITLES[text], "content": text} for text in texts]
    path.write_text(json.dumps(replies, indent=2) + "\n", encoding="utf-8")
    return path


def hook_repository(folder: Path) -> Path:
    """The checkout as it lies here, uncommitted changes too, as a repository of its own."""
    folder.mkdir()
    for name in _SHIPPED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder / name)
    return folder


def lint(folder: Path, env: Mapping[str, str], *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """``auditor lint`` of the checkout."""
    python_path = os.pathsep.join(filter(None, (str(ROOT), env.get("PYTHONPATH"))))
    return run([sys.executable, "-m", "auditor", "lint", *arguments], folder, {**env, "PYTHONPATH": python_path})
