"""What is written holds by its schema; the shared ones too, where they are."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import xmlschema
from jsonschema import Draft202012Validator, validators

from auditor.model import Report
from auditor.reports import Look, render
from auditor.schemas import NAMES, first_error, load_schema
from tests.reports.examples import hostile, hostile_library, large, library, small

REPORTS = {
    "small": small(),
    "hostile": hostile(),
    "empty": Report("0", "0", None, (), (), (), ()),
    "library": library(),
    "hostile library": hostile_library(),
}
LOOK = Look()


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(load_schema(name))


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("show", [False, True])
def test_json_is_a_report(name: str, show: bool) -> None:
    report = json.loads(render(REPORTS[name], "json", show_personal_data=show, look=LOOK))
    assert first_error(report, "report") is None


@pytest.mark.parametrize("name", REPORTS)
def test_a_line_of_jsonl_is_a_finding_of_the_report(name: str) -> None:
    lines = render(REPORTS[name], "jsonl", look=LOOK).splitlines()
    findings = json.loads(render(REPORTS[name], "json", look=LOOK))["findings"]
    assert [json.loads(line) for line in lines] == findings
    assert [first_error(one, "report", "finding") for one in findings] == [None] * len(findings)


def test_the_points_sum_to_what_is_missing_to_the_printed_digit() -> None:
    report = json.loads(render(small(), "json", look=LOOK), parse_float=Decimal)
    for account in report["accounts"]:
        assert sum((part["points"] for part in account["contributions"]), Decimal(0)) == 100 - account["score"]


def test_what_is_wrong_with_a_report_is_said_with_its_place() -> None:
    report = json.loads(render(small(), "json", look=LOOK))
    report["accounts"][0]["score"] = 101
    assert first_error(report, "report") == "at accounts/0/score: 101 is greater than the maximum of 100"


def test_numbers_are_written_plainly() -> None:
    text = render(large(3), "json", look=LOOK)
    assert not re.search(r"\de-\d", text)
    assert "NaN" not in text


@pytest.mark.parametrize("name", REPORTS)
def test_sarif_has_what_code_scanning_reads(name: str) -> None:
    log = json.loads(render(REPORTS[name], "sarif", look=LOOK))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note"}
        assert result["message"]["text"]
        assert result["partialFingerprints"]


@pytest.mark.shared
@pytest.mark.parametrize("name", REPORTS)
def test_sarif_by_its_published_schema(name: str, shared: Path) -> None:
    schema = json.loads((shared / "schemas" / "sarif-2.1.0.json").read_text("utf-8"))
    log = json.loads(render(REPORTS[name], "sarif", look=LOOK))
    errors = validators.validator_for(schema)(schema).iter_errors(log)
    assert [error.message for error in errors] == []


def test_sarif_by_the_multitool(tmp_path: Path) -> None:
    """Microsoft's own validator: no error, and no warning but those whose reason stands in ``EXCUSED``."""
    tool = multitool()
    logs = {tmp_path / f"{name.replace(' ', '-')}.sarif": report for name, report in REPORTS.items()}
    for path, report in logs.items():
        path.write_text(render(report, "sarif", look=LOOK), encoding="utf-8")
    verdict = tmp_path / "verdict.json"
    command = [*tool, "validate", *map(str, logs), "--output", str(verdict)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if not verdict.is_file():
        pytest.skip(f"the SARIF Multitool does not run here: {(done.stderr or done.stdout).strip()[-200:]}")
    assert f"{len(logs)} files scanned" in done.stdout
    (run,) = json.loads(verdict.read_text("utf-8-sig"))["runs"]
    found = [one for one in run.get("results", ()) if one.get("level") != "note"]  # without a level: a warning
    assert [one for one in found if one["ruleId"] not in EXCUSED] == []
    assert "SARIF2005" in {one["ruleId"] for one in found}  # it did look


EXCUSED = {
    "SARIF2005": "there is no informationUri, for the project has no address of its own on the web",
    "SARIF2017": "there is no region where a record of an archive has no line (Parquet); a library always has one",
}


def multitool() -> list[str]:
    """How the SARIF Multitool is called here. It is never downloaded by a test: install @microsoft/sarif-multitool with npm."""
    named = os.environ.get("SARIF_MULTITOOL") or shutil.which("sarif-multitool")
    if named:
        return [named]
    npx = shutil.which("npx")
    if npx is None:
        pytest.skip("no SARIF Multitool: neither sarif-multitool nor npx is on PATH, nor is SARIF_MULTITOOL set")
    command = [npx, "--no-install", "@microsoft/sarif-multitool"]
    done = subprocess.run([*command, "--version"], capture_output=True, text=True, check=False, timeout=60)
    if "Multitool" not in done.stdout + done.stderr or "canceled" in done.stderr:
        pytest.skip("no SARIF Multitool: npx finds no installed @microsoft/sarif-multitool (npm install -g it)")
    return command


@pytest.mark.shared
@pytest.mark.parametrize("name", REPORTS)
def test_rdjson_by_its_published_schema(name: str, shared: Path) -> None:
    schema = json.loads((shared / "schemas" / "rdf-DiagnosticResult.json").read_text("utf-8"))
    result = json.loads(render(REPORTS[name], "rdjson", look=LOOK))
    errors = validators.validator_for(schema)(schema).iter_errors(result)
    assert [error.message for error in errors] == []
    assert result["source"] == {"name": "auditor"}


@pytest.mark.parametrize("name", REPORTS)
def test_junit_counts_what_it_holds(name: str) -> None:
    root = ET.fromstring(render(REPORTS[name], "junit", look=LOOK))
    assert root.tag == "testsuites"
    for number, suite in enumerate(root):
        assert [child.tag for child in suite if child.tag != "testcase"] == ["properties", "system-out", "system-err"]
        assert suite.get("id") == str(number)
        assert suite.get("tests") == str(len(suite.findall("testcase")))
        assert suite.get("failures") == str(len(suite.findall("testcase/failure")))
        for case in suite.findall("testcase"):
            assert set(case.attrib) == {"name", "classname", "time"}


@pytest.mark.shared
@pytest.mark.parametrize("name", REPORTS)
def test_junit_by_its_published_schema(name: str, shared: Path) -> None:
    schema = xmlschema.XMLSchema(str(shared / "schemas" / "junit.xsd"))
    assert [error.reason for error in schema.iter_errors(render(REPORTS[name], "junit", look=LOOK))] == []


@pytest.mark.parametrize("name", REPORTS)
def test_gitlab_has_what_code_quality_reads(name: str) -> None:
    issues = json.loads(render(REPORTS[name], "gitlab", look=LOOK))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        location = issue["location"]
        assert set(location) in ({"path", "lines"}, {"path", "positions"})
        begin = location["lines"]["begin"] if "lines" in location else location["positions"]["begin"]["line"]
        assert begin >= 1


def test_gitlab_is_given_the_same_words_twice_as_two_issues() -> None:
    twice = Report("0", "0", None, (), (), (*small().findings[:1], *small().findings[:1]), ())
    first, second = json.loads(render(twice, "gitlab", look=LOOK))
    assert first["fingerprint"] != second["fingerprint"]
