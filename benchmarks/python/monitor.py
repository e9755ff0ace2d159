"""Hears link events as users of pyroute2 do; reads and writes the lines of src/line-program.ts.

    monitor.py PRODUCER...

It is given fewer events than ours, for it takes its time, and what it costs is told for each.
"""

import json
import resource
import socket
import subprocess
import sys
import time

from pyroute2 import IPRoute

EVENTS = 2000
SO_RCVBUFFORCE = 33


def spent():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return (usage.ru_utime + usage.ru_stime) * 1e9


def hear():
    with IPRoute() as ipr:
        (index,) = ipr.link_lookup(ifname="parent")
        # Room for all of them, as nothing is read meanwhile.
        ipr.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, 64 << 20)
        ipr.bind()
        subprocess.run([*sys.argv[1:], str(EVENTS)], check=True)
        before, began = spent(), time.perf_counter_ns()
        heard = 0
        while True:
            for message in ipr.get():
                if message["event"] != "RTM_NEWLINK" or message["index"] != index:
                    continue
                heard += 1
                if message.get_attr("IFLA_IFALIAS") == "last":
                    if heard != EVENTS:
                        sys.exit(f"heard {heard} events of {EVENTS}")
                    return (time.perf_counter_ns() - began) / EVENTS, (spent() - before) / EVENTS


for line in sys.stdin:
    for _ in range(int(line)):
        elapsed, processor = hear()
    values = {"time": elapsed, "processor": processor}
    print(json.dumps({"items": 1, "values": values}), flush=True)
