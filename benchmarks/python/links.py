"""Lists links as users of pyroute2 do; reads and writes the lines of src/line-program.ts."""

import json
import sys
import time

from pyroute2 import IPRoute

with IPRoute() as ipr:
    for line in sys.stdin:
        runs = int(line)
        began, spent = time.perf_counter_ns(), time.process_time_ns()
        for _ in range(runs):
            items = len(ipr.get_links())
        values = {
            "time": (time.perf_counter_ns() - began) / runs,
            "processor": (time.process_time_ns() - spent) / runs,
        }
        print(json.dumps({"items": items, "values": values}), flush=True)
