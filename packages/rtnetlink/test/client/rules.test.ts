import test from 'ava';
import { everyHost } from '../live.ts';

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
