from pathlib import Path

import pyarrow as pa

class InputError(ValueError):
    """An input could not be read or is wrong."""

def check(
    document: str,
    *,
    json_document: bool,
    on: str | None,
    known_at: str,
    jurisdictions: list[str],
    rulebooks: Path | None,
    proof: bool,
) -> str: ...
def jurisdictions(rulebooks: Path | None = None) -> list[str]: ...

class Screener:
    def __init__(
        self,
        lists: list[Path],
        *,
        mappings: list[str],
        today: str,
        published: str | None,
        mode: str,
        threshold: str,
    ) -> None: ...
    def about(self) -> str: ...
    def screen(self, parties: list[str]) -> list[str]: ...

class Sweeper:
    def __init__(
        self,
        mapping: str,
        *,
        on: list[str],
        known_at: str,
        jurisdictions: list[str],
        rulebooks: Path | None,
        threads: int,
        screener: Screener | None,
        max_list_age: int,
        holdings: list[Path],
    ) -> None: ...
    def sweep(self, batch: pa.RecordBatch) -> pa.RecordBatch: ...
    def schema(self, schema: pa.Schema) -> pa.Schema: ...
    def work(self) -> tuple[int, int, int]: ...
    def rulebook_digests(self) -> list[str]: ...
