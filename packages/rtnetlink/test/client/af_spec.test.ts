import test from 'ava';
import { everyHost } from '../live.ts';

const title = 'settings of IPv4 by name, token and addrGenMode of IPv6';

for (const [name, open] of everyHost)
  test(`${name}: ${title}`, async (t) => {
    const host = await open(t);
    await host.links.add({ ifname: 'v0', kind: 'veth', up: true, data: { peer: { ifname: 'v1' } } });
    await host.links.set('v1', { up: true });
    await host.links.set('v0', { afSpec: { inet: { conf: { rpFilter: 2, forwarding: 1, 20: 0 } } } });
    const inet = (await host.links.get('v0')).afSpec?.inet?.conf;
    t.like(inet, { rpFilter: 2, forwarding: 1, promoteSecondaries: 0 });
    await host.links.set('v0', { afSpec: { inet6: { addrGenMode: 'none', token: '::a:b:c:d' } } });
    const inet6 = (await host.links.get('v0')).afSpec?.inet6;
    t.is(inet6?.addrGenMode, 'none');
    t.is(inet6?.token, '::a:b:c:d');
    t.true(inet6?.flags?.includes('ready'));
    t.is(inet6?.conf?.disableIpv6, 0);
    t.is(typeof inet6?.cacheinfo?.reachableTime, 'number');
    await t.throwsAsync(async () => host.links.set('lo', { afSpec: { inet6: { token: '::1' } } }), {
      code: 'EINVAL',
    });
    await t.throwsAsync(async () => host.links.set('v0', { afSpec: { inet: { conf: { 4000: 1 } } } }), {
      code: 'EINVAL',
    });
  });
