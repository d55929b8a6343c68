"""What a benchmark says it measured, and how it is put into a page."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from auditor.rulebook import load_rulebook
from auditor.text.expand import flats_of
from auditor.text.phrases import parse
from benchmarks.contenders.phrases import literals_of, phrases_of
from benchmarks.contest import AUDITOR, BASE, Measured, contest, keep, load
from benchmarks.flame import picture, tree
from benchmarks.measure import Failed, python, take
from benchmarks.table import exponent, put, table

from .make import small_archive

_TWO_PROCESSES = """
import subprocess, sys, time
held = bytearray(b"x" * 60_000_000)
if len(sys.argv) < 2:
    subprocess.run([sys.executable, __file__, "child"], check=True)
time.sleep(0.6)
print("done")
"""


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="no /proc/…/smaps_rollup on this system")
def test_memory_of_all_processes_counts(tmp_path: Path) -> None:
    program = tmp_path / "two.py"
    program.write_text(_TWO_PROCESSES, "utf-8")
    taken = take([sys.executable, str(program)])
    assert taken.output == "done\ndone\n"
    assert 115 < taken.peak < 400
    assert taken.wall >= 1.2 > taken.cpu


def test_a_program_that_fails_is_not_measured() -> None:
    with pytest.raises(Failed, match="ended with 3: so it is"):
        take(python("-c", "import sys; print('so it is', file=sys.stderr); sys.exit(3)"))


def test_contenders_say_how_much_they_read(tmp_path: Path) -> None:
    path = small_archive(tmp_path)
    (raw,) = contest(path, 140, tmp_path, ["raw"], {})
    assert (raw.who, raw.posts, raw.read) == ("raw", 140, 140)
    keep(tmp_path / "results.jsonl", raw)
    assert load(tmp_path / "results.jsonl") == [raw]
    assert load(tmp_path / "none.jsonl") == []


def test_what_reads_a_slice_is_scaled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from benchmarks import contest as module
    from benchmarks.measure import Taken

    said = json.dumps({"posts": 50, "ready": 9, "ready_cpu": 9, "wall": 2.0, "cpu": 1.5})
    monkeypatch.setattr(module, "take", lambda command: Taken(11.0, 10.5, 70.0, said))
    (one,) = contest(tmp_path / "a.csv", 1_000, tmp_path, ["script"], {"script": 50})
    assert (one.read, one.wall, one.cpu, one.peak) == (50, 40.0, 30.0, 70.0)


def test_the_table_stands_between_its_marks_and_says_what_was_not_run(tmp_path: Path) -> None:
    run = "2026-01-02T03:04:05+00:00"
    measured = [
        Measured(BASE, 1_000, 1_000, 2.0, 1.0, 100, run),
        Measured(AUDITOR, 1_000, 1_000, 20.0, 30.0, 500, run),
        Measured(AUDITOR, 4_000, 4_000, 80.0, 120.0, 550, run),
        Measured("script", 1_000, 50, 40.0, 30.0, 70, run),
    ]
    text = table(measured, (1_000, 3_000_000))
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("| 1,0")
    ]
    assert [(row[2], row[4], row[5], row[6], row[7]) for row in rows] == [
        ("2 s", "500", "1", "1", "100 MB"),
        ("20 s", "50", "10", "30", "500 MB"),
        ("40 s", "25", "20", "30", "70 MB"),
    ]
    assert "(50 read, scaled)" in rows[2][1]
    assert "power 1.00 of the posts (CPU 1.00), its peak from 500 to 550 MB" in text
    assert "Not run: the auditor at 3,000,000 posts." in text
    page = tmp_path / "page.md"
    page.write_text("# A\n<!-- benchmarks -->\nold\n<!-- /benchmarks -->\nafter\n", "utf-8")
    put(page, text)
    put(page, text)
    written = page.read_text("utf-8")
    assert written == f"# A\n<!-- benchmarks -->\n{text}<!-- /benchmarks -->\nafter\n"
    page.write_text("# A\n", "utf-8")
    with pytest.raises(ValueError, match="no place for the table"):
        put(page, text)


def test_the_exponent_of_growth() -> None:
    assert exponent([(10, 3), (100, 30), (1_000, 300)]) == pytest.approx(1)
    assert exponent([(10, 1), (100, 100)]) == pytest.approx(2)


@pytest.mark.parametrize(
    ("phrase", "literals"),
    [
        ("send us a (dm|message)", {"send us a dm", "send us a message"}),
        ("call us ... #phone", {"call us"}),
        ("please? call us now", {"call us now"}),
        ("(our social|this) team cannot", {"our social team cannot", "this team cannot"}),
        ("contact* us soon", {"us soon"}),
        ("we contact*", {"we contact"}),
    ],
)
def test_phrases_as_literals(phrase: str, literals: set[str]) -> None:
    assert set(literals_of([parse(phrase)])) == literals


def test_every_phrase_of_the_rules_is_among_the_contenders_phrases() -> None:
    english = phrases_of(["en"])
    assert len(english) > 1_000
    assert len(list(load_rulebook().packs)) == 8
    assert all(any(flats_of(phrase)) for phrase in english[:50])


def test_a_flame_graph_holds_no_path_and_no_line_number() -> None:
    raw = (
        "main (/home/ann/app.py:3);judge (/home/ann/auditor/engine/judge.py:9);look (/home/ann/auditor/checks/acts.py:1) 60\n"
        "main (/home/ann/app.py:3);Engine.judge (/home/ann/auditor/engine/judge.py:12) 40\n"
        "judge (/home/ann/auditor/engine/judge.py:12);Pack.lexicon (/home/ann/auditor/text/packs.py:12) 700\n"
        "main (/home/ann/app.py:3) 900\n"
    )
    top = tree(raw, ["judge"])
    assert top.samples == 100
    drawn = picture(top)
    assert "ann" not in drawn
    assert not re.search(r"py:\d", drawn)
    titles = [title.text for title in ElementTree.fromstring(drawn).iter("{http://www.w3.org/2000/svg}title")]
    assert "look (checks/acts.py): 60.0 %" in titles
    assert "judge (engine/judge.py): 60.0 %" in titles
