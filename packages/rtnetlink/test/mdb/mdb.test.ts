import test from 'ava';
import { EncodeError, Writer } from '../../src/bytes/writer.ts';
import { groupAddress } from '../../src/mdb/address.ts';
import { type Mdb, type MdbRequestMessage, mdbMessage, mdbRequestMessage } from '../../src/mdb/mdb.ts';
import { check, type Golden } from '../golden.ts';

const header = { family: 7, ifindex: 2 } as const;
const entry = { port: 4, state: 'permanent', flags: [], vid: 0 } as const;

/** Requests of iproute2 6.1.0, as strace shows them. */
const requests: readonly Golden<MdbRequestMessage>[] = [
  {
    command: 'bridge mdb add dev br0 port p0 grp 239.1.1.1 permanent',
    bytes: `
      38000000 5400 0506 9b370a6b 00000000 # nlmsghdr: RTM_NEWMDB
      07000000 02000000              # br_port_msg
      2000 0100                      # MDBA_SET_ENTRY: br_mdb_entry
        04000000 01 00 0000 ef010101000000000000000000000000 0800 0000
    `,
    value: { ...header, entry: { ...entry, address: '239.1.1.1' } },
  },
  {
    command: 'bridge mdb add dev br0 port p0 grp ff05::1 src 2001:db8::1 temp',
    bytes: `
      50000000 5400 0506 9b370a6b 00000000 # nlmsghdr: RTM_NEWMDB
      07000000 02000000              # br_port_msg
      2000 0100                      # MDBA_SET_ENTRY: br_mdb_entry
        04000000 00 00 0000 ff050000000000000000000000000001 86dd 0000
      1800 0280                      # MDBA_SET_ENTRY_ATTRS
        1400 0100 20010db8000000000000000000000001 # MDBE_ATTR_SOURCE
    `,
    value: {
      ...header,
      entry: { ...entry, state: 'temporary', address: 'ff05::1' },
      attrs: { source: '2001:db8::1' },
    },
  },
  {
    command: 'bridge mdb add dev br0 port p0 grp 01:00:00:00:00:05 permanent',
    bytes: `
      38000000 5400 0506 9b370a6b 00000000 # nlmsghdr: RTM_NEWMDB
      07000000 02000000              # br_port_msg
      2000 0100                      # MDBA_SET_ENTRY: br_mdb_entry
        04000000 01 00 0000 01000000000500000000000000000000 0000 0000
    `,
    value: { ...header, entry: { ...entry, address: '01:00:00:00:00:05' } },
  },
  {
    command: 'bridge mdb add dev br0 port p0 grp 239.1.1.2 src 192.0.2.1 vid 5',
    bytes: `
      44000000 5400 0506 9b370a6b 00000000 # nlmsghdr: RTM_NEWMDB
      07000000 02000000              # br_port_msg
      2000 0100                      # MDBA_SET_ENTRY: br_mdb_entry
        04000000 00 00 0500 ef010102000000000000000000000000 0800 0000
      0c00 0280                      # MDBA_SET_ENTRY_ATTRS
        0800 0100 c0000201           #   MDBE_ATTR_SOURCE
    `,
    value: {
      ...header,
      entry: { ...entry, state: 'temporary', vid: 5, address: '239.1.1.2' },
      attrs: { source: '192.0.2.1' },
    },
  },
  {
    command: 'bridge mdb del dev br0 port p0 grp 239.1.1.1',
    bytes: `
      38000000 5500 0500 9b370a6b 00000000 # nlmsghdr: RTM_DELMDB
      07000000 02000000              # br_port_msg
      2000 0100                      # MDBA_SET_ENTRY: br_mdb_entry
        04000000 00 00 0000 ef010101000000000000000000000000 0800 0000
    `,
    value: { ...header, entry: { ...entry, state: 'temporary', address: '239.1.1.1' } },
  },
  {
    command: 'bridge mdb show',
    bytes: `
      18000000 5600 0103 9b370a6b 00000000 # nlmsghdr: RTM_GETMDB
      07000000 00000000              # br_port_msg
    `,
    value: { family: 7, ifindex: 0 },
  },
];

/** A message of Linux 6.18, on a bridge with IGMP version 3, whose members of link-local groups are left out. */
const reported: Golden<Mdb> = {
  command: 'bridge -d mdb show',
  bytes: `
    fc000000 5600 0200 01000000 115b0000 # nlmsghdr: RTM_GETMDB, as kernels do
    07000000 02000000                # br_port_msg
    b800 0100                        # MDBA_MDB
      3400 0100 3000 0100            #   MDBA_MDB_ENTRY: MDBA_MDB_ENTRY_INFO: br_mdb_entry
        04000000 01 00 0000 01000000000500000000000000000000 0000 0000
        0800 0100 00000000           #     MDBA_MDB_EATTR_TIMER
        0500 0500 04 000000          #     MDBA_MDB_EATTR_RTPROT
      4400 0100 4000 0100            #   MDBA_MDB_ENTRY: MDBA_MDB_ENTRY_INFO: br_mdb_entry
        04000000 00 00 0000 ef010102000000000000000000000000 0800 0000
        0800 0100 21650000           #     MDBA_MDB_EATTR_TIMER
        0800 0400 c0000201           #     MDBA_MDB_EATTR_SOURCE
        0500 0500 04 000000          #     MDBA_MDB_EATTR_RTPROT
        0500 0300 01 000000          #     MDBA_MDB_EATTR_GROUP_MODE
      3c00 0100 3800 0100            #   MDBA_MDB_ENTRY: MDBA_MDB_ENTRY_INFO: br_mdb_entry
        04000000 01 00 0000 ef010101000000000000000000000000 0800 0000
        0800 0100 00000000           #     MDBA_MDB_EATTR_TIMER
        0500 0500 04 000000          #     MDBA_MDB_EATTR_RTPROT
        0500 0300 00 000000          #     MDBA_MDB_EATTR_GROUP_MODE
    2c00 0200 2800 0100              # MDBA_ROUTER: MDBA_ROUTER_PORT
      04000000                       #   ifindex
      0800 0100 00000000             #   MDBA_ROUTER_PATTR_TIMER
      0500 0200 02 000000            #   MDBA_ROUTER_PATTR_TYPE
      0800 0300 00000000             #   MDBA_ROUTER_PATTR_INET_TIMER
      0800 0400 00000000             #   MDBA_ROUTER_PATTR_INET6_TIMER
  `,
  value: {
    ...header,
    mdb: {
      entry: [
        { info: [{ ...entry, address: '01:00:00:00:00:05', timer: 0, rtprot: 4 }] },
        {
          info: [
            {
              ...entry,
              state: 'temporary',
              address: '239.1.1.2',
              timer: 25_889,
              source: '192.0.2.1',
              rtprot: 4,
              groupMode: 'include',
            },
          ],
        },
        { info: [{ ...entry, address: '239.1.1.1', timer: 0, rtprot: 4, groupMode: 'exclude' }] },
      ],
    },
    router: { port: [{ ifindex: 4, timer: 0, type: 'perm', inetTimer: 0, inet6Timer: 0 }] },
  },
};

for (const golden of requests)
  test(golden.command, (t) =>
    check<MdbRequestMessage>(t, { body: mdbRequestMessage, headerLength: 8, isRequest: true }, golden),
  );

test(`answer of ${reported.command}`, (t) =>
  check(t, { body: mdbMessage, headerLength: 8, isRequest: false }, reported));

test('a group of another protocol is kept as bytes; text that is no address is refused', (t) => {
  const other = { proto: 0x88cc, bytes: Uint8Array.from({ length: 16 }, (_, at) => at) };
  const value: MdbRequestMessage = { ...header, entry: { ...entry, address: other } };
  const writer = new Writer();
  mdbRequestMessage.write(writer, value);
  t.is(writer.length, 8 + 4 + groupAddress.size + 8);
  check<MdbRequestMessage>(
    t,
    { body: mdbRequestMessage, headerLength: 8, isRequest: true },
    {
      command: 'none',
      bytes: `
        38000000 5400 0500 00000000 00000000 07000000 02000000
        2000 0100 04000000 01 00 0000 000102030405060708090a0b0c0d0e0f 88cc 0000
      `,
      value,
    },
  );
  const error = t.throws(
    () => mdbRequestMessage.write(new Writer(), { entry: { ...entry, address: '239.1.1' } }),
    { instanceOf: EncodeError },
  );
  t.is(error.message, 'entry.address: expected an IPv4, IPv6 or MAC address, got "239.1.1"');
});
