import test from 'ava';
import { everyHost } from '../live.ts';

for (const [name, open] of everyHost)
  test(`${name}: address labels`, async (t) => {
    const host = await open(t);
    await host.links.add({ ifname: 'v0', kind: 'veth', data: { peer: { ifname: 'v1' } } });
    const { index } = await host.links.get('v0');
    const labels = await host.addressLabels.list();
    // RFC 6724, section 2.1
    t.is(labels.find(({ address }) => address === '::1/128')?.label, 0);
    t.is(labels.find(({ address }) => address === '::/0')?.label, 1);

    await host.addressLabels.add({ address: '2001:db8::/32', label: 99, dev: 'v0' });
    await host.addressLabels.add({ address: '2001:db8::/32', label: 98 });
    t.like((await host.addressLabels.list({ dev: 'v0' }))[0], { address: '2001:db8::/32', label: 99, index });
    t.is((await host.addressLabels.get('2001:db8::1', { dev: 'v0' })).label, 99);
    t.is((await host.addressLabels.get('2001:db8::1')).label, 98);
    t.like(await host.addressLabels.get('2001:db9::1'), { address: '::/0', label: 1 });
    await t.throwsAsync(
      async () => host.addressLabels.add({ address: '2001:db8::/32', label: 1, dev: 'v0' }),
      { code: 'EEXIST', message: /^add address label of 2001:db8::\/32: / },
    );
    await host.addressLabels.replace({ address: '2001:db8::/32', label: 97, dev: 'v0' });
    t.is((await host.addressLabels.get('2001:db8::1', { dev: 'v0' })).label, 97);

    // What is listed can be deleted and added.
    for (const label of await host.addressLabels.list({ dev: 'v0' })) {
      await host.addressLabels.delete(label);
      await host.addressLabels.add(label);
    }
    t.is((await host.addressLabels.list()).length, labels.length + 2);
    await host.addressLabels.delete({ address: '2001:db8::/32' });
    await t.throwsAsync(async () => host.addressLabels.delete({ address: '2001:db8::/32' }), {
      code: 'ESRCH',
    });
  });
