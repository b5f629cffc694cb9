"""Lists of parties, read once in each process of a cluster.

A module of its own, because a task finds what it needs by the name of a module, and `python -m exeat.spark` has no
name there.
"""

from __future__ import annotations

import functools

from . import Screener


@functools.lru_cache(maxsize=2)
def screener(files: tuple[str, ...], mappings: tuple[str, ...], today: str, published: str | None) -> Screener:
    """The lists, read once: tasks come and go."""
    return Screener(files, mappings=mappings, today=today, published=published)
