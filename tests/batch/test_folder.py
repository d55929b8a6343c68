"""A work folder: another job's is refused, two processes are one too many, and what is damaged is made again."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from auditor.batch.folder import locked
from auditor.batch.sealed import Damaged, Sealed, seal, sound
from tests.commands.stage import ROOT, Done, auditor

ARCHIVE = ROOT / "fixtures" / "archive.jsonl"


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, str]:
    """An archive, the folder of a finished audit of it, and the report."""
    home = tmp_path_factory.mktemp("finished")
    archive = home / "archive.jsonl"
    shutil.copy2(ARCHIVE, archive)
    return archive, home / "work", auditor("audit", archive, "-f", "json", "--work-dir", home / "work").out


@pytest.fixture
def work(finished: tuple[Path, Path, str], tmp_path: Path) -> Path:
    return Path(shutil.copytree(finished[1], tmp_path / "work"))


def again(finished: tuple[Path, Path, str], work: Path, *more: object) -> Done:
    return auditor("audit", finished[0], "-f", "json", "--work-dir", work, *more)


def files(work: Path, folder: str) -> list[Path]:
    return sorted((work / folder).iterdir())


def test_a_finished_audit_is_not_done_again(
    finished: tuple[Path, Path, str], work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("auditor.engine.judge.Engine.judge", None)
    monkeypatch.setattr("auditor.batch.audit.ingest", None)
    assert again(finished, work).out == finished[2]


@pytest.mark.parametrize("folder", ["slices", "parts", "accounts"])
@pytest.mark.parametrize("harm", ["cut", "flipped", "emptied", "longer"])
def test_a_damaged_file_is_made_again(finished: tuple[Path, Path, str], work: Path, folder: str, harm: str) -> None:
    file = files(work, folder)[0]
    data = bytearray(file.read_bytes())
    if harm == "flipped":
        data[len(data) // 2] ^= 1
    else:
        data = {"cut": data[:-10], "emptied": bytearray(), "longer": data + b"x"}[harm]
    file.write_bytes(data)
    done = again(finished, work)
    assert (done.code, done.out) == (0, finished[2])
    assert done.err.startswith(f"auditor: {file}: is damaged; ")
    assert done.err.count("\n") == 1
    assert again(finished, work).err == ""


def test_every_flipped_bit_is_noticed(tmp_path: Path) -> None:
    file = tmp_path / "file"
    seal(file, [b"one", b"", b"three"])
    whole = file.read_bytes()
    assert [Sealed(file).section(number) for number in range(3)] == [b"one", b"", b"three"]
    for at in range(len(whole) * 8):
        harmed = bytearray(whole)
        harmed[at // 8] ^= 1 << at % 8
        file.write_bytes(harmed)
        with pytest.raises(Damaged):
            sound(file)
        assert not file.exists()


def test_lost_slices_are_read_again(finished: tuple[Path, Path, str], work: Path) -> None:
    files(work, "slices")[0].unlink()
    done = again(finished, work)
    assert (done.code, done.out) == (0, finished[2])
    assert "is not there; the archive is read again" in done.err


def test_other_options_are_another_audit(finished: tuple[Path, Path, str], work: Path) -> None:
    again(finished, work, "--as-of", "2030-01-01").is_refused("work", "other options", "choose another --work-dir")
    again(finished, work, "--select", "private-only").is_refused("other options, rules")


def test_another_number_of_workers_is_the_same_audit(finished: tuple[Path, Path, str], work: Path) -> None:
    assert again(finished, work, "--jobs", 1).out == finished[2]


def test_changed_input_is_another_audit(finished: tuple[Path, Path, str], work: Path, tmp_path: Path) -> None:
    archive = finished[0]
    before = archive.stat()
    try:
        os.utime(archive, (1, 1))
        again(finished, work).is_refused("has changed since this work was begun", str(archive))
    finally:
        os.utime(archive, ns=(before.st_atime_ns, before.st_mtime_ns))
    auditor("audit", ARCHIVE, "--work-dir", work).is_refused("has changed")


def test_a_folder_of_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    auditor("audit", ARCHIVE, "--work-dir", tmp_path).is_refused("holds other files (thesis.txt)")
    assert [path.name for path in tmp_path.iterdir() if path.name != "lock"] == ["thesis.txt"]


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "work").write_text("")
    auditor("audit", ARCHIVE, "--work-dir", tmp_path / "work").is_refused("a file of this name is there")


def test_results_and_inputs_stay_out_of_it(tmp_path: Path) -> None:
    work = tmp_path / "work"
    auditor("audit", ARCHIVE, "--work-dir", ARCHIVE.parent).is_refused("overlaps with what is read")
    work.mkdir()
    auditor("audit", ARCHIVE, "--work-dir", work, "-o", work / "x.json").is_refused("lies in --work-dir")


def test_a_second_process_is_refused(finished: tuple[Path, Path, str], work: Path) -> None:
    code = "import sys, time; from auditor.batch.folder import locked; from pathlib import Path\n"
    code += "with locked(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", code, str(work)], stdout=subprocess.PIPE, cwd=ROOT) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        again(finished, work).is_refused("another audit is at work here")
        holder.kill()
    assert again(finished, work).out == finished[2]


def test_a_killed_run_leaves_no_lock(tmp_path: Path) -> None:
    """Even where it had workers, which inherit what it holds."""
    code = (
        "import os, sys, time; from pathlib import Path\n"
        "from auditor.batch.folder import locked; from auditor.batch.pool import work_off\n"
        "def work(number): os.write(1, b'%d\\n' % number); time.sleep(600)\n"  # at once: print writes a line in pieces
        "with locked(Path(sys.argv[1])): work_off([1, 2], work, 2, print)"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, cwd=ROOT) as run:
        assert run.stdout is not None
        begun = {run.stdout.readline(), run.stdout.readline()}
        run.kill()
    assert begun == {b"1\n", b"2\n"}
    with locked(tmp_path):
        pass


def test_a_full_disk_keeps_what_is_done(
    finished: tuple[Path, Path, str], work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = {path.name: path.read_bytes() for path in files(work, "slices")}
    for folder in ("parts", "accounts"):
        shutil.rmtree(work / folder)

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        again(finished, work).is_refused(str(work), "No space left on device", "what is done is kept")
    assert files(work, "parts") == []
    assert {path.name: path.read_bytes() for path in files(work, "slices")} == whole
    assert again(finished, work).out == finished[2]


@pytest.mark.parametrize("method", ["put", "get"])
def test_no_room_for_the_names_of_a_report(
    finished: tuple[Path, Path, str], work: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    output = tmp_path / "report.json"

    def full(*_: object) -> None:
        raise OSError("the names in the report cannot be kept in a temporary file: database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(f"auditor.reports.laid_names.LaidNames.{method}", full)
        again(finished, work, "--output", output).is_refused("temporary file", "database or disk is full")
    assert not output.exists()
    assert again(finished, work).out == finished[2]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_is_read_only(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    auditor("audit", ARCHIVE, "--work-dir", tmp_path / "work").is_refused("cannot be written in")


def test_a_work_dir_is_not_for_spark(tmp_path: Path) -> None:
    auditor("audit", ARCHIVE, "--work-dir", tmp_path, "--engine", "spark").is_refused("--work-dir")
