"""Where Spark cannot be: one sentence that says what to do, before anything is read; and nothing of it is loaded unasked."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

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


def test_no_module_of_it_is_loaded_before_it_is_asked_for() -> None:
    code = (
        "import sys, auditor.spark, auditor.commands; "
        "print([name for name in ('msgspec', 'pandas', 'py4j', 'pyarrow', 'pyspark') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
