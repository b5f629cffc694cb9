"""What the wheel says is what the engine says, however the rows come in."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import exeat
from conftest import AFFILIATES, LAW, LOOKED, PARTIES, PUBLISHED

DAY = "2025-12-15"
KNOWN = "2026-11-22"
CHINA = ["CN"]

DOCUMENT = """\
title = "magnets"

[shipment]
kind = "export"
from = "CN"
destination = "DE"
date = 2025-12-15

[items.magnet]
name = "Magnet"
form = "permanent-magnet-material"

[[line]]
item = "magnet"
"""


def test_jurisdictions_are_those_of_the_rulebooks() -> None:
    assert {"CN", "US", "PK"} <= set(exeat.jurisdictions())


def test_rows_come_back_in_their_order_with_verdicts_behind(table: pa.Table, mapping: str) -> None:
    swept = exeat.sweep(table, mapping, on=DAY, known_at=KNOWN, jurisdictions=CHINA)
    assert swept.num_rows == table.num_rows
    assert swept.select(table.column_names).equals(table)
    assert swept.column_names[table.num_columns :] == [
        "exeat_verdict",
        "exeat_CN",
        "exeat_CN_possible",
        "exeat_signature",
        "exeat_reject",
    ]
    verdicts = swept.column("exeat_verdict").to_pylist()
    rejects = swept.column("exeat_reject").to_pylist()
    assert {"prohibited", "undetermined"} <= set(verdicts)
    for verdict, reject in zip(verdicts, rejects):
        assert (verdict is None) == (reject is not None)
    assert rejects[17] is not None and "country" in rejects[17]


def test_columns_are_not_copied(table: pa.Table, mapping: str) -> None:
    batch = table.combine_chunks().to_batches()[0]
    swept = exeat.Sweeper(mapping, on=DAY, known_at=KNOWN, jurisdictions=CHINA).sweep(batch)
    before, after = batch.column("order").buffers(), swept.column("order").buffers()
    assert [one.address for one in before if one] == [one.address for one in after if one]


def test_batches_and_threads_change_nothing(table: pa.Table, mapping: str) -> None:
    def words(swept: pa.Table) -> list[object]:
        return swept.column("exeat_CN_possible").to_pylist()

    def sweep(rows: pa.Table, threads: int) -> pa.Table:
        return exeat.sweep(rows, mapping, on=DAY, known_at=KNOWN, jurisdictions=CHINA, threads=threads)

    whole = words(sweep(table, 1))
    chunks = pa.Table.from_batches(table.to_batches(max_chunksize=333))
    assert words(sweep(chunks, 1)) == whole
    assert words(sweep(table, 2)) == whole


def test_several_days_are_one_pass(table: pa.Table, mapping: str) -> None:
    days = ["2025-10-20", DAY]
    both = exeat.sweep(table, mapping, on=days, known_at=KNOWN, jurisdictions=CHINA)
    for day in days:
        alone = exeat.sweep(table, mapping, on=day, known_at=KNOWN, jurisdictions=CHINA)
        assert both.column(f"exeat_verdict_{day}").to_pylist() == alone.column("exeat_verdict").to_pylist()


def test_data_frames_of_polars_and_pandas_go_in(table: pa.Table, mapping: str) -> None:
    polars = pytest.importorskip("polars")
    pytest.importorskip("pandas")
    expected = exeat.sweep(table, mapping, on=DAY, known_at=KNOWN, jurisdictions=CHINA)
    frames = [polars.from_arrow(table), table.to_pandas()]
    for frame in frames:
        swept = exeat.sweep(frame, mapping, on=DAY, known_at=KNOWN, jurisdictions=CHINA)
        assert swept.column("exeat_verdict").to_pylist() == expected.column("exeat_verdict").to_pylist()
    back = polars.from_arrow(exeat.sweep(frames[0], mapping, on=DAY, known_at=KNOWN, jurisdictions=CHINA))
    assert back.height == table.num_rows


def test_what_is_wrong_is_told_with_its_place(table: pa.Table, mapping: str) -> None:
    with pytest.raises(exeat.InputError, match="line 3"):
        exeat.Sweeper('format = 1\n\ncolumns = "none"\n', on=DAY)
    with pytest.raises(exeat.InputError, match="no day"):
        exeat.Sweeper(mapping, on="15.12.2025")
    with pytest.raises(exeat.InputError, match="XX"):
        exeat.Sweeper(mapping, on=DAY, jurisdictions=["XX"])
    with pytest.raises(exeat.InputError, match="country"):
        exeat.sweep(table.drop_columns(["country"]), mapping, on=DAY)
    with pytest.raises(TypeError, match="Arrow"):
        exeat.sweep([1, 2, 3], mapping, on=DAY)


def test_one_transaction_is_determined() -> None:
    determination = exeat.check(DOCUMENT, known_at=KNOWN, jurisdictions=CHINA)
    assert determination["event_date"] == DAY
    assert determination["overall"] == determination["lines"][0]["verdicts"][0]["verdict"]
    with pytest.raises(exeat.InputError, match="line"):
        exeat.check("title = \"magnets\"\nshipment = 3\n")


def test_the_day_that_is_given_is_that_of_the_transaction() -> None:
    other = DOCUMENT.replace(DAY, "2021-06-01")
    undated = DOCUMENT.replace(f"date = {DAY}\n", "")
    stated = exeat.check(DOCUMENT, known_at=KNOWN)
    for document in [other, undated]:
        given = exeat.check(document, known_at=KNOWN, on=DAY)
        assert given["facts"] == stated["facts"]
        assert given["id"] == stated["id"]
    with pytest.raises(exeat.InputError, match="which day it leaves"):
        exeat.check(undated)


LIST = """\
{"id":"x-1","schema":"Company","caption":"Example Magnet Works Co.","properties":{"name":["Example Magnet Works Co."],"country":["sg"],"leiCode":["529900T8BM49AURSDO55"]},"datasets":["invented"]}
{"id":"x-2","schema":"Person","caption":"Ivan Primer","properties":{"name":["Ivan Primer"],"birthDate":["1971-03-09"]},"datasets":["invented"]}
"""


def test_parties_are_looked_for_on_lists(tmp_path) -> None:
    path = tmp_path / "invented.jsonl"
    path.write_text(LIST, encoding="utf-8")
    screener = exeat.Screener(path, today="2026-11-23")
    found = screener.screen(
        [
            "Example Magnet Works Company",
            {"name": "Primer, Ivan", "kind": "person", "birth_date": datetime.date(1971, 3, 9)},
            {"name": "Whoever Has This Number", "lei": "529900T8BM49AURSDO55"},
            "Nobody At All",
        ]
    )
    assert [one[0]["entry"] if one else None for one in found] == ["x-1", "x-2", "x-1", None]
    assert found[0][0]["score"] > 0.9
    assert found[0][0]["reasons"]
    about = screener.about()
    assert about["algorithm"].startswith("exeat-names-")
    assert about["editions"][0]["names"] == 2
    assert exeat.screen(["Ivan Primer"], [path])[0][0]["name"] == "Ivan Primer"


def test_without_lists_nobody_is_looked_for(tmp_path) -> None:
    with pytest.raises(exeat.InputError, match="no lists"):
        exeat.screen(["Ivan Primer"], [])
    path = tmp_path / "cut.jsonl"
    path.write_text(LIST[:-40], encoding="utf-8")
    with pytest.raises(exeat.InputError, match="line"):
        exeat.screen(["Ivan Primer"], path)
    path.write_text(LIST, encoding="utf-8")
    with pytest.raises(exeat.InputError, match="party 1"):
        exeat.screen([{"name": ""}], path)


def test_the_day_is_today_unless_given(table: pa.Table, mapping: str) -> None:
    today = datetime.date.today()
    given = exeat.sweep(table, mapping, on=today, jurisdictions=CHINA)
    assert exeat.sweep(table, mapping, jurisdictions=CHINA).equals(given)


def test_the_parties_of_rows_are_looked_for(parties: pa.Table, consolidated: Path, holdings: Path) -> None:
    asked: dict[str, Any] = {"on": LAW, "known_at": LOOKED, "jurisdictions": ["US"]}
    screener = exeat.Screener(consolidated, today=LOOKED)

    def verdicts(**more: Any) -> list[str]:
        return exeat.sweep(parties, PARTIES, **{**asked, **more})["exeat_US"].to_pylist()

    # Nobody looked, so that nobody is known not to be listed.
    assert verdicts() == ["undetermined"] * 3
    assert verdicts(screener=screener)[0] == "no_licence_required"
    assert verdicts(screener=screener)[1] == "undetermined", "a match that nobody decided is no answer"
    # On this day the law does not reach whom listed parties hold.
    assert verdicts(screener=screener)[2] == "no_licence_required"
    assert verdicts(screener=screener, holdings=[holdings])[2] == "no_licence_required"
    # On this one it does, and who is held by somebody who may be listed may be reached.
    assert verdicts(screener=screener, on=AFFILIATES) == ["undetermined"] * 3
    held = verdicts(screener=screener, holdings=[holdings], on=AFFILIATES)
    assert held == ["no_licence_required", "undetermined", "undetermined"]
    # What an old list does not name may have been added since.
    old = {"known_at": "2026-12-20"}
    late = exeat.sweep(parties, PARTIES, **{**asked, **old}, screener=screener)
    assert late["exeat_US"].to_pylist() == ["undetermined"] * 3
    assert exeat.sweep(
        parties, PARTIES, **{**asked, **old}, screener=screener, max_list_age=60
    )["exeat_US"].to_pylist()[0] == "no_licence_required"

    swept = exeat.sweep(parties, PARTIES, **asked, screener=screener)
    assert swept.schema == exeat.Sweeper(PARTIES, **asked, screener=screener).schema(parties.schema)
    said = swept["exeat_screening"].to_pylist()
    assert "Example Magnet Works" in said[1] and all(said)
    assert "exeat_screening" not in exeat.sweep(parties, PARTIES, **asked).column_names


def test_lists_of_no_known_day_settle_nothing(parties: pa.Table, consolidated: Path, undated: Path) -> None:
    def first(screener: exeat.Screener, known_at: str = LOOKED) -> str:
        swept = exeat.sweep(parties, PARTIES, on=LAW, known_at=known_at, jurisdictions=["US"], screener=screener)
        return swept["exeat_US"].to_pylist()[0]

    # How old a file is nobody knows who reads it anew in each process.
    assert first(exeat.Screener(undated, today=LOOKED)) == "undetermined"
    dated = exeat.Screener(undated, today=LOOKED, published=PUBLISHED)
    assert dated.about()["editions"][0]["published"] == PUBLISHED
    assert first(dated) == "no_licence_required"
    assert first(exeat.Screener(undated, today=LOOKED, published="2025-11-20")) == "undetermined"
    # What a file says itself stays.
    told = exeat.Screener(consolidated, today=LOOKED, published="2020-01-01")
    assert told.about()["editions"][0]["published"] == PUBLISHED
    # Nobody had it on the day before.
    assert first(exeat.Screener(consolidated, today=LOOKED), known_at="2026-11-19") == "undetermined"


def test_holdings_without_lists_are_refused(holdings: Path) -> None:
    with pytest.raises(exeat.InputError, match="holdings say nothing without lists"):
        exeat.Sweeper(PARTIES, holdings=[holdings])


def test_one_name_is_no_list_of_names(consolidated: Path) -> None:
    for one in ("Ivan Primer", b"Ivan Primer", {"name": "Ivan Primer"}):
        with pytest.raises(TypeError, match="write \\[party\\]"):
            exeat.screen(one, consolidated)  # type: ignore[arg-type]
