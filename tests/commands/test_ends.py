"""How commands end: exit codes, what goes where, files whole or not at all, pipes, interrupts, terminals."""

from __future__ import annotations

import errno
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import auditor.commands.output as output
import auditor.commands.progress as progress
from auditor.commands.problems import Problem
from tests.commands.stage import ROOT, audit, auditor, exchange, write_lines

GOOD = "The parcel is at the depot: it comes tomorrow between 9 and 12, the driver rings twice. -Tom"


@pytest.fixture
def judged(tmp_path: Path) -> list[str]:
    """Arguments under which one exchange is enough for an account that is not provisional."""
    (tmp_path / "team.yaml").write_text("minimum-conversations: 1\n", "utf-8")
    return ["--scorecard", str(tmp_path / "team.yaml")]


class TestGates:
    def test_without_a_gate_faults_are_no_failure(self, small: Path) -> None:
        done = audit(small)
        assert (done.code, done.err) == (0, "")
        assert '"rule": "private-only"' in done.out

    def test_fail_under(self, small: Path, judged: list[str]) -> None:
        done = audit(small, *judged, "--fail-under", 99)
        assert done.code == 1
        assert done.err.startswith("auditor: 1 account(s) under 99: Acme (")
        assert done.out == audit(small, *judged).out
        assert audit(small, *judged, "--fail-under", 0).code == 0

    def test_fail_under_looks_away_from_a_provisional_account(self, small: Path) -> None:
        assert audit(small, "--fail-under", 100).code == 0

    @pytest.mark.parametrize(("level", "code"), [("error", 1), ("warning", 1), ("info", 1)])
    def test_fail_on_an_error(self, small: Path, level: str, code: int) -> None:
        done = audit(small, "--select", "private-only", "--fail-on", level)
        assert done.code == code
        assert level in done.err

    def test_fail_on_is_silent_below_its_level(self, tmp_path: Path) -> None:
        path = write_lines(tmp_path / "p.jsonl", exchange(reply=GOOD.removesuffix(" -Tom")))
        assert audit(path, "--select", "impersonal", "--fail-on", "info").code == 1
        assert audit(path, "--select", "impersonal", "--fail-on", "warning").code == 0

    def test_a_strength_fails_no_gate(self, tmp_path: Path) -> None:
        path = write_lines(tmp_path / "p.jsonl", exchange(reply=GOOD))
        done = audit(path, "--select", "public-answer", "--fail-on", "info")
        assert '"public-answer"' in done.out
        assert done.code == 0

    def test_check_has_the_same_gate(self) -> None:
        arguments = ["check", "Please DM us.", "--post", "My order never came!", "--fail-on", "error"]
        assert auditor(*arguments).code == 1
        assert auditor(*arguments, "--ignore", "private-only").code == 0

    @pytest.mark.parametrize("score", ["nan", "-1", "101", "inf"])
    def test_a_gate_that_could_never_or_always_fail_is_refused(self, small: Path, score: str) -> None:
        audit(small, "--fail-under", score).is_refused("--fail-under", "from 0 to 100")


class TestOutput:
    def test_the_file_holds_what_would_be_printed(self, small: Path, tmp_path: Path) -> None:
        target = tmp_path / "report.json"
        done = audit(small, "--output", target)
        assert (done.code, done.out, done.err) == (0, "", "")
        assert target.read_bytes() == audit(small).out.encode()

    @pytest.mark.parametrize("format", ["terminal", "csv", "markdown"])
    def test_a_file_has_no_colours_and_a_width_of_its_own(
        self, small: Path, tmp_path: Path, format: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        written = []
        for columns in ("70", "140"):
            monkeypatch.setenv("COLUMNS", columns)
            assert auditor("audit", small, "--jobs", "1", "-f", format, "-o", tmp_path / "r").code == 0
            written.append((tmp_path / "r").read_bytes())
        assert written[0] == written[1]
        assert b"\x1b" not in written[0]

    def test_a_gate_that_fails_still_leaves_the_report(self, small: Path, tmp_path: Path) -> None:
        assert audit(small, "--fail-on", "error", "--output", tmp_path / "r.json").code == 1
        assert (tmp_path / "r.json").read_text("utf-8").endswith("}\n")

    @pytest.mark.parametrize("place", ["nowhere/report.json", "folder", "small.jsonl/report.json"])
    def test_a_place_that_cannot_be_written_is_refused_before_the_work(
        self, small: Path, tmp_path: Path, place: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "folder").mkdir()
        monkeypatch.setattr("auditor.engine.audit.audit", lambda *_: pytest.fail("worked in vain"))
        audit(small, "--output", tmp_path / place).is_refused(str(tmp_path / place), "--output")

    def test_a_folder_without_the_right_to_write(
        self, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        may = os.access
        monkeypatch.setattr(
            os, "access", lambda path, mode: mode != os.W_OK and may(path, mode)
        )  # root may write anywhere
        audit(small, "--output", tmp_path / "r.json").is_refused("r.json: cannot be written")

    def test_the_input_is_never_replaced(self, small: Path) -> None:
        before = small.read_bytes()
        audit(small, "--output", small).is_refused("is what is read")
        assert small.read_bytes() == before

    @pytest.mark.parametrize("moment", ["chmod", "replace"])
    @pytest.mark.parametrize("reason", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
    def test_what_goes_wrong_while_writing_leaves_nothing_half(
        self, tmp_path: Path, moment: str, reason: BaseException, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fails(*_: object) -> None:
            raise reason

        (tmp_path / "r.json").write_text("the old report")
        monkeypatch.setattr(Path, moment, fails)
        with pytest.raises(Problem if isinstance(reason, OSError) else KeyboardInterrupt) as told:
            output.write("new\n" * 10_000, tmp_path / "r.json")
        monkeypatch.undo()
        assert [path.name for path in tmp_path.iterdir()] == ["r.json"]
        assert (tmp_path / "r.json").read_text() == "the old report"
        if isinstance(reason, OSError):
            assert str(told.value) == (
                f"{tmp_path / 'r.json'}: cannot be written (No space left on device); choose another --output"
            )

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
    def test_a_full_disk_at_the_other_end(self) -> None:
        with Path("/dev/full").open("w") as full:
            done = run_apart("sources", stdout=full)
        assert done.returncode == 2
        assert (
            done.stderr
            == "auditor: standard output: cannot be written (No space left on device); choose another --output\n"
        )

    def test_a_device_is_written_into_and_stays_one(self) -> None:
        output.write("x", Path(os.devnull))
        assert not Path(os.devnull).is_file()

    def test_a_link_is_followed_and_permissions_stay(self, tmp_path: Path) -> None:
        target = tmp_path / "real.json"
        target.write_text("old")
        target.chmod(0o640)
        (tmp_path / "link.json").symlink_to(target)
        output.write("new", tmp_path / "link.json")
        assert (tmp_path / "link.json").is_symlink()
        assert (target.read_text(), target.stat().st_mode & 0o777) == ("new", 0o640)

    def test_a_new_file_has_the_usual_permissions(self, tmp_path: Path) -> None:
        before = os.umask(0o027)
        try:
            output.write("x", tmp_path / "r")
        finally:
            os.umask(before)
        assert (tmp_path / "r").stat().st_mode & 0o777 == 0o640

    def test_words_that_the_locale_cannot_show_are_still_written(self) -> None:
        done = auditor("check", "고객님, DM 주세요", "--format", "jsonl", encoding="ascii")
        assert done.code == 0
        assert "\\u" in done.out or "고객님" in done.out


def run_apart(*arguments: str, **more: object) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own."""
    settings: dict[str, object] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, **more}
    return subprocess.run([sys.executable, "-m", "auditor", *arguments], cwd=ROOT, check=False, **settings)  # type: ignore[call-overload,no-any-return]


class TestPipes:
    def test_a_reader_that_goes_away_is_no_error(self) -> None:
        reading, writing = os.pipe()
        os.close(reading)
        try:
            done = run_apart("sources", stdout=writing)
        finally:
            os.close(writing)
        assert (done.returncode, done.stderr) == (0, "")

    @pytest.mark.parametrize("arguments", [["sources"], ["audit", "nowhere.jsonl"]])
    def test_closed_streams_are_no_traceback(self, arguments: list[str]) -> None:
        command = " ".join([sys.executable, "-m", "auditor", *arguments])
        done = subprocess.run(
            ["sh", "-c", f"{command} >&- <&-"], cwd=ROOT, stderr=subprocess.PIPE, text=True, check=False
        )
        assert "Traceback" not in done.stderr
        assert "itself" not in done.stderr


_SLOW = """
import sys, time
import auditor.engine.workers as workers
def slow(group, reader):
    print("judging", file=sys.stderr, flush=True)
    time.sleep(60)
workers.read_histories = slow
from auditor.commands import main
main()
"""


class TestInterrupts:
    @pytest.mark.parametrize(
        ("sent", "code", "jobs"), [(signal.SIGINT, 130, "1"), (signal.SIGINT, 130, "2"), (signal.SIGTERM, 143, "2")]
    )
    def test_an_interrupt_is_quiet_and_leaves_nothing(
        self, tmp_path: Path, sent: signal.Signals, code: int, jobs: str
    ) -> None:
        archive = write_lines(tmp_path / "p.jsonl", exchange(1, GOOD) + exchange(2, GOOD))
        arguments = ["audit", str(archive), "--select", "private-only", "--jobs", jobs, "-o", str(tmp_path / "r.json")]
        running = subprocess.Popen(
            [sys.executable, "-c", _SLOW, *arguments],
            cwd=ROOT,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        assert running.stderr is not None
        for _ in range(int(jobs)):
            assert running.stderr.readline() == "judging\n"
        started = time.monotonic()
        if sent is signal.SIGINT:
            os.killpg(running.pid, sent)  # as Ctrl-C does: the workers get it too
        else:
            running.send_signal(sent)
        _, err = running.communicate(timeout=30)
        assert (running.returncode, err) == (code, "")
        assert time.monotonic() - started < 20
        assert sorted(path.name for path in tmp_path.iterdir()) == ["p.jsonl"]

    def test_a_worker_that_dies_is_told_in_a_sentence(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        archive = write_lines(tmp_path / "p.jsonl", exchange(1, GOOD) + exchange(2, GOOD))
        monkeypatch.setattr("auditor.engine.workers._send_all", lambda *_: os._exit(9))
        auditor("audit", archive, "--jobs", "2").is_refused("worker process ended with code 9", "--jobs 1")

    def test_what_nobody_foresaw_is_one_sentence_too(self, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def fails(*_: object) -> None:
            raise ValueError("two\nlines")

        monkeypatch.setattr("auditor.engine.audit.audit", fails)
        done = audit(small)
        assert done.code == 2
        assert done.err.startswith("auditor: an error in auditor itself (ValueError: two lines)")
        assert done.err.count("\n") == 1
        monkeypatch.setenv("AUDITOR_TRACEBACK", "1")
        with pytest.raises(ValueError, match="two"):
            audit(small)


class TestTerminals:
    @pytest.fixture(autouse=True)
    def plain_environment(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("NO_COLOR", raising=False)
        monkeypatch.setenv("TERM", "xterm")

    @pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
    def test_no_colour_where_none_is_wanted(self, name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(name, value)
        assert "\x1b" not in auditor("check", "Please DM us.", "--post", "It never came!", terminal=True).out

    def test_colour_on_a_terminal(self) -> None:
        shown = auditor("check", "Please DM us.", "--post", "It never came!", terminal=True).out
        assert "\x1b[" in shown
        assert "private-only" in shown

    def test_no_colour_off_a_terminal(self) -> None:
        assert "\x1b" not in auditor("check", "Please DM us.", "--post", "It never came!").out

    def test_a_terminal_is_shown_what_it_can_show(self) -> None:
        shown = auditor("check", "고객님, DM 주세요", terminal=True, encoding="ascii")
        assert shown.code == 0

    def test_a_bar_after_a_second_and_no_sooner(self, monkeypatch: pytest.MonkeyPatch) -> None:
        keeper, theirs = pty.openpty()
        clock = [100.0]
        with os.fdopen(theirs, "w", encoding="utf-8") as stderr:
            monkeypatch.setattr(sys, "stderr", stderr)
            monkeypatch.setattr(progress.time, "monotonic", lambda: clock[0])
            monkeypatch.setenv("TERM", "xterm")
            with progress.progress_bar("Judging posts") as tell:
                assert tell is not None
                tell(1, 10)
                early = drain(keeper)
                clock[0] += 1.5
                tell(5, 10)
                time.sleep(0.3)
                late = drain(keeper)
        os.close(keeper)
        assert "Judging posts" not in early
        assert "Judging posts" in late
        assert "5/10" in late

    def test_no_bar_and_no_remark_off_a_terminal(self, small: Path) -> None:
        with progress.progress_bar("Judging posts") as tell:
            assert tell is None
        assert audit(small).err == ""


def drain(keeper: int) -> str:
    """What has been shown on a pseudo-terminal since this was last asked."""
    os.set_blocking(keeper, False)
    shown = b""
    try:
        while piece := os.read(keeper, 65536):
            shown += piece
    except (BlockingIOError, OSError):
        pass
    return shown.decode("utf-8", "replace")
