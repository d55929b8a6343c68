"""Bad input: one clear sentence with file and line, or the post skipped and counted; never a traceback, never half."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.commands.stage import ARCHIVE, audit, auditor, exchange, post, write_lines

HEADER = "id,text,by,account\n"


def source(*arguments: object, number: int = 0) -> dict[str, Any]:
    """What the report says of one of the files it read."""
    done = audit(*arguments, "--select", "private-only")
    assert done.code == 0, done
    found: dict[str, Any] = json.loads(done.out)["sources"][number]
    return found


def skipped(*arguments: object, number: int = 0) -> dict[str, int]:
    """Reasons why posts were not read, with their number."""
    return {item["reason"]: item["count"] for item in source(*arguments, number=number)["skipped"]}


class TestNothingToRead:
    def test_a_missing_file(self, tmp_path: Path) -> None:
        audit(tmp_path / "no.jsonl").is_refused(f"{tmp_path / 'no.jsonl'}: there is no such file or folder")

    def test_a_missing_file_beside_a_sound_one(self, small: Path, tmp_path: Path) -> None:
        audit(small, tmp_path / "no.jsonl", "--output", tmp_path / "r").is_refused("no.jsonl")
        assert not (tmp_path / "r").exists()

    def test_a_folder_without_exports(self, tmp_path: Path) -> None:
        (tmp_path / "notes.txt").write_text("hello")
        audit(tmp_path).is_refused(f"{tmp_path}: no export in this folder", ".jsonl")

    def test_a_folder_of_exports_is_read(self, small: Path) -> None:
        assert audit(small.parent).code == 0

    @pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf"])
    @pytest.mark.parametrize("name", ["empty.jsonl", "empty.csv", "empty.json"])
    def test_an_empty_file(self, tmp_path: Path, name: str, content: bytes) -> None:
        (tmp_path / name).write_bytes(content)
        audit(tmp_path / name).is_refused(str(tmp_path / name))

    def test_a_name_longer_than_names_may_be(self) -> None:
        audit("x" * 5000 + ".jsonl").is_refused("x.jsonl")

    def test_a_file_of_another_kind(self, tmp_path: Path) -> None:
        (tmp_path / "photo.csv").write_bytes(bytes(range(256)) * 20)
        audit(tmp_path / "photo.csv").is_refused(str(tmp_path / "photo.csv"), "no source recognises")

    def test_a_bad_file_in_a_folder_stops_the_run_and_is_named(self, small: Path) -> None:
        (small.parent / "zzz.csv").write_text("a,b\n1,2\n")
        audit(small.parent).is_refused("zzz.csv", "no source recognises")


class TestBrokenFiles:
    def test_wrong_columns(self, tmp_path: Path) -> None:
        (tmp_path / "p.csv").write_text("id,words,by,account\n1,hi,customer,Acme\n")
        audit(tmp_path / "p.csv").is_refused("p.csv: no source recognises this file", "map its columns")
        audit(tmp_path / "p.csv", "--source", "posts").is_refused("p.csv:1: no column text")
        audit(tmp_path / "p.csv", "--source", "twcs").is_refused("p.csv:1: no column")

    def test_half_a_line_of_json(self, tmp_path: Path) -> None:
        path = write_lines(tmp_path / "p.jsonl", [*exchange(), json.dumps(post("z", "half a lin"))[:40]])
        assert skipped(path) == {"not a JSON object on one line": 1}
        assert source(path)["posts"] == 2

    @pytest.mark.parametrize("line", ["[1, 2]", '"text"', "null", "NaN", "[" * 100_000, '{"id": ' + "9" * 5000 + "}"])
    def test_json_that_is_no_post(self, tmp_path: Path, line: str) -> None:
        path = write_lines(tmp_path / "p.jsonl", [*exchange(), line])
        assert sum(skipped(path).values()) == 1

    def test_nothing_but_bad_lines_names_the_first(self, tmp_path: Path) -> None:
        path = write_lines(tmp_path / "p.jsonl", ["", '{"id": "1", "text": "x", "by": "us", "account": "A"}'])
        audit(path).is_refused("p.jsonl:2", '"by" is neither customer nor brand')

    def test_bytes_that_are_no_text_in_jsonl(self, tmp_path: Path) -> None:
        path = write_lines(tmp_path / "p.jsonl", exchange())
        path.write_bytes(path.read_bytes() + json.dumps(post("z", "caf#")).encode().replace(b"#", b"\xe9") + b"\n")
        assert skipped(path) == {"not UTF-8": 1}

    def test_bytes_that_are_no_text_in_csv(self, tmp_path: Path) -> None:
        (tmp_path / "p.csv").write_bytes(HEADER.encode() + b"1,caf\xe9,customer,Acme\n2,Please DM us,brand,Acme\n")
        assert skipped(tmp_path / "p.csv") == {"not UTF-8": 1}

    def test_bytes_that_are_no_text_in_json(self, tmp_path: Path) -> None:
        review = b'[\n{"review_id": "1", "rating": 1, "text": "caf\xe9", "reply": "Hi"}]'
        (tmp_path / "trustpilot.json").write_bytes(review)
        audit(tmp_path / "trustpilot.json", "--source", "trustpilot").is_refused("trustpilot.json:2: not UTF-8")

    def test_cells_too_many_or_too_few(self, tmp_path: Path) -> None:
        (tmp_path / "p.csv").write_text(HEADER + "1,Please DM us,brand,Acme\n2,a\n3,a,brand,Acme,x\n")
        assert skipped(tmp_path / "p.csv") == {"2 cells under 4 columns": 1, "5 cells under 4 columns": 1}


class TestBrokenPosts:
    def test_two_posts_with_one_id(self, tmp_path: Path) -> None:
        path = write_lines(tmp_path / "p.jsonl", [*exchange(), post("a1", "Something else entirely")])
        assert skipped(path) == {"repeated id": 1}

    def test_a_post_that_stands_in_two_files_counts_once(self, tmp_path: Path) -> None:
        asked, replied = exchange()
        early = write_lines(tmp_path / "1.jsonl", [asked])
        late = write_lines(tmp_path / "2.jsonl", [asked, replied])
        whole = write_lines(tmp_path / "whole.jsonl", [asked, replied])
        together = audit(early, late)
        assert together.err == ""
        assert skipped(early, late, number=0) == {"repeated id: the post stands in another file too": 1}
        assert source(early, late, number=1)["posts"] == 2
        assert accounts(together.out) == accounts(audit(whole).out)
        assert together.out == audit(late, early).out

    def test_a_thread_that_runs_over_two_files_is_one_thread(self, tmp_path: Path) -> None:
        asked, replied = exchange()
        first, second = write_lines(tmp_path / "1.jsonl", [asked]), write_lines(tmp_path / "2.jsonl", [replied])
        whole = write_lines(tmp_path / "whole.jsonl", [asked, replied])
        assert accounts(audit(first, second).out) == accounts(audit(whole).out)

    def test_an_id_that_two_files_use_for_two_posts_is_warned_of(self, tmp_path: Path) -> None:
        theirs = [{**one, "account": "Other", "text": f"{one['text']} Thanks"} for one in exchange()]
        first, second = write_lines(tmp_path / "1.jsonl", exchange()), write_lines(tmp_path / "2.jsonl", theirs)
        done = audit(first, second)
        assert done.code == 0
        assert "2.jsonl:1: the id 'a1' is that of another post in another file; 2 such posts" in done.err

    @pytest.mark.parametrize("conversation", [None, "c1"])
    def test_a_cycle_of_replies(self, tmp_path: Path, conversation: str | None) -> None:
        asked, replied = exchange()
        records = [{**asked, "in_reply_to": "b1"}, {**replied, "in_reply_to": "a1"}, post("s", "Me?", in_reply_to="s")]
        path = write_lines(tmp_path / "p.jsonl", [{**one, "conversation": conversation} for one in records])
        assert source(path)["posts"] == 3

    def test_a_cycle_over_two_files(self, tmp_path: Path) -> None:
        asked, replied = exchange()
        first = write_lines(tmp_path / "1.jsonl", [{**asked, "in_reply_to": "b1"}])
        second = write_lines(tmp_path / "2.jsonl", [replied])
        assert source(first, second)["posts"] == 1

    @pytest.mark.parametrize(
        ("date", "reason"),
        [
            ("yesterday", "date not understood"),
            ("2024-02-30T10:00:00Z", "date not understood"),
            ("2024-03-04T10:00:00", "date without a time zone"),
            ("2024-03-04", "date without a time zone"),
            ("0001-01-01T00:00:00+14:00", "date not understood"),
            ("0001-01-01T00:00:00Z", "date not understood"),
            ("9999-12-31T23:59:59Z", "date not understood"),
            (20240304, "date not understood"),
        ],
    )
    def test_a_date_that_cannot_be_read(self, tmp_path: Path, date: object, reason: str) -> None:
        path = write_lines(tmp_path / "p.jsonl", [*exchange(), post("z", "And?", created_at=date)])
        assert list(skipped(path).values()) == [1]
        assert reason in next(iter(skipped(path)))


def accounts(report: str) -> list[Any]:
    """The accounts of a report without the ids of findings, in which file names take part."""
    found: list[Any] = json.loads(report)["accounts"]
    for account in found:
        for line in account["contributions"]:
            line["examples"] = len(line["examples"])
    return found


class TestWrongUse:
    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (["--select", "private-onyl"], ["no rule is called 'private-onyl'", "did you mean 'private-only'?"]),
            (["--ignore", "xyzzy"], ["no rule is called 'xyzzy'", "auditor rules list"]),
            (["--select", "private-only", "--ignore", "private-only"], ["no rule is left"]),
            (["--source", "fax"], ["--source fax", "twcs", "posts"]),
            (["--account", "Nobody"], ["no account called Nobody", "small.jsonl"]),
            (["--as-of", "soon"], ["--as-of soon", "2025-03-01T12:00:00Z"]),
            (["--as-of", "2025-13-01"], ["--as-of 2025-13-01"]),
            (["--as-of", "0001-01-01T00:00:00+14:00"], ["--as-of 0001", "no year"]),
            (["--as-of", "9999-12-31"], ["--as-of 9999", "no year"]),
            (["--rules", "nowhere"], ["nowhere: is not a folder of rules"]),
            (["--scorecard", "nowhere.yaml"], ["nowhere.yaml: cannot be read"]),
            (["--mapping", "nowhere.yaml"], ["nowhere.yaml: cannot be read"]),
        ],
    )
    def test_an_option_that_leads_nowhere(self, small: Path, arguments: list[str], words: list[str]) -> None:
        audit(small, *arguments).is_refused(*words)

    @pytest.mark.parametrize("moment", ["1970-01-01T00:00Z", "3000-01-01"])
    def test_a_moment_far_away_is_a_moment(self, small: Path, moment: str) -> None:
        assert audit(small, "--as-of", moment).code == 0

    def test_an_unknown_format(self, small: Path) -> None:
        auditor("audit", small, "--format", "docx").is_refused("--format docx", "terminal, json")
        auditor("check", "x", "--format", "docx").is_refused("--format docx")
        auditor("evaluate", small, "--format", "docx").is_refused("--format docx")

    @pytest.mark.parametrize(
        "arguments",
        [
            ["audit"],
            ["audit", ARCHIVE, "--jobs", "-1"],
            ["audit", ARCHIVE, "--jobs", "many"],
            ["audit", ARCHIVE, "--jobs", "100000"],
            ["audit", ARCHIVE, "--fail-on", "fatal"],
            ["audit", ARCHIVE, "--fail-under", "good"],
            ["audit", ARCHIVE, "--frobnicate"],
            ["frobnicate"],
            ["rules", "show"],
            ["explain"],
            ["evaluate"],
        ],
    )
    def test_wrong_use_is_told_with_the_way_to_help(self, arguments: list[object]) -> None:
        done = auditor(*arguments)
        assert (done.code, done.out) == (2, "")
        assert "Usage: " in done.err
        assert "-h' for help" in done.err
        assert "Traceback" not in done.err

    def test_control_characters_of_an_argument_do_not_reach_the_terminal(self, small: Path) -> None:
        done = audit(small, "--account", "\x1b[31mred\nline")
        done.is_refused("no account called  [31mred line")
        assert "\x1b" not in done.err


class TestScorecards:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("weights: {private-onyl: 0.2}\n", ["team.yaml:1", "private-only"]),
            ("\nweights: 3\n", ["team.yaml:2"]),
            ("off: [unanswered]\noff: []\n", ["team.yaml:2", "'off' stands here twice"]),
            ("wieghts: {}\n", ["team.yaml:1"]),
            ("targets: {reply-hours: -1}\n", ["team.yaml:1"]),
            ("targets: {reply-hours: 1.0e+300}\n", ["team.yaml:1"]),
            ("a: [\n", ["team.yaml", "not valid YAML"]),
            ("", ["team.yaml:1", "must be a mapping"]),
        ],
    )
    def test_a_scorecard_that_is_not_right(self, small: Path, tmp_path: Path, text: str, words: list[str]) -> None:
        (tmp_path / "team.yaml").write_text(text, "utf-8")
        audit(small, "--scorecard", tmp_path / "team.yaml").is_refused(*words)

    def test_a_scorecard_that_is_a_folder_or_no_text(self, small: Path, tmp_path: Path) -> None:
        audit(small, "--scorecard", tmp_path).is_refused(f"{tmp_path}: cannot be read")
        (tmp_path / "team.yaml").write_bytes(b"off:\n- caf\xe9\n")
        audit(small, "--scorecard", tmp_path / "team.yaml").is_refused("team.yaml:2: is not UTF-8")


class TestMappings:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("words: texte\n", ["map.yaml:1", "'texte' is not one of our columns"]),
            ("a: id\na: text\n", ["map.yaml:2", "mapped already"]),
            ("a: [id\n", ["map.yaml:", "not YAML"]),
            ("- id\n", ["map.yaml:1: not a mapping"]),
        ],
    )
    def test_a_mapping_that_is_not_right(self, small: Path, tmp_path: Path, text: str, words: list[str]) -> None:
        (tmp_path / "map.yaml").write_text(text)
        audit(small, "--mapping", tmp_path / "map.yaml").is_refused(*words)

    def test_a_mapping_for_a_source_with_columns_of_its_own(self, small: Path, tmp_path: Path) -> None:
        (tmp_path / "map.yaml").write_text("words: text\n")
        audit(small, "--mapping", tmp_path / "map.yaml", "--source", "twcs").is_refused("mapping", "twcs")


class TestOtherCommands:
    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"", ["not JSON"]),
            (b"\xff\xfe", ["not JSON"]),
            (b'{"schema": "auditor/report/1"', ["not JSON"]),
            (b"[" * 100_000, ["not JSON"]),
            (b"[]", ["not a report of the auditor", "it has no 'schema'"]),
            (b'{"schema": "auditor/report/9"}', ["its schema is 'auditor/report/9'"]),
            (b'{"schema": "auditor/report/1"}', ["a broken report"]),
            (b'{"schema": "auditor/report/1", "findings": [3]}', ["a broken report"]),
        ],
    )
    def test_explain_is_given_no_report(self, tmp_path: Path, content: bytes, words: list[str]) -> None:
        (tmp_path / "r.json").write_bytes(content)
        auditor("explain", tmp_path / "r.json", "abc").is_refused("r.json", *words)

    def test_explain_is_asked_for_what_is_not_there(self, small: Path, tmp_path: Path) -> None:
        report = tmp_path / "r.json"
        assert audit(small, "-o", report).code == 0
        auditor("explain", report, "zzzz").is_refused("r.json", "zzzz")
        auditor("explain", report, "--account", "Nobody").is_refused("r.json", "Nobody")
        auditor("explain", report).is_refused("one of the two")
        auditor("explain", report, "x", "--account", "Acme").is_refused("one of the two")
        auditor("explain", tmp_path / "no.json", "x").is_refused("no.json: cannot be read")
        auditor("explain", tmp_path, "x").is_refused(f"{tmp_path}: cannot be read")
        auditor("explain", report, "--account", "Acme", "-o", report).is_refused("is what is read")

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"", ["no labelled reply"]),
            (b"\n{\n", ["gold.jsonl:2"]),
            (b'{"id": 1}\n', ["gold.jsonl:1", "lacks 'account'"]),
            (b"\xff\n", ["gold.jsonl"]),
            (b"[" * 100_000, ["gold.jsonl:1"]),
        ],
    )
    def test_evaluate_is_given_no_gold(self, tmp_path: Path, content: bytes, words: list[str]) -> None:
        (tmp_path / "gold.jsonl").write_bytes(content)
        auditor("evaluate", tmp_path / "gold.jsonl").is_refused(*words)

    def test_check_is_given_nothing_to_check(self) -> None:
        auditor("check").is_refused("no text to check")
        auditor("check", "  ").is_refused("no text to check")
        auditor("check", stdin=b"one\ncaf\xe9").is_refused("standard input:2: not UTF-8")
        auditor("check", "Hi", "--rating", "nan").is_refused("--rating nan")
        auditor("check", "Hi", "--select", "unanswered").is_refused("unanswered", "auditor audit")

    def test_check_reads_standard_input(self) -> None:
        given = auditor("check", "--post", "It never came!", "-f", "json", stdin=b"\xef\xbb\xbfPlease DM us.\n")
        assert '"rule": "private-only"' in given.out

    def test_check_takes_an_argument_that_is_no_text(self) -> None:
        done = auditor("check", "Please DM us. caf\udce9", "--post", "It never came\udcff", "-f", "json")
        assert done.code == 0
        json.loads(done.out)
