import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { temporaryFolder } from '../../folder.ts';
import { type Ask, hasReference, type Outcome, Pool } from './pool.ts';

/** The same by the reference and by ours: what is printed, but for details, and every file. */

interface Case extends Ask {
  readonly version?: string;
  /** A file that both have to read. */
  readonly resolvConf?: string;
  /** Files that are there beforehand. */
  readonly files?: Readonly<Record<string, string>>;
}

const NET = { subnet: '10.0.0.0/24' };
const with4 = (ipam: object): Case => ({ ipam: { ...NET, ...ipam } });
const ranges = (...sets: readonly (readonly object[])[]): Case => ({ ipam: { ranges: sets } });
const runtime = (runtimeConfig: unknown, ipam: object = NET): Case => ({ ipam, config: { runtimeConfig } });
const args = (value: unknown): Case => ({ ipam: NET, config: { args: value } });
const cniArgs = (value: string): Case => ({ ipam: NET, args: value });

const NET_A = { subnet: '10.0.0.0/24' };
const NET_B = { subnet: '10.0.1.0/24' };
const NET_6 = { subnet: '2001:db8::/64' };

const cases: Readonly<Record<string, Case>> = {
  'no ipam': { config: { ipam: undefined } },
  'ipam null': { config: { ipam: null } },
  'ipam 5': { config: { ipam: 5 } },
  'no range': { ipam: { x: 1 } },
  'no set': ranges(),
  'an empty set': ranges([]),
  'an empty set behind another': ranges([NET_A], []),
  'an empty range': ranges([{}]),
  'ranges null': { ipam: { ranges: null } },
  'ranges 5': { ipam: { ranges: 5 } },
  'a set 5': { ipam: { ranges: [5] } },
  'a range 5': { ipam: { ranges: [[5]] } },
  'a subnet 5': ranges([{ subnet: 5 }]),
  'a subnet x': ranges([{ subnet: 'x' }]),
  'the old subnet x': { ipam: { subnet: 'x' } },
  'the old subnet empty': { ipam: { subnet: '', ranges: [[NET_A]] } },
  'a subnet without length': { ipam: { subnet: '10.0.0.0' } },
  'a length with a zero before': { ipam: { subnet: '10.0.0.0/024' } },
  'a number with a zero before': { ipam: { subnet: '010.0.0.0/24' } },
  'rangeStart 5': with4({ rangeStart: 5 }),
  'rangeStart x': with4({ rangeStart: 'x' }),
  'rangeStart empty': with4({ rangeStart: '' }),
  'rangeStart mapped': with4({ rangeStart: '::ffff:10.0.0.9' }),
  'rangeStart of IPv6': with4({ rangeStart: '2001::1' }),
  'rangeStart outside': with4({ rangeStart: '10.0.1.5' }),
  'rangeStart the network': with4({ rangeStart: '10.0.0.0' }),
  'rangeStart behind rangeEnd': with4({ rangeStart: '10.0.0.50', rangeEnd: '10.0.0.40' }),
  'rangeEnd outside': with4({ rangeEnd: '10.0.1.5' }),
  'rangeEnd of IPv6': with4({ rangeEnd: '2001::1' }),
  'rangeEnd the network': with4({ rangeEnd: '10.0.0.0' }),
  'rangeEnd the broadcast address': with4({ rangeEnd: '10.0.0.255' }),
  'both of other families': with4({ rangeStart: '2001::5', rangeEnd: '10.0.0.9' }),
  'gateway x': with4({ gateway: 'x' }),
  'gateway empty': with4({ gateway: '' }),
  'gateway outside': with4({ gateway: '10.1.0.1' }),
  'gateway inside': with4({ gateway: '10.0.0.2' }),
  'too small': { ipam: { subnet: '10.0.0.0/31' } },
  'too small, IPv6': { ipam: { subnet: '2001:db8::/127' } },
  'host bits': { ipam: { subnet: '10.0.0.1/24' } },
  'host bits, IPv6': { ipam: { subnet: '2001:db8::1/64' } },
  mapped: { ipam: { subnet: '::ffff:10.0.0.0/120' } },
  'mapped, with the length of IPv4': { ipam: { subnet: '::ffff:10.0.0.0/24' } },
  'old keys without a subnet': { ipam: { rangeStart: '10.0.0.9', gateway: '10.0.0.3', ranges: [[NET_A]] } },
  'keys in other cases': { ipam: { SUBNET: '10.0.0.0/24', RangeStart: '10.0.0.7' } },
  'sets overlap': ranges([NET_A], [{ subnet: '10.0.0.0/25' }]),
  'ranges overlap': ranges([NET_A, { subnet: '10.0.0.0/25' }]),
  'mixed families': ranges([NET_A, NET_6]),
  'routes 5': with4({ routes: 5 }),
  'a route x': with4({ routes: [{ dst: 'x' }] }),
  routes: with4({ routes: [{ dst: '0.0.0.0/0', gw: '10.0.0.1' }, { dst: '1.1.1.5/24' }] }),
  'resolvConf 5': with4({ resolvConf: 5 }),
  'resolvConf missing': with4({ resolvConf: '/nowhere/resolv.conf' }),
  'resolvConf a folder': with4({ resolvConf: '/etc' }),
  resolvConf: {
    ipam: NET,
    resolvConf:
      'nameserver 1.1.1.1 2.2.2.2\n;x\n#y\n  nameserver  9.9.9.9\n domain a\ndomain  b c\nsearch x y\nsearch z\noptions ndots:1 foo\nnameserver\noptions bar\nsortlist q\nnameserver ::1 ;x\n nameserver\tt\t\n# search q\n',
  },
  'Name 5': with4({ Name: 5 }),
  'Name given': with4({ Name: 'other' }),
  'runtimeConfig 5': runtime(5),
  'ipRanges 5': runtime({ ipRanges: 5 }),
  'a set of ipRanges 5': runtime({ ipRanges: [5] }),
  'a subnet of ipRanges 5': runtime({ ipRanges: [[{ subnet: 5 }]] }),
  'ipRanges before the others': runtime(
    { ipRanges: [[{ subnet: '10.2.0.0/24' }]] },
    { ...NET, ranges: [[NET_B]] },
  ),
  'ips 5': runtime({ ips: 5 }),
  'an ip 5': runtime({ ips: [5] }),
  'an ip x': runtime({ ips: ['x'] }),
  'an ip x/y': runtime({ ips: ['x/y'] }),
  'an ip with a length that is none': runtime({ ips: ['10.0.0.5/99'] }),
  'an ip empty': runtime({ ips: [''] }),
  'an ip': runtime({ ips: ['10.0.0.5'] }),
  'an ip with another length': runtime({ ips: ['10.0.0.5/16'] }),
  'an ip mapped': runtime({ ips: ['::ffff:10.0.0.5'] }),
  'two ips of two sets': runtime({ ips: ['10.0.1.9', '10.0.0.8'] }, { ranges: [[NET_A], [NET_B]] }),
  'an ip of one of two sets': runtime({ ips: ['10.0.1.9'] }, { ranges: [[NET_A], [NET_B]] }),
  'an ip written otherwise': runtime({ ips: ['2001:DB8::00ab'] }, NET_6),
  'the last ip of a /126': runtime({ ips: ['2001:db8::3'] }, { subnet: '2001:db8::/126' }),
  'args 5': args(5),
  'args.cni 5': args({ cni: 5 }),
  'args.cni.ips 5': args({ cni: { ips: 5 } }),
  'an ip of args 5': args({ cni: { ips: [5] } }),
  'an ip of args': args({ cni: { ips: ['10.0.0.7'] } }),
  'CNI_ARGS: IP': cniArgs('IP=10.0.0.9'),
  'CNI_ARGS: IP with a length': cniArgs('IP=10.0.0.9/24'),
  'CNI_ARGS: IP empty': cniArgs('IP='),
  'CNI_ARGS: IP x': cniArgs('IP=x'),
  'CNI_ARGS: two IPs': cniArgs('IP=10.0.0.9,10.0.0.10'),
  'CNI_ARGS: unknown': cniArgs('FOO=1'),
  'CNI_ARGS: unknown, ignored': cniArgs('IgnoreUnknown=1;FOO=1'),
  'CNI_ARGS: no pair': cniArgs('foo'),
  'asked for: the gateway': cniArgs('IP=10.0.0.1'),
  'asked for: the network': cniArgs('IP=10.0.0.0'),
  'asked for: the broadcast address': cniArgs('IP=10.0.0.255'),
  'asked for: elsewhere': cniArgs('IP=11.0.0.1'),
  'asked for: taken': { ...cniArgs('IP=10.0.0.9'), files: { '10.0.0.9': 'other\r\neth0' } },
  'a /30': { ipam: { subnet: '10.0.0.0/30' } },
  'only the gateway': { ipam: { subnet: '10.0.0.0/30', rangeEnd: '10.0.0.1' } },
  'only gateways': ranges([
    { ...NET_A, rangeEnd: '10.0.0.1' },
    { ...NET_B, rangeEnd: '10.0.1.1' },
  ]),
  'a /126': { ipam: { subnet: '2001:db8::/126' } },
  'a zero group alone': { ipam: { subnet: '2001:db8:0:1:1:1:1:0/112' } },
  'the very last address': {
    ipam: {
      subnet: 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:0/112',
      rangeStart: 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
    },
  },
  'old file of the same container': { ipam: NET, files: { '10.0.0.4': 'dummy' } },
  'old file of another': { ipam: NET, files: { '10.0.0.2': 'other' } },
  'after the last one': { ipam: NET, files: { 'last_reserved_ip.0': '10.0.0.77', '10.0.0.78': 'x\r\ny' } },
  'over the end': { ipam: NET, files: { 'last_reserved_ip.0': '10.0.0.254', '10.0.0.2': 'x\r\ny' } },
  '0.2.0: two of a family': { ...ranges([NET_A], [NET_B]), version: '0.2.0' },
  '0.2.0: two of a family, overlapping': { ...ranges([NET_A], [NET_A]), version: '0.2.0' },
  '0.2.0: one of each family': { ...ranges([NET_A], [NET_6]), version: '0.2.0' },
  '0.1.0': { ipam: NET, version: '0.1.0' },
  '0.3.1: two sets': { ...ranges([NET_A], [NET_B]), version: '0.3.1' },
  '0.4.0: both families': { ...ranges([NET_A], [NET_6]), version: '0.4.0' },
};

/** What was printed, without ours. */
function printed({ status, output }: Outcome): unknown {
  const { details: _ours, ...rest } = output;
  return { status, ...rest };
}

function skipped(t: ExecutionContext): boolean {
  if (hasReference) return false;
  t.log('skipped: no host-local of the reference (Debian package containernetworking-plugins)');
  t.pass();
  return true;
}

for (const [title, { version = '1.0.0', resolvConf, files, ...given }] of Object.entries(cases)) {
  test(`twin: ${title}`, (t) => {
    if (skipped(t)) return;
    const [theirs, ours] = [new Pool(t, {}, version), new Pool(t, {}, version)];
    const conf = join(temporaryFolder(t), 'resolv.conf');
    if (resolvConf !== undefined) writeFileSync(conf, resolvConf);
    const ask = resolvConf === undefined ? given : { ...given, ipam: { ...given.ipam, resolvConf: conf } };
    for (const pool of [theirs, ours]) pool.put({ lock: '', ...files });
    const add = theirs.run('ADD', ask);
    t.deepEqual(printed(ours.call('ADD', ask)), printed(add));
    t.deepEqual(kept(ours, add), kept(theirs, add));
  });
}

/** Files afterwards; an ADD that fails moves on where the next search begins only with the reference. */
function kept(pool: Pool, { status }: Outcome): Record<string, string> {
  const files = pool.files();
  if (status !== 0) delete files['last_reserved_ip.0'];
  return files;
}

for (const version of ['0.2.0', '0.4.0', '1.0.0'] as const) {
  test(`${version}, on one folder: each sees and removes what the other added`, (t) => {
    if (skipped(t)) return;
    const pool = new Pool(t, { ranges: [[{ subnet: '10.0.0.0/29' }], [NET_6]] }, version);
    const runs = [pool.run.bind(pool), pool.call.bind(pool)];
    for (const [at, id] of ['a', 'b', 'c', 'd', 'e'].entries()) t.is(runs[at % 2]?.('ADD', { id }).status, 0);
    t.deepEqual(
      Object.entries(pool.files()).filter(([, text]) => text.endsWith('eth0')),
      [
        ...['a', 'b', 'c', 'd', 'e'].map((id, at) => [`10.0.0.${at + 2}`, `${id}\r\neth0`]),
        ...['a', 'b', 'c', 'd', 'e'].map((id, at) => [`2001:db8::${at + 2}`, `${id}\r\neth0`]),
      ],
    );
    for (const id of ['a', 'b', 'c'])
      t.deepEqual(printed(pool.call('ADD', { id })), printed(pool.run('ADD', { id })), 'a duplicate');
    t.deepEqual(printed(pool.call('ADD', { id: 'f' })), printed(pool.run('ADD', { id: 'f' })), 'exhausted');
    for (const [at, id] of ['a', 'b', 'c', 'd', 'e'].entries()) {
      const checked = (): unknown[] =>
        version === '0.2.0' ? [] : runs.map((run) => run('CHECK', { id }).status);
      t.false(checked().includes(1));
      t.is(runs[(at + 1) % 2]?.('DEL', { id }).status, 0);
      t.false(checked().includes(0));
    }
    t.deepEqual(pool.reserved(), []);
  });
}

test('on one large folder: the index never hides what the reference did in between', (t) => {
  if (skipped(t)) return;
  const pool = new Pool(t, { subnet: '10.0.0.0/16' });
  const others = Array.from({ length: 700 }, (_, at) => [
    `10.0.${4 + (at >> 8)}.${at & 255}`,
    `c${at}\r\neth0`,
  ]);
  pool.put(Object.fromEntries(others));
  for (let round = 0; round < 5; round++) {
    const [ours, theirs] = [`ours${round}`, `theirs${round}`];
    t.is(pool.call('ADD', { id: ours }).status, 0);
    t.true('.owners' in pool.files());
    t.is(pool.run('ADD', { id: theirs }).status, 0);
    for (const id of [ours, theirs]) {
      const refused = printed(pool.run('ADD', { id }));
      t.deepEqual(printed(pool.call('ADD', { id })), refused);
      t.is(pool.call('CHECK', { id }).status, 0);
    }
    // The reference gives the same name to another in between.
    const [, text] = others[round] ?? [];
    t.is(pool.run('DEL', { id: String(text).split('\r')[0] ?? '' }).status, 0);
    t.is(pool.run('ADD', { id: 'again', args: `IP=${others[round]?.[0]}` }).status, 0);
    t.is(pool.call('CHECK', { id: 'again' }).status, 0);
    t.is(pool.call('DEL', { id: 'again' }).status, 0);
    t.is(pool.call('DEL', { id: theirs }).status, 0);
    t.is(pool.run('DEL', { id: ours }).status, 0);
    t.is(pool.run('CHECK', { id: theirs }).status, 1);
    t.is(pool.call('CHECK', { id: ours }).status, 1);
  }
  t.is(pool.reserved().length, 695);
});
