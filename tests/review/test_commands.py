"""``auditor sample`` and ``auditor agree``, from the archive to the advice: whole outputs, redaction, wrong use."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from auditor.review.files import as_csv, read_sheet
from auditor.review.sheet import unseal
from auditor.schemas import first_error
from tests.commands.stage import ARCHIVE, Done, auditor, exchange, post, write_lines
from tests.review.make import filled, sheet, world

EXPECTED = Path(__file__).parent / "expected"


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sheet of the archive that ships."""
    path = tmp_path_factory.mktemp("review") / "review.csv"
    done = auditor("sample", ARCHIVE, "--size", "90", "--seed", "3", "--jobs", "1", "--output", path)
    assert (done.code, done.out, done.err) == (0, "", "")
    return path


def test_a_sheet_of_an_archive(drawn: Path) -> None:
    rows = [unseal(row, where) for where, row in read_sheet(drawn)]
    assert len(rows) == 90
    assert {row.rows for row in rows} == {90}
    control = [row for row in rows if row.asked == "control"]
    assert sum(row.weight for row in control) == pytest.approx(81)  # the archive's public replies
    assert any(row.found for row in control)
    assert any(not row.found for row in control)
    assert {"private-only", "unanswered", "hotline-redirect"} <= {
        row.found[0] for row in rows if row.asked == "finding"
    }
    assert "private-only" in control[0].rules
    assert "unanswered" not in control[0].rules


def test_a_row_shows_what_its_writer_saw_and_marks_the_words(drawn: Path) -> None:
    rows = [row for _, row in read_sheet(drawn)]
    one = next(row for row in rows if row["question"].startswith("hotline-redirect:"))
    assert one["text"].count("⟪") == 1
    assert one["words"] in one["text"]
    assert one["conversation"].split(" ", 2)[2].startswith("customer: ")
    assert one["question"].endswith("Is that so, in the words given? yes, no or unsure")


def test_the_same_seed_gives_the_same_bytes_and_both_forms_the_same_rows(drawn: Path, tmp_path: Path) -> None:
    path = tmp_path / "review.xlsx"
    assert auditor("sample", ARCHIVE, "--size", "90", "--seed", "3", "--jobs", "1", "--output", path).code == 0
    assert [row for _, row in read_sheet(path)] == [row for _, row in read_sheet(drawn)]


@pytest.fixture(scope="module")
def personal(tmp_path_factory: pytest.TempPathFactory) -> tuple[Done, Done]:
    """Sheets of a small archive of people with names, hidden and shown."""
    folder = tmp_path_factory.mktemp("personal")
    records = exchange(1, "Dear Mrs Schneider-Wolf, please DM us or call 0800 123 4567. -Wilhelmina")
    records += [
        post("q", "Hello @nice_person, I am at g.rossi@mail.example, order 7741-229-18", author="jasper_77", conversation="c"),
        post("lone", "We have sent you a DM.", "brand", 12, in_reply_to="lost", conversation="d"),
        post("r", "=1+1 Thanks jasper_77, done.", "brand", 11, in_reply_to="q", conversation="c", agent="Ulrike"),
    ]  # fmt: skip
    path = write_lines(folder / "a.jsonl", records)
    return auditor("sample", path, "--size", "20", "--jobs", "1"), auditor(
        "sample", path, "--size", "20", "--jobs", "1", "--show-personal-data"
    )


PERSONAL = ("Schneider-Wolf", "0800 123 4567", "Wilhelmina", "nice_person", "g.rossi", "7741-229-18", "jasper_77")


def test_personal_data_is_hidden_unless_it_is_asked_for(personal: tuple[Done, Done]) -> None:
    hidden, shown = personal
    assert (hidden.code, shown.code) == (0, 0)
    assert [value for value in PERSONAL if value in hidden.out] == []
    assert [value for value in PERSONAL if value not in shown.out] == []


def test_what_stands_before_a_reply_and_is_not_in_the_archive_is_said(personal: tuple[Done, Done]) -> None:
    assert personal[0].out.count('"(the post that it answers is not in the archive)"') >= 1


def test_no_cell_of_a_sheet_is_computed(personal: tuple[Done, Done]) -> None:
    assert "\"'=1+1 Thanks" in personal[1].out
    assert '"=' not in personal[1].out
    assert '"@' not in personal[1].out


MADE = world(6, 300, 0.8, 0.04)
ROWS = sheet(MADE, 1, 120)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Anna's sheet, true; Bruno's, who calls nothing impersonal and is unsure of the first row."""
    answers = {
        "anna": filled(ROWS, MADE.truth.__getitem__),
        "bruno": filled(ROWS, lambda item: MADE.truth[item] - {"impersonal"}),
    }
    answers["bruno"][0][1].update(verdict="unsure", faults="")
    for name, rows in answers.items():
        (tmp_path / f"{name}.csv").write_text(as_csv([row for _, row in rows]), "utf-8")
    (tmp_path / "blank.csv").write_text(as_csv(ROWS), "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(("format", "name"), [("terminal", "agreement.txt"), ("markdown", "agreement.md")])
@pytest.mark.usefixtures("folder")
def test_whole(format: str, name: str) -> None:
    done = auditor("agree", "anna.csv", "bruno.csv", "--format", format, "--output", name)
    assert (done.code, done.out, done.err) == (0, "", "")
    assert Path(name).read_text("utf-8") == (EXPECTED / name).read_text("utf-8")


@pytest.mark.usefixtures("folder")
def test_json_is_what_its_schema_says() -> None:
    for sheets in (["anna.csv", "bruno.csv"], ["anna.csv"], ["anna.csv", "blank.csv"]):
        data = json.loads(auditor("agree", *sheets, "--format", "json").out)
        assert first_error(data, "agreement") is None
    assert [one["judged"] for one in data["reviewers"]] == [120, 0]
    assert data["pairs"] == []


@pytest.mark.usefixtures("folder")
def test_rows_that_nobody_has_are_said() -> None:
    part = [row for _, row in read_sheet(Path("anna.csv"))][:100]
    Path("part.csv").write_text(as_csv(part), "utf-8")
    assert "20 rows of the sample stand in none of these sheets" in " ".join(auditor("agree", "part.csv").out.split())


@pytest.mark.usefixtures("folder")
def test_wrong_use() -> None:
    auditor("agree", "blank.csv").is_refused("blank.csv: nothing is filled in")
    auditor("agree", "none.csv").is_refused("none.csv: cannot be read")
    auditor("agree", "anna.csv", "anna.csv").is_refused("the same sheet is given twice")
    auditor("agree", "anna.csv", "--format", "csv").is_refused("--format csv", "terminal, markdown, json")
    auditor("agree", "anna.csv", "--output", "anna.csv").is_refused("is what is read")
    auditor("agree", ARCHIVE).is_refused("no column item, sample, sealed, verdict, faults")
    auditor("sample", ARCHIVE, "--output", "a.pdf").is_refused("a.pdf: no such format; known: csv, xlsx")
    auditor("sample", ARCHIVE, "--format", "xlsx").is_refused("name it with --output review.xlsx")


def test_rules_of_conversations_alone_have_no_control_slice(tmp_path: Path) -> None:
    records = [
        post(f"a{n}", f"My router {n} is broken and nobody answers", author=f"u{n}", conversation=f"c{n}")
        for n in range(6)
    ]
    path = write_lines(tmp_path / "a.jsonl", [*records, *exchange()])
    options = ("--select", "unanswered", "--as-of", "2024-04-01", "--size", "4", "--jobs", "1")
    done = auditor("sample", path, *options, "--output", tmp_path / "s.csv")
    assert (done.code, done.err) == (0, "")
    rows = [row for _, row in read_sheet(tmp_path / "s.csv")]
    assert {row["asked"] for row in rows} == {"finding"}
    (tmp_path / "s.csv").write_text(as_csv([{**row, "verdict": "yes"} for row in rows]), "utf-8")
    data = json.loads(auditor("agree", tmp_path / "s.csv", "--format", "json").out)
    assert first_error(data, "agreement") is None
    assert (data["overall"]["precision"]["value"], data["overall"]["recall"], data["overall"]["error_rate"]) == (
        1.0,
        None,
        None,
    )


def test_too_small_a_sample_says_what_would_do(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a.jsonl", exchange())
    auditor("sample", path, "--size", "2", "--jobs", "1").is_refused("--size 2: at least", "rows are needed", "or more")
