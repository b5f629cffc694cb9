"""Sweeping on Apache Spark: the same function of a record batch, hosted by `mapInArrow`.

    >>> from exeat import spark
    >>> swept = spark.sweep(df, open("mapping.toml").read(), on="2025-11-07")

or, from a shell,

    python -m exeat.spark shipments.parquet swept.parquet --mapping mapping.toml --on 2025-11-07 --master spark://…:7077

The wheel has to be installed where the executors run. A task is a pure function of its partition, so Spark may run
it again wherever it likes: a lost executor costs time and changes nothing. `exeat_signature` numbers rows within a
task, so it is left out here.
"""

from __future__ import annotations

import argparse
import datetime
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from . import Day, Folder, Sweeper, _day, _lists

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

__all__ = ["main", "sweep"]

_LEFT_OUT = "exeat_signature"


def sweep(
    df: DataFrame,
    mapping: str,
    rulebooks: Folder | None = None,
    *,
    on: Day | Sequence[Day] | None = None,
    known_at: Day | None = None,
    jurisdictions: Sequence[str] = (),
    lists: Sequence[Folder] | Folder = (),
    list_mappings: Sequence[str] = (),
    lists_published: Day | None = None,
    max_list_age: int = 7,
    holdings: Sequence[Folder] = (),
) -> DataFrame:
    """The data frame with its verdicts, as `exeat.sweep` gives them, evaluated where the rows are.

    `rulebooks` is a folder that every executor can read; without one the rulebooks in the wheel are applied.
    `lists` are files of publishers on which the parties of the rows are looked for, as `exeat.Screener` reads them
    with `list_mappings` (`lists_published` is the day of those that do not say it), and `holdings` files that say who holds what of whom; every executor has to be able to read
    them, and each of its processes reads them once. Without lists nobody is looked for.
    `known_at` and `on`, today unless given, are settled here, once, so that all tasks look from the same day.
    """
    known_at = datetime.date.today() if known_at is None else known_at
    on = datetime.date.today() if on is None else on

    published = None if lists_published is None else _day(lists_published)
    files = [str(lists)] if isinstance(lists, (str, os.PathLike)) else [str(file) for file in lists]

    def sweeper() -> Sweeper:
        return Sweeper(
            mapping,
            on=on,
            known_at=known_at,
            jurisdictions=jurisdictions,
            rulebooks=rulebooks,
            screener=_lists.screener(tuple(files), tuple(list_mappings), _day(known_at), published) if files else None,
            max_list_age=max_list_age,
            holdings=[str(file) for file in holdings],
        )

    def task(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        of_task = sweeper()
        for batch in batches:
            yield _plain(of_task.sweep(batch))

    from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

    # What is wrong with the mapping is told here and not by a task.
    schema = _plain_schema(sweeper().schema(to_arrow_schema(df.schema)))
    return df.mapInArrow(task, from_arrow_schema(schema))


def _plain_schema(schema: pa.Schema) -> pa.Schema:
    """Without what Spark does not know: dictionaries."""
    fields = [
        pa.field(field.name, pa.string() if pa.types.is_dictionary(field.type) else field.type, field.nullable)
        for field in schema
        if field.name != _LEFT_OUT
    ]
    return pa.schema(fields)


def _plain(batch: pa.RecordBatch) -> pa.RecordBatch:
    schema = _plain_schema(batch.schema)
    columns = [batch.column(field.name).cast(field.type) for field in schema]
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def main(arguments: Sequence[str] | None = None) -> int:
    """`python -m exeat.spark IN OUT …`."""
    parser = argparse.ArgumentParser(
        prog="python -m exeat.spark",
        description="Sweeps a table of shipments on Apache Spark.",
        epilog="example: python -m exeat.spark year.parquet swept.parquet --mapping mapping.toml --on 2025-11-07 "
        "--master 'local[2]'",
    )
    parser.add_argument("input", metavar="IN", help="a Parquet file, folder or glob, or a CSV with headings (.csv)")
    parser.add_argument("output", metavar="OUT", help="the folder to write Parquet files to; it must not exist")
    parser.add_argument("--mapping", required=True, metavar="FILE", help="what the columns mean")
    parser.add_argument("--on", action="append", metavar="DATE", help="the day whose law is applied, today unless given; may be repeated")
    parser.add_argument("--known-at", metavar="DATE", help="the day from which one looks; today unless given")
    parser.add_argument("--jurisdiction", default="", metavar="CN,US", help="only the law of these")
    parser.add_argument("--rulebooks", metavar="DIR", help="rulebooks that every executor can read, instead of those in the wheel")
    parser.add_argument(
        "--list",
        action="append",
        default=[],
        metavar="FILE",
        help="a publisher's list on which the parties are looked for, which every executor can read; may be repeated",
    )
    parser.add_argument("--lists-published", metavar="DATE", help="when those of the lists were published that do not say it")
    parser.add_argument("--max-list-age", type=int, default=7, metavar="DAYS", help="that a party is not found settles nothing if the list is older; 7 unless given")
    parser.add_argument("--holdings", action="append", default=[], metavar="FILE", help="who holds which share of whom; may be repeated")
    parser.add_argument("--master", metavar="URL", help="the cluster; what spark-submit says unless given")
    given = parser.parse_args(arguments)

    try:
        mapping = Path(given.mapping).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        print(f"error: `{given.mapping}` cannot be read: {error}", file=sys.stderr)
        return 1

    from pyspark.sql import SparkSession

    builder: Any = SparkSession.builder.appName("exeat")
    if given.master:
        builder = builder.master(given.master)
    session = builder.getOrCreate()
    try:
        reader = session.read
        rows = reader.csv(given.input, header=True) if given.input.endswith(".csv") else reader.parquet(given.input)
        swept = sweep(
            rows,
            mapping,
            given.rulebooks,
            on=given.on,
            known_at=given.known_at,
            jurisdictions=[code for code in given.jurisdiction.split(",") if code],
            lists=given.list,
            lists_published=given.lists_published,
            max_list_age=given.max_list_age,
            holdings=given.holdings,
        )
        swept.write.parquet(given.output)
    except ValueError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    finally:
        session.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
