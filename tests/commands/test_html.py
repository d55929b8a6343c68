"""The page as a command writes it: of an archive, of a library, of one reply."""

from __future__ import annotations

from pathlib import Path

from tests.commands.stage import auditor, exchange, write_lines
from tests.pages.test_html import Page


def test_an_archive_becomes_a_page_with_its_conversations(tmp_path: Path) -> None:
    file, output = write_lines(tmp_path / "a.jsonl", exchange()), tmp_path / "report.html"
    done = auditor("audit", file, "--format", "html", "--output", output, "--jobs", "1")
    assert (done.code, done.out) == (0, "")
    text = output.read_text("utf-8")
    page = Page(text)
    assert "<mark>Please DM us" in text
    assert "My parcel number 1 never came, what now?" in page.text
    assert "Mean of all sectors: Socialbakers" in page.text
    assert "expected by 42" in page.text


def test_the_same_archive_gives_the_same_page_whatever_the_workers(tmp_path: Path) -> None:
    file = write_lines(tmp_path / "a.jsonl", [post for i in range(12) for post in exchange(i)])
    pages = {auditor("audit", file, "--format", "html", "--jobs", jobs).out for jobs in ("1", "3")}
    assert len(pages) == 1


def test_a_library_and_one_reply_become_pages_too(tmp_path: Path) -> None:
    library = tmp_path / "replies.json"
    library.write_text('[{"title": "Call", "body": "Please call our hotline on 0800 000 123."}]', encoding="utf-8")
    done = auditor("lint", library, "--format", "html", "--fail-on", "error")
    assert "<mark>" in done.out
    assert "replies.json:1:" in Page(done.out).text
    one = auditor(
        "check", "Please call us on 0800 000 123.", "--post", "Third week without internet!", "--format", "html"
    )
    assert "hotline-redirect" in Page(one.out).text
    assert "Third week without internet!" in Page(one.out).text


def test_a_clean_library_is_a_page_that_says_so(tmp_path: Path) -> None:
    library = tmp_path / "replies.json"
    body = "Hi, hold the side button for ten seconds until it restarts. Kind regards, Priya"
    library.write_text(f'[{{"title": "Restart", "body": "{body}"}}]', encoding="utf-8")
    done = auditor("lint", library, "--format", "html")
    assert "No fault found" in Page(done.out).text
    assert Page(done.out).all("details") == []
