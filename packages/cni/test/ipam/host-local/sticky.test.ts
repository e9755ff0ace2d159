import test from 'ava';
import { type Ask, addresses, hasReference, message, Pool } from './pool.ts';

const SMALL = { ranges: [[{ subnet: '10.1.2.0/29' }]], sticky: true };

/** A container of a pod. */
function pod(name: string, id: string, more: Ask = {}): Ask {
  return {
    id,
    args: `IgnoreUnknown=1;K8S_POD_NAMESPACE=default;K8S_POD_NAME=${name};K8S_POD_INFRA_CONTAINER_ID=${id}`,
    ...more,
  };
}

/** As {@link pod}, asking for an address. */
function asking(name: string, id: string, address: string): Ask {
  const ask = pod(name, id);
  return { ...ask, args: `${ask.args};IP=${address}` };
}

test('a pod gets back the address that it had', (t) => {
  const pool = new Pool(t, SMALL);
  t.is(pool.address(pod('web-0', 'a1')), '10.1.2.2');
  t.is(pool.address(pod('web-1', 'b1')), '10.1.2.3');
  t.is(pool.call('DEL', pod('web-0', 'a1')).status, 0);
  t.deepEqual(pool.reserved(), ['10.1.2.3']);
  t.is(pool.address(pod('web-2', 'c1')), '10.1.2.4');
  t.is(pool.address(pod('web-0', 'a2')), '10.1.2.2');
  t.is(pool.files()['10.1.2.2'], 'a2\r\neth0');
});

test('a pod of the same name in another namespace is another pod', (t) => {
  const pool = new Pool(t, SMALL);
  t.is(pool.address(pod('web-0', 'a1')), '10.1.2.2');
  pool.call('DEL', pod('web-0', 'a1'));
  const args = 'IgnoreUnknown=1;K8S_POD_NAMESPACE=other;K8S_POD_NAME=web-0';
  t.is(pool.address({ id: 'x', args }), '10.1.2.3');
});

test('every interface and every set keeps its own', (t) => {
  const pool = new Pool(t, {
    ranges: [[{ subnet: '10.1.2.0/24' }], [{ subnet: '2001:db8::/64' }]],
    sticky: true,
  });
  const [eth0, net1] = [pod('web-0', 'a'), pod('web-0', 'a', { ifName: 'net1' })];
  const given = [pool.call('ADD', eth0), pool.call('ADD', net1)].map(addresses);
  t.deepEqual(given, [
    ['10.1.2.2/24', '2001:db8::2/64'],
    ['10.1.2.3/24', '2001:db8::3/64'],
  ]);
  for (const ask of [eth0, net1]) pool.call('DEL', ask);
  t.deepEqual([pool.call('ADD', net1), pool.call('ADD', eth0)].map(addresses), given.reverse());
});

test('others get the address when there is no other left; the pod then gets what comes', (t) => {
  const pool = new Pool(t, SMALL);
  t.is(pool.address(pod('web-0', 'a1')), '10.1.2.2');
  pool.call('DEL', pod('web-0', 'a1'));
  const given = ['b', 'c', 'd', 'e', 'f'].map((id) => pool.address(pod(`${id}-pod`, id)));
  t.deepEqual(given, ['10.1.2.3', '10.1.2.4', '10.1.2.5', '10.1.2.6', '10.1.2.2']);
  pool.call('DEL', pod('c-pod', 'c'));
  t.is(pool.address(pod('web-0', 'a2')), '10.1.2.4');
  pool.call('DEL', pod('f-pod', 'f'));
  pool.call('DEL', pod('web-0', 'a2'));
  t.is(pool.address(pod('web-0', 'a3')), '10.1.2.4');
});

test('a pod takes its address from the container in which it ran before, whose DEL comes late', (t) => {
  const pool = new Pool(t, SMALL);
  t.is(pool.address(pod('web-0', 'a1')), '10.1.2.2');
  t.is(pool.address(pod('web-0', 'a2')), '10.1.2.2');
  t.is(pool.call('DEL', pod('web-0', 'a1')).status, 0);
  t.is(pool.files()['10.1.2.2'], 'a2\r\neth0');
  t.regex(String(message(pool.call('ADD', pod('web-0', 'a2')))), /duplicate allocation is not allowed/);
});

test('a pod takes back its address by asking for it; another pod does not get it', (t) => {
  const pool = new Pool(t, SMALL);
  t.is(pool.address(asking('web-0', 'a1', '10.1.2.5')), '10.1.2.5');
  t.regex(String(message(pool.call('ADD', asking('web-1', 'b1', '10.1.2.5')))), /is not available/);
  t.is(pool.address(asking('web-0', 'a2', '10.1.2.5')), '10.1.2.5');
  t.is(pool.files()['10.1.2.5'], 'a2\r\neth0');
  t.regex(String(message(pool.call('ADD', asking('web-0', 'a2', '10.1.2.5')))), /is not available/);
  pool.call('DEL', pod('web-0', 'a2'));
  t.is(pool.address(asking('web-1', 'b1', '10.1.2.5')), '10.1.2.5');
});

test('an address that somebody else has by now is not taken', (t) => {
  const pool = new Pool(t, SMALL);
  t.is(pool.address(pod('web-0', 'a1')), '10.1.2.2');
  pool.call('DEL', pod('web-0', 'a1'));
  pool.put({ '10.1.2.2': 'stranger\r\neth0' });
  t.regex(String(message(pool.call('ADD', asking('web-0', 'a2', '10.1.2.2')))), /is not available/);
  t.is(pool.address(pod('web-0', 'a2')), '10.1.2.3');
  t.is(pool.files()['10.1.2.2'], 'stranger\r\neth0');
});

test('a failing ADD gives a taken address back to the container that had it', (t) => {
  const pool = new Pool(t, {
    ranges: [[{ subnet: '10.1.2.0/29' }], [{ subnet: '10.1.3.0/30' }]],
    sticky: true,
  });
  t.deepEqual(addresses(pool.call('ADD', pod('web-0', 'a1'))), ['10.1.2.2/29', '10.1.3.2/30']);
  pool.call('DEL', pod('web-0', 'a1'));
  pool.put({ '10.1.2.2': 'a1\r\neth0', '10.1.3.2': 'stranger\r\neth0' });
  const before = pool.files();
  t.regex(String(message(pool.call('ADD', pod('web-0', 'a2')))), /^failed to allocate for range 1: no IP/);
  t.deepEqual(pool.files(), before);
});

test('a container of no named pod keeps nothing, and leaves alone what others keep', (t) => {
  const pool = new Pool(t, SMALL);
  t.is(pool.address(pod('web-0', 'a')), '10.1.2.2');
  t.is(pool.address({ id: 'x' }), '10.1.2.3');
  pool.call('DEL', pod('web-0', 'a'));
  pool.call('DEL', { id: 'x' });
  t.deepEqual(
    ['y', 'z', 'v', 'w', 'u'].map((id) => pool.address({ id })),
    ['10.1.2.4', '10.1.2.5', '10.1.2.6', '10.1.2.3', '10.1.2.2'],
  );
  t.deepEqual(JSON.parse(pool.files()['sticky.json'] ?? ''), {});
});

test('without sticky nothing sticks, and CNI_ARGS are judged as ever', (t) => {
  const pool = new Pool(t, { ...SMALL, sticky: false });
  t.is(pool.address(pod('web-0', 'a1')), '10.1.2.2');
  pool.call('DEL', pod('web-0', 'a1'));
  t.is(pool.address(pod('web-0', 'a2')), '10.1.2.3');
  t.false('sticky.json' in pool.files());
  t.is(
    message(pool.call('ADD', { id: 'b', args: 'K8S_POD_NAME=x' })),
    'ARGS: unknown args ["K8S_POD_NAME=x"]',
  );
});

for (const damaged of [
  '',
  'x',
  '[]',
  '{"10.1.2.2":5}',
  '{"nonsense":{"pod":"default/web-0","ifName":"eth0"}}',
]) {
  test(`a damaged record is as good as none: ${damaged}`, (t) => {
    const pool = new Pool(t, SMALL);
    pool.put({ 'sticky.json': damaged });
    t.is(pool.address(pod('web-0', 'a1')), '10.1.2.2');
    pool.call('DEL', pod('web-0', 'a1'));
    t.is(pool.address(pod('web-0', 'a2')), '10.1.2.2');
  });
}

test('the reference works on the same folder', (t) => {
  if (!hasReference) {
    t.log('skipped: no host-local of the reference (Debian package containernetworking-plugins)');
    t.pass();
    return;
  }
  const pool = new Pool(t, SMALL);
  t.is(pool.address(pod('web-0', 'a1')), '10.1.2.2');
  t.deepEqual(addresses(pool.run('ADD', pod('web-1', 'b1'))), ['10.1.2.3/29']);
  t.is(pool.run('CHECK', pod('web-0', 'a1')).status, 0);
  t.is(pool.run('DEL', pod('web-0', 'a1')).status, 0);
  t.deepEqual(pool.reserved(), ['10.1.2.3']);
  t.is(pool.address(pod('web-0', 'a2')), '10.1.2.2');
  t.is(pool.run('DEL', pod('web-0', 'a2')).status, 0);
  for (const id of ['c', 'd', 'e', 'f']) t.is(pool.run('ADD', { id }).status, 0);
  t.is(pool.files()['10.1.2.2'], 'f\r\neth0');
  t.regex(String(message(pool.call('ADD', pod('web-0', 'a3')))), /no IP addresses available/);
});
