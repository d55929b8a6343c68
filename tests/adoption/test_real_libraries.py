"""Reports on real libraries hold by every published schema, and point at the very words."""

from __future__ import annotations

import json
import subprocess
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import xmlschema
from jsonschema import validators

from auditor.commands.linting import load_settings, run_lint
from auditor.model import Report
from auditor.reports import Look, render_library
from tests.reports.test_schema import EXCUSED, multitool

pytestmark = [pytest.mark.shared, pytest.mark.slow]
LIBRARIES = ("gumroad/saved_replies.json", "wporg_predefined_replies", "victoriagracey_cx_macros")


@cache
def report(library: Path) -> Report:
    return run_lint([library], load_settings(None))


def rendered(shared: Path, name: str, format: str) -> str:
    return render_library(report(shared / "data" / "canned" / name), format, look=Look())


def errors(shared: Path, schema: str, value: Any) -> list[str]:
    loaded = json.loads((shared / "schemas" / schema).read_text("utf-8"))
    return [error.message for error in validators.validator_for(loaded)(loaded).iter_errors(value)]


@pytest.mark.parametrize("name", LIBRARIES)
def test_by_the_published_schemas(name: str, shared: Path) -> None:
    assert errors(shared, "sarif-2.1.0.json", json.loads(rendered(shared, name, "sarif"))) == []
    assert errors(shared, "rdf-DiagnosticResult.json", json.loads(rendered(shared, name, "rdjson"))) == []
    junit = xmlschema.XMLSchema(str(shared / "schemas" / "junit.xsd"))
    assert [error.reason for error in junit.iter_errors(rendered(shared, name, "junit"))] == []


@pytest.mark.parametrize("name", LIBRARIES)
def test_all_formats_tell_the_same_findings_at_the_same_lines(name: str, shared: Path) -> None:
    results = json.loads(rendered(shared, name, "sarif"))["runs"][0]["results"]
    told = sorted(
        (one["ruleId"], one["locations"][0]["physicalLocation"]["region"]["startLine"])
        for one in results
        if not one.get("suppressions")
    )
    assert told
    issues = json.loads(rendered(shared, name, "gitlab"))
    assert sorted((one["check_name"], one["location"]["positions"]["begin"]["line"]) for one in issues) == told
    found = json.loads(rendered(shared, name, "rdjson"))["diagnostics"]
    assert sorted((one["code"]["value"], one["location"]["range"]["start"]["line"]) for one in found) == told
    checkstyle = ET.fromstring(rendered(shared, name, "checkstyle")).iter("error")
    assert (
        sorted((one.get("source", "").removeprefix("auditor."), int(one.get("line", 0))) for one in checkstyle) == told
    )
    assert len(rendered(shared, name, "github").splitlines()) == len(told)
    assert len(ET.fromstring(rendered(shared, name, "junit")).findall(".//failure")) == len(told)


@pytest.mark.parametrize("name", LIBRARIES)
def test_the_region_in_the_file_is_the_words(name: str, shared: Path) -> None:
    """Where no mark-up stands between them: there the file holds more than the words."""
    compared = 0
    for result in json.loads(rendered(shared, name, "sarif"))["runs"][0]["results"]:
        place = result["locations"][0]["physicalLocation"]
        region, words = place["region"], result["properties"]["words"]
        lines = Path(place["artifactLocation"]["uri"].removeprefix("file://")).read_text("utf-8").split("\n")
        line = lines[region["startLine"] - 1]
        start, end = region["startColumn"] - 1, region["endColumn"] - 1
        plain = (
            region["startLine"] == region["endLine"] and not set(line[start:end]) & set("<&\\") and "//" not in words
        )
        if plain:
            compared += 1
            assert line[start:end] == words
        else:
            assert line[start] in (words[0], "<", "&", "\\")
    assert (
        compared or len(json.loads(rendered(shared, name, "rdjson"))["diagnostics"]) == 1
    )  # of wporg only a link is left


def test_by_the_multitool(shared: Path, tmp_path: Path) -> None:
    tool = multitool()
    logs = [tmp_path / f"{number}.sarif" for number in range(len(LIBRARIES))]
    for path, name in zip(logs, LIBRARIES, strict=True):
        path.write_text(rendered(shared, name, "sarif"), encoding="utf-8")
    verdict = tmp_path / "verdict.json"
    subprocess.run([*tool, "validate", *map(str, logs), "--output", str(verdict)], capture_output=True, check=False)
    if not verdict.is_file():
        pytest.skip("the SARIF Multitool does not run here")
    (run,) = json.loads(verdict.read_text("utf-8-sig"))["runs"]
    found = {one["ruleId"] for one in run.get("results", ()) if one.get("level") != "note"}
    assert found <= set(EXCUSED) - {"SARIF2017"}
