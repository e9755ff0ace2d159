/** What clients make of the forms in which the kernel refuses: capped or not, at the end of a dump, damaged. */
import test from 'ava';
import { NetlinkError } from '../../src/client/error.ts';
import { refusedRequest } from '../../src/client/refused.ts';
import { Rtnl, RtnlSync } from '../../src/client/rtnl.ts';
import { RTM_NEWLINK } from '../../src/link/link.ts';
import { NLM_F_ACK_TLVS, NLM_F_CAPPED, NLMSG_ERROR, NLMSG_HDRLEN } from '../../src/message/header.ts';
import { done, message, refusal, type TestRequest, TestTransport } from '../../src/testing.ts';
import type { Host } from '../live.ts';
import { kernel } from './kernel.ts';

const ENODEV = 19;
const EINVAL = 22;
const ERANGE = 34;

/** Behind the header of the message and `struct ifinfomsg`: the first attribute. */
const FIRST_ATTRIBUTE = 32;

const clients = [
  ['sync', (transport: TestTransport): Host => new RtnlSync(transport)],
  ['async', (transport: TestTransport): Host => new Rtnl(transport)],
] as const;

for (const [name, open] of clients) {
  /** A client of a kernel that answers each change of a link so. */
  const refusing = (answer: (request: TestRequest) => Uint8Array): Host =>
    open(
      new TestTransport((request) => (request.type === RTM_NEWLINK ? [answer(request)] : kernel(request))),
    );

  for (const capped of [true, false])
    test(`${name}: all that a ${capped ? 'capped' : 'whole'} refusal says`, async (t) => {
      const cookie = new Uint8Array([0xde, 0xad, 0xbe, 0xef]);
      const policy = { type: 6, minValueU: 68n, maxValueU: 65_535n };
      const host = refusing((request) =>
        refusal(
          request,
          ERANGE,
          { message: 'integer out of range', offset: FIRST_ATTRIBUTE, policy, cookie },
          capped,
        ),
      );
      const error = await t.throwsAsync(async () => host.links.set(2, { mtu: 1 }), {
        instanceOf: NetlinkError,
      });
      t.is(error?.message, 'set link 2: mtu: integer out of range, must be 68 to 65535 (ERANGE)');
      t.is(error?.path, 'mtu');
      t.deepEqual(error?.policy, policy);
      t.deepEqual(error?.cookie, cookie);
      t.is(error?.outcome, undefined);
      const request = error === undefined ? undefined : refusedRequest(error);
      t.like(request, { object: 'link', name: 'RTM_NEWLINK', body: { index: 2, mtu: 1 } });
      host.close();
    });

  test(`${name}: a dump that fails says why in its NLMSG_DONE`, async (t) => {
    const cookie = new Uint8Array([1, 2, 3]);
    const host = open(
      new TestTransport((request) => [done(request, ENODEV, { message: 'Unknown device', cookie })]),
    );
    const error = await t.throwsAsync(async () => host.links.list(), { instanceOf: NetlinkError });
    t.is(error?.message, 'list links: Unknown device (ENODEV)');
    t.deepEqual(error?.cookie, cookie);
    host.close();
  });

  /** Bytes behind the errno and the header of the request, each in place of the attributes. */
  const damages: readonly (readonly [string, readonly number[]])[] = [
    ['longer than the message', [0xff, 0xff, 1, 0, 0x61]],
    ['shorter than its own header', [3, 0, 1, 0]],
    ['of length 0', [0, 0, 0, 0]],
    ['an offset of one byte', [5, 0, 2, 0, 32, 0, 0, 0]],
    ['an offset far outside', [8, 0, 2, 0, 0xff, 0xff, 0xff, 0xff]],
    ['a cut header', [8, 0]],
  ];
  for (const [damage, bytes] of damages)
    test(`${name}: an attribute ${damage} does not hide the errno`, async (t) => {
      const host = refusing((request) =>
        message(request, NLMSG_ERROR, NLM_F_CAPPED | NLM_F_ACK_TLVS, (writer) => {
          writer.u32(-EINVAL >>> 0);
          writer.bytes(request.bytes.subarray(0, NLMSG_HDRLEN));
          writer.bytes(Uint8Array.from(bytes));
        }),
      );
      const error = await t.throwsAsync(async () => host.links.set(2, { mtu: 1 }), {
        instanceOf: NetlinkError,
      });
      t.is(error?.message, 'set link 2: Invalid argument (EINVAL)');
      t.is(error?.path, undefined);
      t.is((await host.links.get('a')).ifname, 'a', 'the client goes on');
      host.close();
    });
}
