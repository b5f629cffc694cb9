#!/usr/bin/env python3
"""Exeat, nomenklatura's logic-v2 and rapidfuzz on the same queries over the same names, in one run.

    exeat lists import …                 # the lists to be searched, in the data folder
    pip install nomenklatura rapidfuzz
    python3 crates/bench/peers/screening.py --exeat target/release/exeat --data "$EXEAT_DATA"

Queries are listed people's and companies' names with two neighbouring letters swapped; the right
answer is the entry that the name was taken from, or another entry with the very same name. A peer
that is not installed is skipped, and said to be.

- rapidfuzz compares a query with all names (`process.extract`, Jaro-Winkler, and `WRatio`, after
  its own `default_process`).
- logic-v2 has no index of its own; its server asks a search engine for candidates. Here candidates
  are the 20 entities of which rapidfuzz finds a name most alike, and the time of finding them is
  not counted. Its cache is emptied of nothing: every query is an entity of its own.
- Exeat is started as a command that reads the queries from a file; starting it and opening its index
  is counted.
"""

import argparse
import csv
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def editions(data: Path):
    """Entries of the editions in force."""
    for folder in sorted((data / "lists" / "editions").glob("*/*")):
        with open(folder / "entries.jsonl", encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)


def slipped(name: str, place: int) -> str:
    letters = list(name)
    if len(letters) > 4:
        place = 1 + place % (len(letters) - 3)
        letters[place], letters[place + 1] = letters[place + 1], letters[place]
    return "".join(letters)


def say(name: str, queries: int, seconds: float, right: int, note: str = "") -> None:
    rate = queries / seconds if seconds else 0.0
    print(
        f"{name:32} {queries:6} queries  {rate:10.1f} a second  "
        f"right entry among the first five {right / queries:6.3f}  {note}",
        flush=True,
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--exeat", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--queries", type=int, default=300)
    options = parser.parse_args()

    names, kinds = [], []
    owners = {}
    entities = []
    for number, entry in enumerate(editions(options.data)):
        entities.append(entry)
        for name in entry["names"]:
            names.append((name["text"], number))
            owners.setdefault(name["text"].casefold(), set()).add(number)
    wanted = [
        (text, number)
        for text, number in names
        if entities[number]["kind"] in ("person", "organisation") and text.isascii() and len(text) > 8
    ]
    random.Random(7).shuffle(wanted)
    wanted = wanted[: options.queries]
    queries = [
        (slipped(text, place), owners[text.casefold()], entities[number]["kind"])
        for place, (text, number) in enumerate(wanted)
    ]
    print(f"{len(names)} names of {len(entities)} entries; {os.cpu_count()} processors", flush=True)
    by_id = {}
    for number, entry in enumerate(entities):
        by_id.setdefault((entry["list"], entry["id"]), set()).add(number)

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "queries.csv"
        with open(path, "w", newline="", encoding="utf-8") as file:
            rows = csv.writer(file)
            rows.writerow(["id", "name", "kind"])
            rows.writerows((place, text, kind) for place, (text, _, kind) in enumerate(queries))
        command = [options.exeat, "screen", "--file", path, "--format", "jsonl"]
        environment = dict(os.environ, EXEAT_DATA=str(options.data))
        subprocess.run(command, env=environment, check=True, capture_output=True)
        start = time.perf_counter()
        done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
        seconds = time.perf_counter() - start
        right = 0
        for line in done.stdout.splitlines():
            answer = json.loads(line)
            if "id" not in answer:
                continue
            found = set()
            for match in answer["matches"][:5]:
                label = match["list"].rsplit("/", 1)[-1]
                found |= by_id.get((label, match["entry"]), set())
            right += bool(found & queries[int(answer["id"])][1])
        say("exeat, the whole command", len(queries), seconds, right)

    try:
        from rapidfuzz import fuzz, process, utils
        from rapidfuzz.distance import JaroWinkler
    except ImportError:
        print("skipped: rapidfuzz is not installed")
        return 0
    processed = [utils.default_process(text) for text, _ in names]
    candidates = []
    for scorer, called in ((JaroWinkler.similarity, "rapidfuzz Jaro-Winkler, all"), (fuzz.WRatio, "rapidfuzz WRatio, all")):
        part = queries if called.startswith("rapidfuzz Jaro") else queries[: min(len(queries), 60)]
        right, start = 0, time.perf_counter()
        for text, owner, _ in part:
            best = process.extract(
                utils.default_process(text), processed, scorer=scorer, processor=None, limit=40
            )
            found = []
            for _, _, place in best:
                if names[place][1] not in found:
                    found.append(names[place][1])
            right += bool(set(found[:5]) & owner)
            if scorer is JaroWinkler.similarity:
                candidates.append(found[:20])
        say(called, len(part), time.perf_counter() - start, right)

    try:
        from followthemoney import model
        from nomenklatura.matching import get_algorithm
    except ImportError:
        print("skipped: nomenklatura is not installed")
        return 0
    algorithm = get_algorithm("logic-v2")
    config = algorithm.default_config()
    schemata = {"person": "Person", "organisation": "Organization", "vessel": "Vessel"}

    def entity(name: str, texts: list[str], kind: str):
        properties = {"name": texts}
        return model.get_proxy(
            {"id": name, "schema": schemata.get(kind, "LegalEntity"), "properties": properties}
        )

    listed = {}
    pairs, right, start = 0, 0, time.perf_counter()
    for place, (text, owner, kind) in enumerate(queries):
        query = entity(f"q-{place}", [text], kind)
        scored = []
        for number in candidates[place]:
            if number not in listed:
                one = entities[number]
                texts = [name["text"] for name in one["names"]]
                listed[number] = entity(f"l-{number}", texts, one["kind"])
            pairs += 1
            scored.append((algorithm.compare(query, listed[number], config).score, number))
        scored.sort(reverse=True)
        best = {number for score, number in scored[:5] if score >= 0.7}
        right += bool(best & owner)
    seconds = time.perf_counter() - start
    say("nomenklatura logic-v2, 20 each", len(queries), seconds, right, f"{pairs} pairs")
    return 0


if __name__ == "__main__":
    sys.exit(main())
