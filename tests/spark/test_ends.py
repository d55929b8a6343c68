"""Where Spark cannot be: one sentence that says what to do, before anything is read; and nothing of it is loaded unasked."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from auditor.spark.problems import SparkError, told_by_workers
from tests.commands.stage import ARCHIVE, ROOT, auditor


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    auditor("audit", ARCHIVE, "--engine", "spark").is_refused("pip install 'auditor[spark]'")


def test_without_java(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("msgspec", "pyarrow", "pyspark"):
        pytest.importorskip(name, reason=f"no {name}: pip install -e '.[spark]'")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    auditor("audit", ARCHIVE, "--engine", "spark").is_refused("no Java on the path", "Java 17")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    auditor("audit", ARCHIVE, "--engine", "spark").is_refused(f"no Java in JAVA_HOME={tmp_path}")


def test_what_a_worker_says_comes_home_as_a_sentence() -> None:
    told = "Job aborted\n  File x\nauditor.spark.problems.SparkError: the driver has auditor 1 and a worker 2\n\n\tat org.apache"
    with pytest.raises(SparkError, match=r"^the driver has auditor 1 and a worker 2$"), told_by_workers():
        raise RuntimeError(told)
    with pytest.raises(ZeroDivisionError), told_by_workers():
        raise ZeroDivisionError("of another kind")


def test_no_module_of_it_is_loaded_before_it_is_asked_for() -> None:
    code = (
        "import sys, auditor.spark, auditor.commands; "
        "print([name for name in ('msgspec', 'pandas', 'py4j', 'pyarrow', 'pyspark') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
