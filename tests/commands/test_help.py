"""Help that teaches, and a start that loads nothing it does not need."""

from __future__ import annotations

import re
import resource
import subprocess
import sys

import pytest

from tests.commands.stage import ROOT, auditor

COMMANDS = ["agree", "audit", "check", "compare", "evaluate", "explain", "history", "sample", "sources", "rules"]
RULES = ["list", "show", "test", "schema", "new"]
HEAVY = {
    "spacy",
    "pydantic",
    "duckdb",
    "rich.progress",
    "yaml",
    "rapidfuzz",
    "langdetect",
    "eldc",
    "jsonschema",
    "numpy",
    "openpyxl",
    "krippendorff",
    "filelock",
}


@pytest.mark.parametrize("command", [*([one] for one in COMMANDS), *(["rules", one] for one in RULES)], ids=" ".join)
@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_every_command_teaches_with_an_example(command: list[str], flag: str) -> None:
    done = auditor(*command, flag)
    assert (done.code, done.err) == (0, "")
    examples = re.search(r"^  Examples?:\n((?:    .*\n)+)", done.out, re.MULTILINE)
    assert examples, done.out
    for line in examples[1].splitlines():
        assert re.match(r"    (auditor|pbpaste \| auditor) ", line), line
        assert line.count("auditor ") == 1, line


def test_the_first_page_names_every_command_and_where_to_begin() -> None:
    done = auditor("--help")
    assert done.code == 0
    assert "Begin with:  auditor audit fixtures/archive.jsonl" in done.out
    assert "Exit codes: 0 done, 1 a gate failed" in done.out
    for command in COMMANDS:
        assert re.search(rf"^  {command}  +\w", done.out, re.MULTILINE)


def test_without_arguments_there_is_help_and_not_success() -> None:
    for arguments in ([], ["rules"]):
        done = auditor(*arguments)
        assert done.code == 2
        assert "Usage: " in done.out + done.err


def test_the_version_names_the_parts_in_use() -> None:
    done = auditor("--version")
    assert done.code == 0
    assert re.fullmatch(r"auditor \d+\.\d+\.\d+\S* \(language voices: .+\)\n", done.out)


@pytest.mark.parametrize("arguments", [None, ["--help"], ["audit", "--help"]])
def test_a_start_loads_nothing_heavy(arguments: list[str] | None) -> None:
    begin = (
        "import auditor"
        if arguments is None
        else f"sys.argv[1:] = {arguments!r}\nfrom auditor.commands import main\nmain()"
    )
    code = f"import sys, atexit\natexit.register(lambda: print(*sys.modules, file=sys.stderr))\n{begin}"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    loaded = set(done.stderr.split())
    assert "sys" in loaded
    # Some versions of typer read the options of a command with pydantic.
    assert HEAVY & loaded <= ({"pydantic"} if arguments and len(arguments) > 1 else set())


def test_a_start_is_quick() -> None:
    """Some 0.2 s of work on an idle machine; the limit leaves room for a busy one."""

    def work() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-m", "auditor", "--help"], cwd=ROOT, capture_output=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    assert min(work() for _ in range(3)) < 0.5
