import test from 'ava';
import type { RuleRequest } from '../../src/client/rules.ts';
import { plain } from '../golden.ts';
import { everyHost, has, hosts } from '../live.ts';

for (const [name, open] of everyHost) {
  test(`${name}: rules`, async (t) => {
    const host = await open(t);
    await host.rules.add({ src: '10.0.0.0/8', table: 1000, priority: 500 });
    await host.rules.add({
      dst: '2001:db8::/32',
      action: 'prohibit',
      priority: 501,
      flags: ['invert'],
      fwmark: 0x10,
      fwmask: 0xf0,
    });
    const [four] = (await host.rules.list({ family: 2 })).filter(({ priority }) => priority === 500);
    t.like(four, { src: '10.0.0.0/8', table: 1000, action: 'toTable', flags: [] });
    const [six] = (await host.rules.list({ family: 10 })).filter(({ priority }) => priority === 501);
    t.like(six, { dst: '2001:db8::/32', action: 'prohibit', flags: ['invert'], fwmark: 0x10, fwmask: 0xf0 });

    await t.throwsAsync(async () => host.rules.add({ src: '10.0.0.0/8', table: 1000, priority: 500 }), {
      code: 'EEXIST',
      message: /^add rule 500: /,
    });
    // What is listed can be deleted and added.
    for (const rule of [four, six]) {
      if (rule === undefined) continue;
      await host.rules.delete(rule);
      await host.rules.add(rule);
    }
    t.is((await host.rules.list()).filter(({ priority }) => priority === 500 || priority === 501).length, 2);
    await host.rules.delete({ priority: 500 });
    await t.throwsAsync(async () => host.rules.delete({ priority: 500 }), { code: 'ENOENT' });
  });
}

const AF_INET = 2;
const AF_INET6 = 10;

/** Rules to try, and since which kernel there is what they need. */
const trials: readonly (readonly [RuleRequest, since?: string])[] = [
  [
    {
      src: '10.0.0.0/8',
      dst: '10.1.0.0/16',
      tos: 16,
      table: 70_000,
      iifname: 'v0',
      oifname: 'v1',
      fwmark: 1,
      fwmask: 0xff,
      uidRange: { start: 1, end: 2 },
      ipProto: 6,
      sportRange: { start: 1, end: 2 },
      dportRange: { start: 3, end: 4 },
      protocol: 99,
      suppressPrefixlen: 0,
      suppressIfgroup: 7,
      flow: 0x30007,
      tunId: 5n,
    },
  ],
  [{ src: '2001:db8::/32', dst: '2001:db8:1::/48', table: 70_000, tos: 16, flags: ['invert'], fwmark: 7 }],
  [{ family: AF_INET, action: 'goto', goto: 32_766 }],
  [{ family: AF_INET6, action: 'nop' }],
  [{ family: AF_INET, action: 'blackhole' }],
  [{ family: AF_INET6, action: 'unreachable' }],
  [{ family: AF_INET, action: 'prohibit' }],
  [{ family: 128, iifname: 'v0', table: 100 }],
  [{ family: 129, iifname: 'v0', table: 100 }],
  [{ family: AF_INET, dscp: 10, table: 100 }, '6.13'],
  [{ family: AF_INET6, dscp: 8, dscpMask: 0x38, table: 100 }, '6.15'],
  [{ family: AF_INET6, flowlabel: 5, flowlabelMask: 0xff, table: 100 }, '6.14'],
  [
    {
      family: AF_INET,
      ipProto: 6,
      sportRange: { start: 0x1000, end: 0x1000 },
      sportMask: 0xf000,
      dportRange: { start: 0x2000, end: 0x2000 },
      dportMask: 0xf000,
      table: 100,
    },
    '6.15',
  ],
  [{ family: AF_INET, l3mdev: 1 }],
];

for (const [name, open] of hosts)
  test(`${name}: what is listed of a rule makes it again`, async (t) => {
    const host = await open(t);
    for (const [index, [request, since]] of trials.entries()) {
      const priority = 600 + index;
      const find = async () => (await host.rules.list()).find((rule) => rule.priority === priority);
      await host.rules.add({ ...request, priority });
      const made = await find();
      if (made === undefined) return t.fail(`${index} is not listed`);
      if (since !== undefined && !has(made, request)) {
        // Older kernels take what they do not know, and forget it.
        t.log(`skipped: Linux ${since} has ${Object.keys(request)}`);
        continue;
      }
      t.true(has(made, request), `${index}: ${JSON.stringify(plain(made), bigints)}`);
      t.is(made.unknown, undefined);
      await host.rules.delete(made);
      t.is(await find(), undefined);
      await host.rules.add(made);
      t.deepEqual(plain(await find()), plain(made));
    }
  });

const bigints = (_name: string, value: unknown): unknown =>
  typeof value === 'bigint' ? String(value) : value;
