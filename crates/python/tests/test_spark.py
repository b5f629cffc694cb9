"""Spark gives what one machine gives, and gives it again when an executor is killed on the way.

A real Spark, from PyPI: two executors of its own on this machine (`local-cluster`), on the loopback address. Skipped
by name where PySpark or Java is not there.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import exeat
from conftest import AFFILIATES, LOOKED, PARTIES, shipments

pyspark = pytest.importorskip("pyspark", reason="PySpark is not installed: Spark is not tested")
pytest.importorskip("pandas", reason="pandas is not installed, which Spark's Arrow functions ask for")
if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
    pytest.skip("Java is not there: Spark is not tested", allow_module_level=True)

from exeat import spark  # noqa: E402

ASKED: dict[str, Any] = {"on": "2025-12-15", "known_at": "2026-11-22", "jurisdictions": ["CN"]}
ROWS = 60_000


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    os.environ["SPARK_HOME"] = str(Path(pyspark.__file__).parent)
    os.environ["PYSPARK_PYTHON"] = sys.executable
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .appName("exeat tests")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.task.maxFailures", "8")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "2000")
        .getOrCreate()
    )
    yield session
    session.stop()


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("spark") / "year.parquet"
    plain = shipments(ROWS)
    country = plain.schema.get_field_index("country")
    plain = plain.set_column(country, "country", plain.column("country").cast(pa.string()))
    pq.write_table(plain, path, row_group_size=5_000)
    return path


def rows_of(table: pa.Table) -> list[dict[str, Any]]:
    """Rows in the order of their numbers, without what is numbered within a task."""
    kept = [name for name in table.column_names if name != "exeat_signature"]
    plain = pa.table({name: table.column(name).cast(_plain(table.schema.field(name).type)) for name in kept})
    return plain.sort_by("order").to_pylist()


def _plain(ty: pa.DataType) -> pa.DataType:
    return pa.string() if pa.types.is_dictionary(ty) else ty


def on_one_machine(year: Path, mapping: str) -> list[dict[str, Any]]:
    return rows_of(exeat.sweep(pq.read_table(year), mapping, **ASKED))


def executors() -> list[int]:
    """The executors that this process's Spark started."""
    ours, found = os.getpid(), []
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            line = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if b"CoarseGrainedExecutorBackend" in line and _descends(int(folder.name), ours):
            found.append(int(folder.name))
    return sorted(found)


def _descends(process: int, ancestor: int) -> bool:
    while process > 1:
        if process == ancestor:
            return True
        try:
            status = Path(f"/proc/{process}/status").read_text()
        except OSError:
            return False
        process = int(next(line for line in status.splitlines() if line.startswith("PPid:")).split()[1])
    return False


def test_spark_gives_what_one_machine_gives(session: Any, year: Path, mapping: str) -> None:
    df = session.read.parquet(str(year)).repartition(8)
    swept = spark.sweep(df, mapping, **ASKED).toArrow()
    assert swept.num_rows == ROWS
    assert rows_of(swept) == on_one_machine(year, mapping)


@pytest.mark.skipif(sys.platform != "linux", reason="executors are found in /proc")
def test_a_killed_executor_changes_nothing(session: Any, year: Path, mapping: str, tmp_path: Path) -> None:
    running = executors()
    assert len(running) == 2
    started, killed = tmp_path / "started", []

    def slowly(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        # So slow that there is a middle in which to kill.
        for batch in batches:
            time.sleep(0.2)
            started.touch()
            yield batch

    def kill() -> None:
        while not started.exists():
            time.sleep(0.05)
        os.kill(running[0], signal.SIGKILL)
        killed.append(running[0])

    df = session.read.parquet(str(year)).repartition(8)
    slow = df.mapInArrow(slowly, df.schema)
    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    swept = spark.sweep(slow, mapping, **ASKED).toArrow()
    killer.join(timeout=5)
    assert killed == [running[0]], "the executor was killed before the work was done"
    assert running[0] not in executors()
    assert rows_of(swept) == on_one_machine(year, mapping)


def test_parties_are_looked_for_where_the_rows_are(
    session: Any, parties: pa.Table, consolidated: Path, holdings: Path, tmp_path: Path
) -> None:
    path = tmp_path / "parties.parquet"
    pq.write_table(parties, path)
    asked: dict[str, Any] = {"on": AFFILIATES, "known_at": LOOKED, "jurisdictions": ["US"], "holdings": [holdings]}
    there = spark.sweep(session.read.parquet(str(path)), PARTIES, **asked, lists=[consolidated]).toArrow()
    here = exeat.sweep(parties, PARTIES, **asked, screener=exeat.Screener(consolidated, today=LOOKED))
    for column in ("user", "exeat_US", "exeat_US_possible", "exeat_screening"):
        assert there.sort_by("user")[column].to_pylist() == here.sort_by("user")[column].to_pylist()
    assert there.sort_by("user")["exeat_US"].to_pylist() == ["undetermined", "no_licence_required", "undetermined"]


def test_the_command_writes_parquet(year: Path, mapping: str, tmp_path: Path) -> None:
    (tmp_path / "mapping.toml").write_text(mapping)
    out = tmp_path / "out"
    command = [sys.executable, "-m", "exeat.spark", str(year), str(out), "--mapping", str(tmp_path / "mapping.toml")]
    command += ["--on", ASKED["on"], "--known-at", ASKED["known_at"], "--jurisdiction", "CN", "--master", "local[2]"]
    done = subprocess.run(command, env={**os.environ, "SPARK_LOCAL_IP": "127.0.0.1"}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert rows_of(pq.read_table(out)) == on_one_machine(year, mapping)
