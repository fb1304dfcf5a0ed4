"""Plays one robot for tests: logs `count` events, every fifth of them twice, then flushes.

    python3 playing_robot.py URL SPOOL SUPID COUNT FLUSH_S

Prints a line for each event that log_event has taken, and at the end whether the spool is empty.
"""

import random
import sys
from datetime import datetime, timedelta

from pricelens_client import Pricelens

url, spool, supid, count, flush_s = sys.argv[1:6]
chance = random.Random(int(supid))
client = Pricelens(url, spool_dir=spool, timeout=2.0)

for number in range(int(count)):
    event = {
        "event_dt": datetime(2026, 11, 20, 9, 0) + timedelta(seconds=number),
        "supid": int(supid),
        "error_id": 8,
        "error_text": "FTP timeout",
        "stage": "load_ftp",
        "file_path": "ftp_backup/%s/%d.csv" % (supid, number),
        "idempotency_key": "%s-%d" % (supid, number),
    }
    for _ in range(2 if chance.random() < 0.2 else 1):
        client.log_event(**event)
    print("logged", number, flush=True)

print("flushing")
print("empty" if client.flush(float(flush_s)) else "not empty", flush=True)
