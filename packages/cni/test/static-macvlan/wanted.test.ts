import test from 'ava';
import { CniError } from '../../src/error.ts';
import { decode, struct } from '../../src/json/decode.ts';
import { parseJson } from '../../src/json/parse.ts';
import { podOf, type Wanted, wantedOf, wishKeys } from '../../src/static-macvlan/wanted.ts';

const conf = struct('main.NetConf', wishKeys);

const wanted = (config: object, args = ''): Wanted =>
  wantedOf(decode(conf, parseJson(Buffer.from(JSON.stringify(config)))), { args });

const ANNOTATIONS = 'io.kubernetes.cri.pod-annotations';

test('nothing is said: any address of the only subnet', (t) => {
  t.deepEqual(wanted({}), { subnet: '', ips: 'auto', macs: 'random' });
});

test('each key comes from the nearest source that has it', (t) => {
  const source = (at: number): object => ({
    'static-ip': `10.0.0.${at}/24`,
    'static-mac': `02:00:00:00:00:0${at}`,
    vlan: `net${at}`,
  });
  const args = 'static-ip=10.0.0.2/24;static-mac=02:00:00:00:00:02;vlan=net2;IgnoreUnknown=1;OTHER=x';
  const sources: readonly [config: object, args: string][] = [
    [source(1), ''],
    [{}, args],
    [{ args: { cni: source(3) } }, ''],
    [{ runtimeConfig: { [ANNOTATIONS]: source(4) } }, ''],
    [{ runtimeConfig: { [ANNOTATIONS]: source(4), ...source(5) } }, ''],
  ];
  let [config, given]: [object, string] = [{}, ''];
  for (const [at, [more, argument]] of sources.entries()) {
    config = { ...config, ...more };
    given ||= argument;
    t.deepEqual(wanted(config, given), {
      subnet: `net${at + 1}`,
      ips: [`10.0.0.${at + 1}/24`],
      macs: [`02:00:00:00:00:0${at + 1}`],
    });
  }
  // One key of one source does not hide the others.
  t.deepEqual(wanted({ ...source(1), args: { cni: { 'static-ip': ' auto ' } } }), {
    subnet: 'net1',
    ips: 'auto',
    macs: ['02:00:00:00:00:01'],
  });
});

test('the common keys of CNI', (t) => {
  const expected = { subnet: '', ips: ['10.0.0.7/24'], macs: ['02:00:00:00:00:07'] };
  const source = { ips: ['10.0.0.7/24'], mac: '02:00:00:00:00:07' };
  t.deepEqual(wanted({ runtimeConfig: source }), expected);
  t.deepEqual(wanted({ args: { cni: source } }), expected);
  t.deepEqual(wanted({}, 'IP=10.0.0.7/24;MAC=02:00:00:00:00:07'), expected);
  t.deepEqual(wanted({ runtimeConfig: { ...source, 'static-ip': 'auto' } }).ips, 'auto');
});

test('the network of the first generation: its subnet in "master", a placeholder for the address', (t) => {
  const ipam = { type: 'static-ipam', addresses: [{ address: '#' }] };
  t.deepEqual(wanted({ master: 'mv1.100', ipam }), { subnet: 'mv1.100', ips: 'auto', macs: 'random' });
  t.is(wanted({ master: 'mv1.100', ipam, args: { cni: { vlan: 'mv1.200' } } }).subnet, 'mv1.200');
  const addresses = [{ address: '10.0.0.9/24' }];
  t.deepEqual(wanted({ ipam: { type: 'static-ipam', addresses } }).ips, ['10.0.0.9/24']);
});

for (const [text, ips] of [
  ['auto', 'auto'],
  ['192.168.1.10', ['192.168.1.10']],
  ['192.168.1.10/24', ['192.168.1.10/24']],
  ['192.168.1.10-192.168.1.11 - 192.168.1.12/25', ['192.168.1.10', '192.168.1.11', '192.168.1.12/25']],
  ['FD00:0::1/64-fd00::2', ['fd00::1/64', 'fd00::2']],
] as const)
  test(`static-ip ${text}`, (t) => {
    t.deepEqual(wanted({ 'static-ip': text }).ips, ips);
  });

for (const [text, macs] of [
  ['auto', 'auto'],
  ['0A:00:27:00:00:00', ['0a:00:27:00:00:00']],
  ['0a-00-27-00-00-00', ['0a:00:27:00:00:00']],
  ['0a:00:27:00:00:01-0a:00:27:00:00:02', ['0a:00:27:00:00:01', '0a:00:27:00:00:02']],
] as const)
  test(`static-mac ${text}`, (t) => {
    t.deepEqual(wanted({ 'static-ip': '10.0.0.1-10.0.0.2', 'static-mac': text }).macs, macs);
  });

for (const [config, message] of [
  [{ 'static-ip': '10.0.0' }, 'invalid static-ip "10.0.0": "10.0.0" is no address'],
  [{ 'static-ip': '10.0.0.1-' }, 'invalid static-ip "10.0.0.1-": "" is no address'],
  [{ 'static-ip': '10.0.0.1/33' }, 'invalid static-ip "10.0.0.1/33": "10.0.0.1/33" is no address'],
  [{ 'static-mac': 'zz' }, 'invalid args zz for MAC addr: address zz: invalid MAC address'],
  [
    { 'static-ip': '10.0.0.1-10.0.0.2-10.0.0.3', 'static-mac': '02:00:00:00:00:01-02:00:00:00:00:02' },
    'static-mac has 2 addresses, static-ip 3',
  ],
  [
    { 'static-mac': '02:00:00:00:00:01-02:00:00:00:00:02' },
    'static-mac has 2 addresses, static-ip none of its own',
  ],
  [
    { runtimeConfig: { ips: ['10.0.0.1/24', 'fd00::1/64'] } },
    'an interface of static-macvlan has one address, got 2',
  ],
  [
    { ipam: { type: 'whereabouts' } },
    'static-macvlan finds addresses itself, IPAM plugin "whereabouts" cannot be used',
  ],
] as const)
  test(`refuses: ${message}`, (t) => {
    t.throws(() => wanted(config), { instanceOf: CniError, message });
  });

test('the pod', (t) => {
  const args =
    'IgnoreUnknown=1;K8S_POD_NAMESPACE=default;K8S_POD_NAME=web-0;K8S_POD_UID=u;K8S_POD_INFRA_CONTAINER_ID=c';
  t.deepEqual(podOf({ args }), { namespace: 'default', name: 'web-0', uid: 'u' });
  t.is(podOf({ args: '' }), undefined);
  t.is(podOf({ args: 'K8S_POD_NAMESPACE=default' }), undefined);
});
