import test from 'ava';
import { NetlinkError } from '../../src/client/error.ts';
import { RtnlSync } from '../../src/client/rtnl.ts';
import { linkMessage } from '../../src/link/link.ts';
import { done, refusal, TestTransport } from '../../src/testing.ts';
import { kernel, NAMES } from './kernel.ts';

const EMSGSIZE = 90;

/** A kernel that has more virtual functions than fit into a message. */
const crowded = (): TestTransport =>
  new TestTransport((request) => {
    if (((request.read(linkMessage)?.extMask ?? 0) & 1) === 0) return kernel(request);
    return request.isDump ? [done(request, EMSGSIZE)] : [refusal(request, EMSGSIZE)];
  });

const masks = (transport: TestTransport): unknown[] =>
  transport.sent.flat().map((request) => request.read(linkMessage)?.extMask);

test('virtual functions that do not fit into a message are left out', (t) => {
  const transport = crowded();
  using host = new RtnlSync(transport);
  t.is(host.links.get('a', { extMask: 9 }).ifname, 'a');
  t.is(host.links.list({ extMask: 9 }).length, NAMES.length);
  t.deepEqual(masks(transport), [9, 8, 9, 8]);
});

test('who did not ask for them is told what the kernel says', (t) => {
  const transport = new TestTransport((request) => [refusal(request, EMSGSIZE)]);
  using host = new RtnlSync(transport);
  t.throws(() => host.links.get('a', { extMask: 8 }), { instanceOf: NetlinkError, code: 'EMSGSIZE' });
  t.throws(() => host.links.get('a'), { instanceOf: NetlinkError, code: 'EMSGSIZE' });
  t.is(transport.sent.length, 2);
});
