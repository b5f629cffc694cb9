"""Shipments that cover what the law tells apart, made from a seed."""

from __future__ import annotations

import datetime
import json
import random
from pathlib import Path

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


# What a shipment of ordinary goods from the United States states, row after row.
OF_ALL_ROWS = """\
shipment.kind = "export"
shipment.from = "US"
shipment.destination = "SG"
shipment.transit-through = []
shipment.us-licence-exception = "none"
shipment.us-violation-known = false
end-use.purpose = ["civil"]
end-use.place = "SG"
end-use.us-restricted-uses = []
end-use.informed-by-bis = false
exporter.place = "US"
exporter.nationality = "US"
exporter.us-diversion-address = false
importer.place = "SG"
importer.nationality = "SG"
importer.us-diversion-address = false
end-user.place = "SG"
end-user.nationality = "SG"
end-user.headquarters = "SG"
end-user.government-body = false
end-user.us-diversion-address = false
item.kind = "goods"
item.form = "equipment"
item.origin = "US"
item.made-in = "US"
item.eccn = "EAR99"
item.us-controls = []
item.us-exclusion = "none"
item.made-with-chinese-rare-earth-technology = false
item.dual-use = true
"""

PARTIES = (
    "format = 1\n[constants]\n"
    + OF_ALL_ROWS
    + """
[[column]]
name = "date"
fact = "shipment.date"

[[column]]
name = "seller"
party = "exporter"

[[column]]
name = "buyer"
party = "importer"

[[column]]
name = "user"
party = "end-user"
"""
)

# Rows by their end user: on no list, on the Entity List by another spelling, held by somebody who is blocked.
USERS = ["Impeller House Singapore", "Example Magnet Works Company", "Owned By Listed Pte"]
# When the lists were published, from when one looks, and the day whose law is applied.
PUBLISHED, LOOKED, LAW = "2026-11-20", "2026-11-20", "2026-10-05"
# A day on which the law of the United States reaches whom listed parties hold.
AFFILIATES = "2025-10-15"


@pytest.fixture(scope="session")
def consolidated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Consolidated Screening List with somebody invented on each of the lists that rules ask for."""
    entities = "Entity List (EL) - Bureau of Industry and Security"
    listed = [
        (entities, "Example Magnet Works Co."),
        ("Denied Persons List (DPL) - Bureau of Industry and Security", "Nobody Denied Inc"),
        ("Unverified List (UVL) - Bureau of Industry and Security", "Unseen Freight LLC"),
        ("Military End User (MEU) List - Bureau of Industry and Security", "Invented Arsenal"),
        ("Specially Designated Nationals (SDN) - Treasury Department", "Invented Turbines Holding"),
    ]
    entries = [
        {"id": str(number), "entity_number": str(number), "source": source, "name": name}
        for number, (source, name) in enumerate(listed, start=101)
    ]
    entries[0] |= {"license_requirement": "For all items subject to the EAR.", "start_date": "2025-03-25"}
    path = tmp_path_factory.mktemp("lists") / "csl.json"
    updated = {"source": entities, "source_last_updated": f"{PUBLISHED}T00:00:00+00:00"}
    path.write_text(
        json.dumps(
            {
                "search_performed_at": f"{PUBLISHED}T06:00:00Z",
                "sources_used": [updated],
                "total": len(entries),
                "results": entries,
            }
        )
    )
    return path


@pytest.fixture(scope="session")
def undated(consolidated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same list as CSV, which does not say when it was published."""
    path = tmp_path_factory.mktemp("flat") / "consolidated.csv"
    rows = json.loads(consolidated.read_text())["results"]
    lines = ["source,entity_number,type,name,alt_names,addresses,license_requirement,start_date"]
    for row in rows:
        fields = [row["source"], row["entity_number"], "", row["name"], "", ""]
        fields += [row.get("license_requirement", ""), row.get("start_date", "")]
        lines.append(",".join(f'"{field}"' for field in fields))
    path.write_text("\n".join(lines) + "\n")
    return path


@pytest.fixture(scope="session")
def holdings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Who holds whom: of all but one of the parties natural persons hold everything."""
    path = tmp_path_factory.mktemp("holdings") / "holdings.csv"
    path.write_text(
        "owner,owned,share,owner_is\n"
        "A Founder,Buckeye Spindle Corporation,100,person\n"
        "B Founder,Impeller House Singapore,100,person\n"
        "Invented Turbines Holding,Owned By Listed Pte,60,\n"
        "C Founder,Owned By Listed Pte,40,person\n"
    )
    return path


@pytest.fixture(scope="session")
def parties() -> pa.Table:
    rows = len(USERS)
    return pa.table(
        {
            "date": pa.array([datetime.date(2026, 11, 19)] * rows, pa.date32()),
            "seller": pa.array(["Buckeye Spindle Corporation"] * rows),
            "buyer": pa.array([USERS[0]] * rows),
            "user": pa.array(USERS),
        }
    )
