import { openTransport, RtnlSync, type SyncTransport } from '@iplink-ts/rtnetlink';
import { guards, prepare } from './operations.ts';

/**
 * Does a guarded operation some times, in the namespace that it is in, and prints how many calls of the addon and how
 * many datagrams each took:
 *
 *     node job.js OPERATION TIMES
 */
const [name = '', times = ''] = process.argv.slice(2);
const guard = Object.entries(guards).find(([wanted]) => wanted === name)?.[1];
if (guard === undefined) throw new Error(`no guarded operation ${name}`);

const socket = openTransport();
const counted = { calls: 0, datagrams: 0 };
const counting: SyncTransport = {
  port: socket.port,
  receiveBuffer: socket.receiveBuffer,
  send: (datagram) => {
    counted.calls++;
    socket.send(datagram);
  },
  receive: (into, timeout) => {
    counted.calls++;
    const length = socket.receive(into, timeout);
    if (length > 0 && length <= into.length) counted.datagrams++;
    return length;
  },
  close: () => socket.close(),
};

prepare();
using rtnl = new RtnlSync(counting);
for (let turn = 0; turn < Number(times); turn++) guard.run(rtnl, turn);
console.log(JSON.stringify(counted));
