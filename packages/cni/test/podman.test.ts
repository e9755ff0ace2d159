/** A client from outside that runs our plugins by libcni: podman with its CNI networks, where it is installed. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { PodmanHost, podmanObstacle } from './podman.ts';
import { REFERENCE } from './rig.ts';

const names = (links: readonly { readonly ifname: string }[]) => links.map(({ ifname }) => ifname);

/** Writes the cache's only file anew, by our runtime. */
const REWRITE = `
  import { Cache, networkOf } from '${new URL('../src/runtime/cache.js', import.meta.url)}';
  const cache = new Cache();
  const [attachment] = await cache.attachments();
  const result = await cache.result(attachment);
  await cache.remove(attachment);
  await cache.write(networkOf(attachment), attachment, result);`;

test('podman runs a container with our plugins, and its cache is ours', (t) => {
  const obstacle = podmanObstacle();
  if (obstacle !== undefined) {
    t.log(`skipped: ${obstacle}`);
    t.pass();
    return;
  }
  const host = new PodmanHost(t);
  const output = (name: string) => host.output(name);
  // Tells what it is asked, and asks tuning.
  const asked = join(host.folder, 'asked');
  host.write(
    'plugins/spy',
    `#!/bin/sh\ninput=$(cat); echo "$CNI_COMMAND $input" >>${asked}; echo "$input" | ${REFERENCE}/tuning\n`,
    0o755,
  );
  const ipam = { type: 'static', addresses: [{ address: '10.7.0.5/24', gateway: '10.7.0.1' }] };
  const plugins = [
    { type: 'macvlan', master: 'm0', ipam },
    { type: 'spy', mtu: 1400 },
  ];
  host.write('networks/mac.conflist', JSON.stringify({ cniVersion: '0.4.0', name: 'mac', plugins }));
  host.run(
    `${host.start('one', '--network mac')}; ${host.inside('one', 'ip -j addr')} >"$OUT/one"
     podman inspect one >"$OUT/inspect"; cnitool-ts --json list >"$OUT/list"
     "$NODE" --input-type=module --eval "$REWRITE"
     podman stop -t 0 one; podman rm one; cnitool-ts --json list >"$OUT/list-removed"
     ${host.start('two', '--network mac')}
     cnitool-ts gc mac; ${host.inside('two', 'ip -j addr')} >"$OUT/two"; cnitool-ts --json list >"$OUT/list-gc"
     podman rm -f -t 0 two; ip -j link >"$OUT/host"`,
    { NODE: process.execPath, REWRITE },
  );

  t.like(output('one')[1], {
    ifname: 'eth0',
    mtu: 1400,
    operstate: 'UP',
    addr_info: [{ local: '10.7.0.5', prefixlen: 24 }],
  });
  const [{ Id: id, NetworkSettings: settings }] = output('inspect');
  t.like(settings.Networks.mac, { IPAddress: '10.7.0.5', IPPrefixLen: 24, Gateway: '10.7.0.1' });
  // What libcni has written is read...
  t.like(output('list').attachments, [
    {
      network: 'mac',
      containerId: id,
      ifName: 'eth0',
      netns: settings.SandboxKey,
      args: [
        ['IgnoreUnknown', '1'],
        ['K8S_POD_NAME', 'one'],
      ],
      result: { ips: [{ address: '10.7.0.5/24' }] },
    },
  ]);
  // ... and libcni reads what we have written: the result of ADD comes with DEL.
  const runs = readFileSync(asked, 'utf8')
    .split('\n')
    .filter((run) => run !== '' && !run.startsWith('VERSION '));
  t.deepEqual(
    runs.map((run) => run.split(' ', 1)[0]),
    ['ADD', 'DEL', 'ADD', 'DEL', 'DEL'],
  );
  t.like(JSON.parse(runs[1]?.slice('DEL '.length) ?? ''), {
    prevResult: { cniVersion: '0.4.0', ips: [{ version: '4', address: '10.7.0.5/24' }] },
  });
  t.deepEqual(output('list-removed').attachments, []);

  // GC took the second container's interface away; podman removes the container all the same.
  t.deepEqual(output('list-gc').attachments, []);
  t.deepEqual(names(output('two')), ['lo']);
  t.deepEqual(names(output('host')).sort(), ['lo', 'm0', 'm1']);
});

test("podman's own network: bridge, host-local and tuning are ours, portmap and firewall the reference's", (t) => {
  const obstacle = podmanObstacle();
  if (obstacle !== undefined) {
    t.log(`skipped: ${obstacle}`);
    t.pass();
    return;
  }
  const host = new PodmanHost(t);
  host.run(
    `podman network create --subnet 10.66.0.0/24 made
     ${host.start('one', '--network made -p 8080:80')}
     ${host.start('two', '--network made --ip 10.66.0.77 --mac-address 02:00:00:00:00:77')}
     ${host.inside('one', 'ping -c 1 -W 5 10.66.0.77')}; ping -c 1 -W 5 10.66.0.77
     ${host.inside('two', 'ip -j addr')} >"$OUT/two"; podman inspect one >"$OUT/inspect"
     iptables-save -t nat >"$OUT/nat"; cnitool-ts --json list >"$OUT/list"
     podman rm -f -t 0 one two
     iptables-save -t nat >"$OUT/nat-after"; ls /var/lib/cni/networks/made >"$OUT/reservations"
     ip -j link >"$OUT/host"; cnitool-ts --json list >"$OUT/list-after"`,
  );

  const text = (name: string) => readFileSync(join(host.folder, name), 'utf8');
  t.like(host.output('two')[1], {
    ifname: 'eth0',
    address: '02:00:00:00:00:77',
    addr_info: [{ local: '10.66.0.77', prefixlen: 24 }],
  });
  const { IPAddress: one } = host.output('inspect')[0].NetworkSettings.Networks.made;
  t.is(one, '10.66.0.2');
  for (const rule of [`--to-destination ${one}:80`, `-s ${one}/32`, '-s 10.66.0.77/32'])
    t.true(text('nat').includes(rule), rule);
  const addresses = host
    .output('list')
    .attachments.map(({ result }: { result: { ips: { address: string }[] } }) => result.ips[0]?.address);
  t.deepEqual(addresses.sort(), ['10.66.0.2/24', '10.66.0.77/24']);

  t.false(text('nat-after').includes('10.66.0.'));
  t.notRegex(text('reservations'), /^10\./m);
  t.deepEqual(host.output('list-after').attachments, []);
  t.deepEqual(
    names(host.output('host')).filter((name) => name.startsWith('veth')),
    [],
  );
});
