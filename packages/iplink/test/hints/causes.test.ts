/** Hints at refusals that not every kernel gives. */
import { type DecodedMessage, NetlinkError, type NetlinkErrorFields } from '@iplink-ts/rtnetlink';
import test from 'ava';
import { Words } from '../../src/argv.ts';
import { hints as limits } from '../../src/hints/limits.ts';
import type { Hints } from '../../src/hints/refused.ts';
import { hints as unsupported } from '../../src/hints/unsupported.ts';
import { parseOptions } from '../../src/ip_options.ts';
import { TextSink } from '../../src/output.ts';
import { Session } from '../../src/session.ts';

const EINVAL = 22;
const ERANGE = 34;
const EOPNOTSUPP = 95;

function hint(
  hints: Hints,
  fields: Omit<NetlinkErrorFields, 'operation'>,
  request?: DecodedMessage,
): readonly string[] {
  const parsed = parseOptions(new Words([]));
  if (parsed.kind !== 'run') return [];
  const sink = new TextSink();
  const io = { out: sink, err: sink, environment: {}, self: [], isTerminal: () => false };
  const session = new Session(parsed.options, io);
  return hints({ session, error: new NetlinkError({ operation: 'try', ...fields }), request });
}

test('limits, in the words of ip', (t) => {
  const policy = { type: 6, minValueU: 193n, maxValueU: 4_294_967_295n };
  t.deepEqual(hint(limits, { errno: ERANGE, path: 'gsoMaxSize', policy }), [
    'gso_max_size must be 193 to 4294967295',
  ]);
  t.deepEqual(hint(limits, { errno: EINVAL, policy: { type: 8, maxLength: 16 } }), [
    'value must be at most 16 bytes long',
  ]);
  t.deepEqual(hint(limits, { errno: EINVAL, missing: 'data.vlanProtocol' }), [
    'data.vlan_protocol is missing',
  ]);
  t.deepEqual(hint(limits, { errno: EINVAL }), []);
});

const link = { index: 0, type: 0, flags: [], change: 0, family: 0 } as const;

test('a kind comes with a module', (t) => {
  const request: DecodedMessage = { object: 'link', name: 'RTM_NEWLINK', body: { ...link, kind: 'bond' } };
  t.deepEqual(hint(unsupported, { errno: EOPNOTSUPP, kernelMessage: 'Unknown device type' }, request), [
    'this kernel has no links of kind bond: it needs the module bonding',
  ]);
  t.deepEqual(hint(unsupported, { errno: EOPNOTSUPP }, request), []);
});

test('bridges may come without VLANs', (t) => {
  const body = { ...link, kind: 'bridge', data: { vlanFiltering: 1 } } as const;
  t.deepEqual(hint(unsupported, { errno: EOPNOTSUPP }, { object: 'link', name: 'RTM_NEWLINK', body }), [
    'this kernel has bridges without VLANs: it needs CONFIG_BRIDGE_VLAN_FILTERING',
  ]);
});
