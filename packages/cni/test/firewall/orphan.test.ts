import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import test from 'ava';
import { temporaryFolder } from '../folder.ts';
import { netnsPath, OURS, Rig } from '../rig.ts';
import { masqueradeRules } from './namespace.ts';

/** What changes the rules: its arguments of nft; the whole program of iptables. */
const CHANGES = { nftables: ['nft', '*add*'], iptables: ['iptables-restore', '*'] } as const;

for (const [ipMasqBackend, [program, change]] of Object.entries(CHANGES))
  test.serial(
    `ADD is killed while ${program} changes the rules: DEL waits for that, and leaves nothing`,
    async (t) => {
      const rig = new Rig(t);
      const pod = rig.container();
      const folder = temporaryFolder(t);
      const [began, ended] = [join(folder, 'began'), join(folder, 'ended')];
      // The program itself, on a machine so slow that ADD can be killed and DEL run while it is at work.
      writeFileSync(
        join(folder, program),
        `#!/bin/sh
PATH=\${PATH#*:}
case "$*" in ${change}) touch ${began}; sleep 0.5; ${program} "$@"; touch ${ended};;
*) exec ${program} "$@";; esac
`,
      );
      chmodSync(join(folder, program), 0o755);
      const config = {
        cniVersion: '1.0.0',
        name: 'net',
        type: 'ptp',
        ipMasq: true,
        ipMasqBackend,
        ipam: { type: 'static', addresses: [{ address: '10.1.2.3/24', gateway: '10.1.2.1' }] },
      };
      const env = { CNI_NETNS: netnsPath(pod) };
      const add = rig.start(OURS, 'ptp', 'ADD', config, { ...env, PATH: `${folder}:${process.env['PATH']}` });
      while (!existsSync(began)) await setTimeout(10);
      add.kill();
      t.is(await add.status, null);
      t.false(existsSync(ended));
      t.deepEqual(masqueradeRules(rig.host), []);
      t.is(rig.call('ptp', 'DEL', config, env).stdout, '');
      while (!existsSync(ended)) await setTimeout(10);
      t.deepEqual(masqueradeRules(rig.host), []);
    },
  );
