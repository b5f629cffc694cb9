"""Asks the service as a client of OpenSanctions does: yente-client, unchanged, from its package registry.

    python tests/clients/yente.py http://127.0.0.1:7326 NAME

NAME stands on a list in force. Ends with an error at the first thing that is not as the client expects it.
"""

import sys

from yente_client import Client, NotFoundError
from yente_client.entities import Company, LegalEntity, Person

base, name = sys.argv[1], sys.argv[2]
with Client(base_url=base, api_key=sys.argv[3] if len(sys.argv) > 3 else None) as client:
    assert client.healthz().status == "ok"
    assert client.readyz().status == "ok"
    catalog = client.datasets()
    assert catalog.current and all(one.load for one in catalog.datasets), catalog
    algorithms = client.algorithms()
    assert algorithms.default in [one.name for one in algorithms.algorithms]

    found = client.match(LegalEntity(name=name))
    assert found.top is not None and found.top.match, found
    assert found.matches and found.total.value >= 1
    assert any(part.score and part.detail for part in found.top.explanations.values()), found.top
    nobody = client.match(Company(name="Quxwark Zyblom"))
    assert nobody.results == [] and nobody.total.value == 0, nobody

    # Filters of the client: one list alone, without one entry, and a list that is not there.
    one_list = found.top.datasets[0].rsplit("/", 1)[-1]
    assert client.match(LegalEntity(name=name), datasets=[one_list]).top is not None
    without = client.match(LegalEntity(name=name), exclude_entities=[found.top.id])
    assert found.top.id not in [one.id for one in without.results]
    try:
        client.match(LegalEntity(name=name), datasets=["no-such-list"])
        raise SystemExit("a list that is not there was looked at")
    except NotFoundError:
        pass

    # Many at once, as a batch does it.
    many = [(str(at), Person(name=f"Nobody Atall {at}")) for at in range(20)] + [("hit", LegalEntity(name=name))]
    results = dict(client.match_iter(many, workers=4))
    assert len(results) == 21 and results["hit"].top.id == found.top.id
print("yente-client: all well")
