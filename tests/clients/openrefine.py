"""Reconciles a column as OpenRefine does: the reconciler of PyPI, unchanged.

    python tests/clients/openrefine.py http://127.0.0.1:7326/reconcile NAME

NAME stands on a list in force.
"""

import sys

import pandas
from reconciler import reconcile

endpoint, name = sys.argv[1], sys.argv[2]
column = pandas.Series([name, name.upper()])
found = reconcile(column, reconciliation_endpoint=endpoint)
assert len(found) == 2, found
assert found["match"].all() and (found["score"] >= 95).all(), found
assert found["name"].notna().all() and found["id"].str.contains("/").all(), found
every = reconcile(column, type_id="Organization", top_res="all", reconciliation_endpoint=endpoint)
assert len(every) >= 2, every
print("reconciler: all well")
