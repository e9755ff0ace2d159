import test from 'ava';
import { linkMessage } from '../src/link/link.ts';
import { NLMSG_HDRLEN } from '../src/message/header.ts';
import { bytesOf, canonical, decode, encode, plain } from './golden.ts';
import { recorded } from './recorded.ts';

/** What each of the recorded links is, by the beginning of its command. */
const shown: Readonly<Record<string, object>> = {
  'ip link add br0 type bridge': {
    ifname: 'br0',
    kind: 'bridge',
    mtu: 1500,
    operstate: 'down',
    qdisc: 'noop',
  },
  'ip link add link v1 name mv0 type macvlan mode source': {
    ifname: 'mv0',
    kind: 'macvlan',
    data: {
      mode: 'source',
      flags: [],
      macaddrCount: 2,
      macaddrData: ['02:00:00:00:00:03', '02:00:00:00:00:02'],
      bcQueueLen: 1000,
      bcQueueLenUsed: 1000,
    },
  },
  'ip link add vx1 type vxlan id 43': { ifname: 'vx1', kind: 'vxlan', flags: ['broadcast', 'multicast'] },
  'ip link add link parent0 name iv0 type ipvlan': {
    ifname: 'iv0',
    kind: 'ipvlan',
    link: 2,
    type: 1,
    data: { mode: 'l3s', flags: ['private'] },
  },
  'ip link add link parent0 name vl0 type vlan': { ifname: 'vl0', kind: 'vlan', link: 2 },
};

for (const { command, hex } of recorded)
  test(`recorded: ${command}`, (t) => {
    const bytes = bytesOf(hex);
    const link = decode(linkMessage, bytes);
    if (link === undefined) return t.fail();
    const [, expected] = Object.entries(shown).find(([start]) => command.startsWith(start)) ?? [];
    if (expected === undefined) return t.fail(`what does it show? ${JSON.stringify(plain(link), text)}`);
    for (const [field, value] of Object.entries(expected))
      t.deepEqual(plain(Reflect.get(link, field)), value, field);
    const again = encode(linkMessage, link, false, bytes);
    t.is(canonical(again.subarray(NLMSG_HDRLEN), 16), canonical(bytes.subarray(NLMSG_HDRLEN), 16));
  });

test('recorded: the data of a vlan and of a vxlan', (t) => {
  const dataOf = (name: string): unknown => {
    const found = recorded.find(({ command }) => command.includes(name));
    return plain(decode(linkMessage, bytesOf(found?.hex ?? ''))?.data);
  };
  t.like(dataOf('vl0'), {
    id: 5,
    protocol: 0x88a8,
    egressQos: {
      mapping: [
        { from: 1, to: 2 },
        { from: 3, to: 4 },
      ],
    },
    ingressQos: { mapping: [{ from: 5, to: 6 }] },
  });
  t.like(dataOf('vx1'), {
    id: 43,
    local6: '2001:db8::1',
    group6: '2001:db8::2',
    df: 'set',
    ageing: 60,
    port: 4789,
    ttlInherit: false,
  });
});

const text = (_name: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);
