"""Shipments that cover what the law tells apart, made from a seed."""

from __future__ import annotations

import datetime
import random

import pyarrow as pa
import pytest

MAPPING = """\
format = 1

[constants]
shipment.kind = "export"
shipment.from = "CN"
exporter.place = "CN"

[[column]]
name = "date"
fact = "shipment.date"

[[column]]
name = "country"
fact = "shipment.destination"

[[column]]
name = "form"
fact = "item.form"

[[column]]
name = "family"
fact = "item.magnet-family"

[[column]]
name = "dysprosium"
fact = "item.content.Dy"
unit = "%"

[[column]]
name = "listed"
fact = "end-user.on-cn-control-list"

[[column]]
name = "military"
fact = "end-user.military-user"
"""


@pytest.fixture(scope="session")
def mapping() -> str:
    return MAPPING


def shipments(rows: int, seed: int = 1) -> pa.Table:
    """A table whose columns are text, days and yes or no, with gaps, and here and there a row that cannot be read."""
    chance = random.Random(seed)
    first = datetime.date(2025, 9, 1)

    def pick(choices: list[str], gaps: float) -> str | None:
        return None if chance.random() < gaps else chance.choice(choices)

    dates = [first + datetime.timedelta(days=100 + chance.randrange(20)) for _ in range(rows)]
    countries = [pick(["DE", "JP", "US"], 0.0) for _ in range(rows)]
    for row in range(17, rows, 1009):
        countries[row] = "nowhere"
    return pa.table(
        {
            "order": pa.array([f"{row:08}" for row in range(rows)]),
            "date": pa.array(dates, pa.date32()),
            "country": pa.array(countries).dictionary_encode(),
            "form": pa.array([pick(["permanent-magnet-material", "oxide"], 0.0) for _ in range(rows)]),
            "family": pa.array([pick(["NdFeB"], 0.5) for _ in range(rows)]),
            "dysprosium": pa.array([pick(["0.05", "1.2"], 0.3) for _ in range(rows)]),
            "listed": pa.array([pick(["yes", "no"], 0.0) for _ in range(rows)]),
            "military": pa.array([pick(["no"], 0.2) for _ in range(rows)]),
        }
    )


@pytest.fixture(scope="session")
def table() -> pa.Table:
    return shipments(3_000)
