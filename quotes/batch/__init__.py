"""Batches: a run over many articles by a pool of workers, kept in a store, resumed by itself.

Batch       a run in a report folder (`run.py`)
RunStore    what is kept of it: runs, articles, decisions (`store.py`)
Workers     processes that audit whole articles (`workers.py`)
"""

from quotes.batch.run import LIMIT, Batch, Event
from quotes.batch.run_store import RunStore, store_path

__all__ = ["LIMIT", "Batch", "Event", "RunStore", "store_path"]
