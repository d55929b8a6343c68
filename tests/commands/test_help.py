"""Help that teaches, and a start that loads nothing it does not need."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import resource
import subprocess
import sys

import pytest

from tests.commands.stage import ROOT, auditor

COMMANDS = ["agree", "audit", "check", "compare", "evaluate", "explain", "history", "sample", "sources", "rules"]
RULES = ["list", "show", "test", "schema", "new"]
HEAVY = {
    *(
        "spacy",
        "thinc",
        "numpy",
        "pydantic",
        "duckdb",
        "rich.console",
        "jinja2",
        "yaml",
        "rapidfuzz",
        "rensa",
        "langdetect",
    ),
    *("eldc", "phonenumbers", "jsonschema", "openpyxl", "krippendorff", "filelock", "hypothesis"),
    *(
        f"auditor.{room}"
        for room in ("model", "text", "checks", "rulebook", "importers", "libraries", "reports", "engine")
    ),
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


def loaded(begin: str, *arguments: str) -> tuple[str, set[str]]:
    """What a fresh Python prints that runs ``begin``, and the modules it has loaded at its end."""
    code = f"import sys, atexit\natexit.register(lambda: print(*sys.modules, file=sys.stderr))\n{begin}"
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout, set(done.stderr.split())


PROGRAM = "from auditor.commands import main\nmain()"


def test_an_import_loads_nothing() -> None:
    _, modules = loaded("import auditor")
    assert {name for name in modules if name.startswith("auditor")} == {"auditor", "auditor._version"}
    assert not (HEAVY | {"typer"}) & modules


@pytest.mark.parametrize("arguments", [["--help"], ["audit", "--help"], ["lint", "--help"]], ids=" ".join)
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    out, modules = loaded(PROGRAM, *arguments)
    assert "Usage: " in out
    # From 0.29 on typer itself reads the options of the one command that runs with pydantic.
    assert HEAVY & modules <= ({"pydantic"} if "typer._adapters" in modules else set())


NEEDLESS = {
    *("duckdb", "jsonschema", "openpyxl", "krippendorff", "filelock", "hypothesis", "jinja2"),
    *("requests", "httpx", "urllib3", "weasel", "spacy.lang.en", "spacy.cli.train"),
    *("auditor.importers.twcs", "auditor.history", "auditor.review"),
}


def test_a_library_is_linted_with_what_it_takes() -> None:
    """No database, no archive, no other format; spaCy in the process that reads the entries, where there are two cores."""
    out, modules = loaded(PROGRAM, "lint", "fixtures/libraries/front.json", "--format", "json")
    assert json.loads(out)["schema"] == "auditor/report/1"
    assert {"pydantic", "yaml"} <= modules
    assert ("spacy" in modules) == (os.cpu_count() == 1)
    needless = NEEDLESS | {
        "phonenumbers",
        "rich.console",
        "auditor.importers",
        "auditor.engine.audit",
        "auditor.reports.terminal",
    }
    assert not (needless | {"auditor.reports.personal"}) & modules


def test_a_reply_is_checked_with_no_more_of_spacy_than_its_rules() -> None:
    out, modules = loaded(PROGRAM, "check", "Sorry. Please call us on 0800 123456.", "--format", "json")
    assert json.loads(out)["schema"] == "auditor/report/1"
    assert {"spacy.matcher", "spacy.pipeline.sentencizer"} <= modules
    assert not NEEDLESS & modules


def test_whoever_imports_auditor_keeps_all_of_spacy() -> None:
    """Only the program leaves spaCy's commands out; this process has run commands, and never the program."""
    assert auditor("rules", "list").code == 0
    assert importlib.util.find_spec("spacy.cli.download") is not None
    assert not any(type(finder).__module__.startswith("auditor") for finder in sys.meta_path)


def work(*arguments: str) -> float:
    """Seconds of processor time that Python takes, at best of three: another's load stretches them less than a clock's."""

    def once() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    return min(once() for _ in range(3))


def test_a_start_is_quick() -> None:
    """Some 0.1 s of work on an idle machine, 10 times that of ``pass``; the limits leave room for a busy one."""
    nothing = work("-c", "pass")
    assert work("-c", "import auditor") - nothing < 0.05
    assert work("-m", "auditor", "--help") < max(0.2, 25 * nothing)
