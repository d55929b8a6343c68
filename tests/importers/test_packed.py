"""Packed files are read as what they hold, line for line; what is damaged or expands without end is refused."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import auditor.importers.common as common
import auditor.importers.packed as packed
from auditor.importers import SourceError, detect, find_files, importer_named
from auditor.importers.common import account_from

from .helpers import TWCS, WHEN, ids, posts, skips, table, written


def zstd(data: bytes) -> bytes:
    try:
        from compression import zstd as library
    except ImportError:
        library = pytest.importorskip("backports.zstd", reason="no zstd in this Python (pip install auditor[zstd])")
    squeezed: bytes = library.compress(
        data, options={library.CompressionParameter.checksum_flag: 1}
    )  # as the tool does
    return squeezed


PACK: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "zstd": zstd,
}
SUFFIX = {"gzip": ".gz", "bzip2": ".bz2", "xz": ".xz", "zstd": ".zst"}
LINES = (
    b'{"id": "1", "text": "Hi", "by": "customer", "account": "acme"}\n\nno json\n'
    b'{"id": "2", "text": "caf\xe8", "by": "brand", "account": "acme"}\n'
    b'{"id": "3", "text": "Hello", "by": "brand", "account": "acme", "in_reply_to": "1"}\n'
)
TABLE = table(
    TWCS,
    [
        (1, "ann", "True", WHEN, "@acme two\nlines", "", ""),
        (2, "acme", "nobody", WHEN, "x", "", 1),
        (3, "acme", "False", WHEN, "hi", "", 1),
    ],
).encode()
REVIEWS = json.dumps(
    [
        {
            "id": "r",
            "rating": 1,
            "text": "Bad",
            "consumer": {"id": "c"},
            "dates": {"publishedDate": "2024-03-01T09:00:00Z"},
        }
    ],
    indent=1,
).encode()


@pytest.mark.parametrize("kind", PACK)
class TestEveryPacking:
    def test_lines_keep_their_numbers(self, tmp_path: Path, kind: str) -> None:
        path = written(tmp_path, f"p.jsonl{SUFFIX[kind]}", PACK[kind](LINES))
        assert detect(path).name == "posts"
        assert skips(importer_named("posts"), path) == [(3, "not a JSON object on one line"), (4, "not UTF-8")]
        found = [one for one in importer_named("posts").read(path) if one.origin.line in (1, 5)]
        assert [str(one.origin) for one in found] == [f"{path}:1", f"{path}:5"]

    def test_tables_keep_theirs(self, tmp_path: Path, kind: str) -> None:
        path = written(tmp_path, f"t.csv{SUFFIX[kind]}", PACK[kind](TABLE))
        assert detect(path).name == "twcs"
        assert skips(importer_named("twcs"), path) == [(4, "inbound is neither True nor False")]
        assert ids(importer_named("twcs"), path) == ["1", "3"]

    def test_a_list_in_one_piece(self, tmp_path: Path, kind: str) -> None:
        path = written(tmp_path / "trustpilot_acme", f"reviews.json{SUFFIX[kind]}", PACK[kind](REVIEWS))
        assert posts(detect(path), path)["r"].account == "acme"

    def test_the_name_says_nothing(self, tmp_path: Path, kind: str) -> None:
        bare = written(tmp_path, "export", PACK[kind](LINES))
        misnamed = written(tmp_path, "p.jsonl.gz", LINES)
        assert ids(detect(bare), bare) == ids(detect(misnamed), misnamed) == ["1", "3"]

    def test_a_file_cut_short(self, tmp_path: Path, kind: str) -> None:
        whole = PACK[kind](LINES * 500)
        path = written(tmp_path, "p.jsonl.x", whole[:-20])
        with pytest.raises(SourceError, match=rf"p\.jsonl\.x: the {kind} file ends in the middle; copy or download"):
            list(importer_named("posts").read(path))

    def test_a_damaged_file(self, tmp_path: Path, kind: str) -> None:
        whole = bytearray(PACK[kind](bytes(range(256)) * 400))
        whole[len(whole) // 2 : len(whole) // 2 + 24] = b"\xff" * 24
        path = written(tmp_path, "p.jsonl", bytes(whole))
        with pytest.raises(SourceError, match=rf"p\.jsonl: the {kind} file (is damaged \(|ends in the middle)"):
            list(importer_named("posts").read(path))

    def test_nothing_inside(self, tmp_path: Path, kind: str) -> None:
        with pytest.raises(SourceError, match=r"p\.csv: the file is empty; export it again"):
            detect(written(tmp_path, "p.csv", PACK[kind](b"")))


def test_several_members_are_one_file(tmp_path: Path) -> None:
    """Logs are packed day by day and put together with ``cat``."""
    first, rest = LINES.split(b"\n", 1)
    path = written(tmp_path, "p.jsonl.gz", gzip.compress(first + b"\n") + gzip.compress(rest))
    assert ids(importer_named("posts"), path) == ["1", "3"]


@pytest.mark.parametrize("kind", ["gzip", "xz"])
def test_what_expands_without_end_is_refused(tmp_path: Path, kind: str) -> None:
    bomb = PACK[kind](LINES + (b" " * 999_999 + b"\n") * 70)
    path = written(tmp_path, "p.jsonl", bomb)
    assert len(bomb) < 100_000
    with pytest.raises(SourceError, match=r"p\.jsonl: unpacks to more than 100 times its size"):
        list(importer_named("posts").read(path))


def test_a_line_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(common, "LONGEST_LINE", 200)
    path = written(tmp_path, "p.jsonl", LINES + b" " * 198 + b"\n")
    assert ids(importer_named("posts"), path) == ["1", "3"]
    written(tmp_path, "p.jsonl", LINES + b" " * 200 + b"\n")
    with pytest.raises(SourceError, match=r"p\.jsonl:6: the line is longer than any record"):
        list(importer_named("posts").read(path))


def test_a_small_file_may_expand_as_it_likes(tmp_path: Path) -> None:
    path = written(tmp_path, "p.jsonl", gzip.compress(LINES + b" " * 30_000_000 + b"\n"))
    assert ids(importer_named("posts"), path) == ["1", "3"]


def test_the_bound_grows_with_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "_FREE_BYTES", 10)
    bound = packed.Bound(written(tmp_path, "p", "12345678"), 250)
    bound.take(2000)
    with pytest.raises(SourceError):
        bound.take(1)


def test_archives_of_files_are_refused(tmp_path: Path) -> None:
    zipped, tarred = tmp_path / "archive.zip", tmp_path / "archive.tar.gz"
    with zipfile.ZipFile(zipped, "w") as file:
        file.writestr("twcs.csv", TABLE)
    with tarfile.open(tarred, "w:gz") as tar:
        member = tarfile.TarInfo("twcs.csv")
        member.size = len(TABLE)
        tar.addfile(member, io.BytesIO(TABLE))
    with pytest.raises(SourceError, match=r"archive\.zip: is a zip archive, or a workbook; unpack it"):
        detect(zipped)
    with pytest.raises(SourceError, match=r"archive\.tar\.gz: is a tar archive; unpack it"):
        detect(tarred)


def test_zstd_where_python_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("compression", "compression.zstd", "backports"):
        monkeypatch.setitem(sys.modules, name, None)
    path = written(tmp_path, "p.jsonl.zst", b"\x28\xb5\x2f\xfd and so on")
    with pytest.raises(SourceError, match=r"p\.jsonl\.zst: is packed with zstd, .* install auditor\[zstd\]\."):
        detect(path)


def test_parquet_is_not_packed_again(tmp_path: Path) -> None:
    path = written(tmp_path, "p.parquet.gz", gzip.compress(b"PAR1 and so on"))
    with pytest.raises(SourceError, match=r"p\.parquet\.gz: is a packed Parquet file; unpack it"):
        list(detect(path).read(path))


def test_packed_exports_are_found_in_folders(tmp_path: Path) -> None:
    there = [written(tmp_path, name, "x") for name in ("a.csv.gz", "b.jsonl.ZST", "c.json.xz")]
    for name in ("backup.gz", "notes.txt.gz", "d.tar.bz2"):
        written(tmp_path, name, "x")
    assert find_files([tmp_path]) == tuple(there)


def test_accounts_are_named_without_the_packing() -> None:
    assert account_from(Path("x/acme_reviews.csv.gz"), "googleplay") == "acme"
    assert account_from(Path("acme/reviews.json.bz2"), "trustpilot") == "acme"
