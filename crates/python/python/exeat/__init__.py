"""The open export-control engine: may it leave, under which law, and which facts would decide.

    >>> import exeat
    >>> determination = exeat.check(open("consignment.toml").read(), known_at="2026-11-22")
    >>> determination["overall"]
    'undetermined'

`check` determines one transaction, `sweep` a table of them, `screen` looks for parties on lists. `exeat.spark` does
what `sweep` does on a cluster.
"""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Union

import pyarrow as pa

from ._exeat import InputError, Screener as _Screener, Sweeper as _Sweeper
from ._exeat import check as _check
from ._exeat import jurisdictions as _jurisdictions

__all__ = ["InputError", "Screener", "Sweeper", "check", "jurisdictions", "screen", "sweep"]

Day = Union[str, datetime.date]
Folder = Union[str, "os.PathLike[str]"]


def _day(day: Day) -> str:
    return day if isinstance(day, str) else day.isoformat()[:10]


def _known_at(known_at: Day | None) -> str:
    return _day(datetime.date.today() if known_at is None else known_at)


def _folder(rulebooks: Folder | None) -> Path | None:
    return None if rulebooks is None else Path(rulebooks)


def jurisdictions(rulebooks: Folder | None = None) -> list[str]:
    """The codes of the jurisdictions that the rulebooks know: those compiled in, or those of a folder."""
    return _jurisdictions(_folder(rulebooks))


def check(
    document: str | Mapping[str, Any],
    *,
    on: Day | None = None,
    known_at: Day | None = None,
    jurisdictions: Sequence[str] = (),
    rulebooks: Folder | None = None,
    proof: bool = True,
) -> dict[str, Any]:
    """Determines one transaction.

    `document` is a transaction document: TOML as text, or the same as a dictionary. `on` is the day of the event
    where the document does not state it, and the day whose law is applied; `known_at` the day from which one looks,
    today unless given. Returns the determination, as `exeat check --format json` prints it. Raises `InputError`
    where the document is wrong.
    """
    text = document if isinstance(document, str) else json.dumps(document)
    determination: dict[str, Any] = json.loads(
        _check(
            text,
            json_document=not isinstance(document, str),
            on=None if on is None else _day(on),
            known_at=_known_at(known_at),
            jurisdictions=list(jurisdictions),
            rulebooks=_folder(rulebooks),
            proof=proof,
        )
    )
    return determination


class Sweeper:
    """Goes through record batches of one schema, and remembers what it decided.

    `mapping` is the text of a mapping (see `exeat sweep --infer`), `on` the day whose law is applied, today unless
    given, or several, for which all rows are decided in one pass. Each batch comes back with the same rows and columns, and behind them

    - `exeat_verdict`: the overall verdict, such as `licence_required`; nothing where the row could not be read;
    - `exeat_CN`, `exeat_US`, …: the verdict under each jurisdiction, and `exeat_CN_possible`, …: the verdicts that
      remain possible, worst first;
    - `exeat_signature`: rows with the same number differ in nothing that the law asks about. Numbers are this
      sweeper's own;
    - `exeat_reject`: why the row could not be read.

    With a `screener`, the parties of the rows are looked for on its lists, as `exeat sweep` does: nobody found in an
    edition of the list's own publisher that is not older than `max_list_age` days is known not to be listed, and
    whoever may be listed is an open question. `holdings` are files that say who holds which share of whom.
    `exeat_screening` says on which lists was looked, and who was found. The `mode` and `threshold` of the screener are
    for `screen`: rows are looked for as by the command, so that both say the same. Without a screener nobody is looked
    for.

    With several days each name ends in its day: `exeat_verdict_2025-10-09`.
    """

    def __init__(
        self,
        mapping: str,
        *,
        on: Day | Sequence[Day] | None = None,
        known_at: Day | None = None,
        jurisdictions: Sequence[str] = (),
        rulebooks: Folder | None = None,
        threads: int = 1,
        screener: Screener | None = None,
        max_list_age: int = 7,
        holdings: Sequence[Folder] = (),
    ) -> None:
        if on is None:
            on = datetime.date.today()
        days = [on] if isinstance(on, (str, datetime.date)) else list(on)
        self._inner = _Sweeper(
            mapping,
            on=[_day(day) for day in days],
            known_at=_known_at(known_at),
            jurisdictions=list(jurisdictions),
            rulebooks=_folder(rulebooks),
            threads=threads,
            screener=None if screener is None else screener._inner,
            max_list_age=max_list_age,
            holdings=[Path(file) for file in holdings],
        )

    def schema(self, schema: pa.Schema) -> pa.Schema:
        """The schema of what comes out for batches of this schema."""
        return self._inner.schema(schema)

    def sweep(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """The batch with its verdicts. The columns that it had are not copied."""
        return self._inner.sweep(batch)

    def work(self) -> dict[str, int]:
        """What the rows took so far: signatures met, verdicts that facts left open, and how many of these were new."""
        signatures, left_open, decided = self._inner.work()
        return {"signatures": signatures, "left_open": left_open, "decided": decided}

    def rulebook_digests(self) -> list[str]:
        """The digests of the rulebooks applied, day after day."""
        return self._inner.rulebook_digests()


def sweep(
    table: Any,
    mapping: str,
    *,
    on: Day | Sequence[Day] | None = None,
    known_at: Day | None = None,
    jurisdictions: Sequence[str] = (),
    rulebooks: Folder | None = None,
    threads: int = 1,
    screener: Screener | None = None,
    max_list_age: int = 7,
    holdings: Sequence[Folder] = (),
) -> pa.Table:
    """The table with its verdicts.

    `table` is anything that speaks the Arrow C stream interface: a `pyarrow.Table` or `RecordBatchReader`, a polars
    or pandas data frame, a DuckDB result. It is taken without a copy. What is added is told at `Sweeper`.
    """
    sweeper = Sweeper(
        mapping,
        on=on,
        known_at=known_at,
        jurisdictions=jurisdictions,
        rulebooks=rulebooks,
        threads=threads,
        screener=screener,
        max_list_age=max_list_age,
        holdings=holdings,
    )
    reader = _reader(table)
    batches = [sweeper.sweep(batch) for batch in reader]
    return pa.Table.from_batches(batches, sweeper.schema(reader.schema))


class Screener:
    """Lists of restricted parties, ready to be searched.

    `lists` are the files of publishers: the Consolidated Screening List, OFAC's, the EU's, the UK's, the UN's, or
    FollowTheMoney JSON lines; others by the texts of `mappings`. Nothing is kept; a file that is cut off is refused.
    `threshold` is the score from which on an entry is told, `mode` one of `strict`, `balanced` and `ofac`.

    `published` is the day on which those of the files were published that do not say it themselves, such as the
    Consolidated Screening List as CSV. Without it nobody knows how old they are, so that it settles nothing for the
    parties of a table that nobody is found on them; `about()["editions"]` says which day is known of each.
    """

    def __init__(
        self,
        lists: Sequence[Folder] | Folder,
        *,
        mappings: Sequence[str] = (),
        mode: str = "balanced",
        threshold: float = 0.825,
        today: Day | None = None,
        published: Day | None = None,
    ) -> None:
        files = [lists] if isinstance(lists, (str, os.PathLike)) else list(lists)
        self._inner = _Screener(
            [Path(file) for file in files],
            mappings=list(mappings),
            today=_known_at(today),
            published=None if published is None else _day(published),
            mode=mode,
            threshold=f"{threshold:.4f}",
        )

    def about(self) -> dict[str, Any]:
        """By which algorithm, from which score on, and in which editions of which age is looked."""
        about: dict[str, Any] = json.loads(self._inner.about())
        return about

    def screen(self, parties: Iterable[str | Mapping[str, Any]]) -> list[list[dict[str, Any]]]:
        """For each party the entries that it may be, best first.

        A party is a name, or a dictionary with `name` and what else is known: `kind` (person, organisation, vessel),
        `birth_date`, `country`, `address`, and numbers: `identifiers`, or `lei`, `imo`, `tax_number` and so on. Each
        entry has `score`, `list`, `entry`, `name`, `evidence` and `reasons`.
        """
        if isinstance(parties, (str, bytes, Mapping)):
            raise TypeError("parties is a list of names and dictionaries: for one party write [party]")
        asked = [json.dumps(_fields(party, number)) for number, party in enumerate(parties, start=1)]
        return [json.loads(answer) for answer in self._inner.screen(asked)]


def _fields(party: Any, number: int) -> dict[str, str]:
    if isinstance(party, str):
        return {"name": party}
    if not isinstance(party, Mapping):
        raise TypeError(f"party {number} is neither a name nor a dictionary but a {type(party).__name__}")
    for key in ("name", "full_name", "party"):
        if not isinstance(party.get(key, ""), (str, type(None))):
            raise TypeError(f"party {number}: `{key}` is no text")
    return {key: _text(value) for key, value in party.items() if value is not None}


def _text(value: Any) -> str:
    if isinstance(value, datetime.date):
        return _day(value)
    if isinstance(value, (list, tuple, set)):
        return "; ".join(str(one) for one in value)
    return str(value)


def screen(
    parties: Iterable[str | Mapping[str, Any]],
    lists: Sequence[Folder] | Folder,
    *,
    mappings: Sequence[str] = (),
    mode: str = "balanced",
    threshold: float = 0.825,
    today: Day | None = None,
) -> list[list[dict[str, Any]]]:
    """Looks for parties on lists: for each party the entries that it may be. What is told is said at `Screener`, which
    also looks more than once without reading the lists again."""
    screener = Screener(lists, mappings=mappings, mode=mode, threshold=threshold, today=today)
    return screener.screen(parties)


def _reader(table: Any) -> pa.RecordBatchReader:
    if isinstance(table, pa.RecordBatchReader):
        return table
    if isinstance(table, pa.RecordBatch):
        return pa.RecordBatchReader.from_batches(table.schema, [table])
    if hasattr(table, "__arrow_c_stream__"):
        return pa.RecordBatchReader.from_stream(table)
    raise TypeError(
        f"{type(table).__name__} does not speak the Arrow C stream interface; pass a pyarrow table, or a data frame "
        "of polars or of pandas 2.2 or later"
    )
