"""``auditor compare`` as a script meets it: whole outputs, exit codes, broken reports, hostile words."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from auditor.schemas import first_error
from tests.commands.stage import auditor
from tests.compare.test_evidence import agents, faults, report, score
from tests.reports.examples import HOSTILE, hostile

EXPECTED = Path(__file__).parent / "expected"


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``old.json`` and ``new.json``: one account fell, one is gone, one is new; one agent writes worse."""
    kept = faults(40)
    old = report(score(), score("Bolt", faults=0), findings=kept + agents("KL", 60, 6))
    new_faults = [replace(one, id=f"n{one.id}", fingerprint=f"n{one.fingerprint}") for one in faults(70)]
    new = report(score(faults=110), score("Cary", faults=0), findings=kept + new_faults + agents("KL", 60, 45))
    monkeypatch.chdir(tmp_path)
    Path("old.json").write_text(json.dumps(old), "utf-8")
    Path("new.json").write_text(json.dumps({**new, "as_of": "2018-02-28T00:00:00+00:00"}), "utf-8")


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(("format", "name"), [("terminal", "changes.txt"), ("markdown", "changes.md")])
def test_whole(format: str, name: str) -> None:
    done = auditor("compare", "old.json", "new.json", "--format", format, "--output", name)
    assert (done.code, done.out, done.err) == (0, "", "")
    assert Path(name).read_text("utf-8") == (EXPECTED / name).read_text("utf-8")


@pytest.mark.usefixtures("files")
def test_a_report_with_itself() -> None:
    done = auditor("compare", "old.json", "old.json", "--fail-on-regression")
    assert done.code == 0
    assert "\nNo change.\n" in done.out
    data = json.loads(auditor("compare", "old.json", "old.json", "--format", "json").out)
    assert (data["verdict"], data["worse"], data["better"]) == ("no change", 0, 0)
    assert {change["verdict"] for kind in ("accounts", "rules", "agents") for change in data[kind]} == {"same"}


@pytest.mark.usefixtures("files")
def test_json_is_what_its_schema_says_and_names_no_agent_unasked() -> None:
    hidden = auditor("compare", "old.json", "new.json", "--format", "json").out
    assert first_error(json.loads(hidden), "compare") is None
    assert '"[agent 1]"' in hidden
    assert '"kl"' not in hidden
    assert '"kl"' in auditor("compare", "old.json", "new.json", "--format", "json", "--show-personal-data").out


@pytest.mark.usefixtures("files")
def test_a_regression_fails_after_its_report_is_written() -> None:
    done = auditor("compare", "old.json", "new.json", "--fail-on-regression")
    assert done.code == 1
    assert "Beyond noise: 3 worse, 0 better, of 3 tests." in done.out
    assert done.err == "auditor: 3 regression(s) beyond noise: Acme, Acme private-only, Acme [agent 1]\n"
    assert auditor("compare", "new.json", "old.json", "--fail-on-regression").code == 0


BROKEN: dict[str, Any] = {
    "no finding": {"findings": [{"id": "x"}]},
    "post": {"findings": [{**report(score())["findings"][0], "post": {"id": 1}}]},
    "score": {"accounts": [{"account": "Acme"}]},
}


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_report_is_refused_with_its_place(name: str) -> None:
    data = json.loads(Path("new.json").read_text("utf-8"))
    Path("bad.json").write_text(json.dumps({**data, **BROKEN[name]}), "utf-8")
    auditor("compare", "old.json", "bad.json").is_refused("bad.json: a broken report: at ", "write it again")


@pytest.mark.usefixtures("files")
def test_a_number_that_is_none_is_refused() -> None:
    Path("nan.json").write_text(Path("new.json").read_text("utf-8").replace('"score": 83.5', '"score": NaN'), "utf-8")
    auditor("compare", "old.json", "nan.json").is_refused("nan.json", "NaN is no number of JSON")


@pytest.mark.usefixtures("files")
def test_wrong_use() -> None:
    auditor("compare", "old.json", "none.json").is_refused("none.json")
    auditor("compare", "old.json", "new.json", "--format", "html").is_refused(
        "--format html", "terminal, markdown, json"
    )
    auditor("compare", "old.json", "new.json", "--output", "new.json").is_refused("is what is read")


@pytest.mark.usefixtures("files")
def test_reports_without_a_shared_account_have_no_regression_to_fail_on() -> None:
    Path("library.json").write_text(json.dumps(report(findings=[])), "utf-8")
    assert auditor("compare", "library.json", "library.json").code == 0
    done = auditor("compare", "library.json", "library.json", "--fail-on-regression")
    done.is_refused("no account is scored in both", "auditor lint --baseline")


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("format", ["terminal", "markdown"])
def test_strangers_words_stay_words(format: str) -> None:
    """Ids, files and account names are hostile on one side."""
    made = hostile()
    one = replace(made.findings[0], id=HOSTILE, post=replace(made.findings[0].post, id=HOSTILE))
    data = report(*made.accounts, findings=[one])
    Path("hostile.json").write_text(json.dumps(data), "utf-8")
    text = auditor("compare", "hostile.json", "new.json", "--format", format).out
    text += auditor("compare", "new.json", "hostile.json", "--format", format).out
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "\u202e" not in text
    assert "<b>" not in text if format == "markdown" else True
    assert not any(line.startswith("::error") for line in text.splitlines())
