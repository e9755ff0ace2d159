import test from 'ava';
import { addressAttributes } from '../../src/address.ts';
import { linkAttributes } from '../../src/link/attributes.ts';
import { kinds, slaveKinds } from '../../src/link/kinds/index.ts';
import { isLinkKind } from '../../src/link/linkinfo.ts';
import { neighbourAttributes } from '../../src/neighbour.ts';
import { nexthopAttributes } from '../../src/nexthop.ts';
import { nsidAttributes } from '../../src/nsid.ts';
import { routeAttributes } from '../../src/route/route.ts';
import { ruleAttributes } from '../../src/rule.ts';
import { type Attributes, NLA_TYPE_MASK, type UnknownAttribute } from '../../src/schema/attributes.ts';
import { ownNetns, syncHost } from '../live.ts';
import { bodies } from '../seeds.ts';
import { dumpBytes, populate } from './populate.ts';
import { rewritten, SAME } from './rewritten.ts';

test('every message that the kernel sends is written back as it was, the order of attributes aside', (t) => {
  const netns = ownNetns(t);
  const host = syncHost(t, netns);
  populate(netns, host, ownNetns(t));
  for (const body of bodies) {
    let count = 0;
    for (const family of body.families) {
      for (const bytes of dumpBytes(netns, body, family)) {
        t.deepEqual(rewritten(body, bytes), SAME, body.name);
        count++;
      }
    }
    if (body.families.length > 0) t.true(count >= 2, `${count} messages of ${body.name}`);
  }
});

/** The unknown attributes of an object that its table has a row for: the row must be wrong. */
function misread(object: object | undefined, table: Attributes): string[] {
  const unknown: readonly UnknownAttribute[] = Reflect.get(object ?? {}, 'unknown') ?? [];
  const numbers = unknown.map(({ type }) => type & NLA_TYPE_MASK);
  return Object.entries(table).flatMap(([name, { type }]) => (numbers.includes(type) ? [name] : []));
}

test('every attribute that the kernel sends and the tables know is read', (t) => {
  const netns = ownNetns(t);
  const host = syncHost(t, netns);
  populate(netns, host, ownNetns(t));
  const seenKinds = new Set<string>();
  for (const link of host.links.list()) {
    t.deepEqual(misread(link, linkAttributes()), [], link.ifname);
    t.is(link.linkinfoUnknown, undefined);
    if (link.kind !== undefined && isLinkKind(link.kind))
      t.deepEqual(misread(link.data, kinds[link.kind].attributes), [], link.kind);
    if (link.slaveKind === 'bridge')
      t.deepEqual(misread(link.slaveData, slaveKinds.bridge.attributes), [], link.slaveKind);
    seenKinds.add(link.kind ?? '');
  }
  t.deepEqual([...seenKinds].sort(), ['', 'bridge', 'ifb', 'macvlan', 'macvtap', 'veth', 'vxlan']);
  for (const address of host.addresses.list())
    t.deepEqual(misread(address, addressAttributes.attributes), []);
  for (const route of host.routes.list()) t.deepEqual(misread(route, routeAttributes.attributes), []);
  for (const neighbour of host.neighbours.list())
    t.deepEqual(misread(neighbour, neighbourAttributes.attributes), []);
  for (const rule of host.rules.list()) t.deepEqual(misread(rule, ruleAttributes.attributes), []);
  for (const nexthop of host.nexthops.list()) t.deepEqual(misread(nexthop, nexthopAttributes.attributes), []);
  for (const nsid of host.nsids.list()) t.deepEqual(misread(nsid, nsidAttributes.attributes), []);
});
