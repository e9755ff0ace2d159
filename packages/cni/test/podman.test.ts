/** A client from outside that runs our plugins by libcni: podman with its CNI networks, where it is installed. */
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { temporaryFolder } from './folder.ts';
import { hasReference, OURS, REFERENCE } from './rig.ts';

/** Where a program is that is called by its name; undefined when there is none. */
function which(program: string): string | undefined {
  const { stdout } = spawnSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' });
  return stdout.trim() || undefined;
}

/**
 * Runs `script` in a mount, network and process namespace of its own: nothing of podman or CNI on the machine is seen
 * or left there. The host has `m0`, a veth that is up. crun takes cgroups of version 2 alone.
 */
function isolated(t: ExecutionContext, script: string, env: Readonly<Record<string, string>>): void {
  const prepare = `set -eu
    mount -t tmpfs tmpfs /var/lib; mount -t tmpfs tmpfs /run; mkdir -p /var/lib/containers
    test -e /sys/fs/cgroup/cgroup.controllers || { umount -l /sys/fs/cgroup; mount -t cgroup2 none /sys/fs/cgroup; }
    ip link set lo up; ip link add m0 type veth peer name m1; ip link set m0 up; ip link set m1 up`;
  const { status, stderr } = spawnSync(
    'unshare',
    ['--mount', '--net', '--pid', '--fork', '--mount-proc', 'sh', '-c', `${prepare}\n${script}`],
    { env: { PATH: process.env['PATH'], ...env }, encoding: 'utf8' },
  );
  t.is(status, 0, stderr);
}

/** A file system with a program that sleeps, and what that is linked with. */
function sleeper(t: ExecutionContext): string {
  const root = temporaryFolder(t);
  const libraries = execFileSync('ldd', ['/bin/sleep'], { encoding: 'utf8' }).match(/\/\S+/g) ?? [];
  for (const file of ['/bin/sleep', ...libraries]) {
    mkdirSync(join(root, dirname(file)), { recursive: true });
    copyFileSync(file, join(root, file));
  }
  return root;
}

/** Writes the cache's only file anew, by our runtime. */
const REWRITE = `
  import { Cache, networkOf } from '${new URL('../src/runtime/cache.js', import.meta.url)}';
  const cache = new Cache();
  const [attachment] = await cache.attachments();
  const result = await cache.result(attachment);
  await cache.remove(attachment);
  await cache.write(networkOf(attachment), attachment, result);`;

test('podman runs a container with our plugins, and its cache is ours', (t) => {
  const [podman, conmon, crun] = ['podman', 'conmon', 'crun'].map(which);
  if (podman === undefined || conmon === undefined || crun === undefined || !hasReference) {
    t.log('skipped: podman, conmon, crun or the reference plugins are not installed');
    t.pass();
    return;
  }
  const version = execFileSync(podman, ['--version'], { encoding: 'utf8' }).trim();
  if (!/ version [34]\./.test(version)) {
    t.log(`skipped: ${version} has no CNI networks, version 4 had them last`);
    t.pass();
    return;
  }
  const folder = temporaryFolder(t);
  const write = (name: string, content: string, mode = 0o644): string => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content, { mode });
    return join(folder, name);
  };
  // Tells what it is asked, and asks tuning.
  const asked = join(folder, 'asked');
  write(
    'plugins/spy',
    `#!/bin/sh\ninput=$(cat); echo "$CNI_COMMAND $input" >>${asked}; echo "$input" | ${REFERENCE}/tuning\n`,
    0o755,
  );
  const ipam = { type: 'static', addresses: [{ address: '10.7.0.5/24', gateway: '10.7.0.1' }] };
  const plugins = [
    { type: 'macvlan', master: 'm0', ipam },
    { type: 'spy', mtu: 1400 },
  ];
  write('networks/mac.conflist', JSON.stringify({ cniVersion: '0.4.0', name: 'mac', plugins }));
  const quoted = (paths: readonly string[]) => `[${paths.map((path) => JSON.stringify(path)).join(', ')}]`;
  const containersConf = write(
    'containers.conf',
    `[containers]\ncgroups = "disabled"\nlog_driver = "k8s-file"
[network]\nnetwork_backend = "cni"\nnetwork_config_dir = "${folder}/networks"
cni_plugin_dirs = ${quoted([OURS, join(folder, 'plugins')])}
[engine]\ncgroup_manager = "cgroupfs"\nevents_logger = "none"\nruntime = "crun"
conmon_path = ${quoted([conmon])}\n[engine.runtimes]\ncrun = ${quoted([crun])}\n`,
  );
  const storageConf = write(
    'storage.conf',
    '[storage]\ndriver = "vfs"\nrunroot = "/run/containers/storage"\ngraphroot = "/var/lib/containers/storage"\n',
  );

  const links = (container: string, to: string) =>
    `nsenter -t $(podman inspect -f '{{.State.Pid}}' ${container}) -n ip -j addr >"$OUT/${to}"`;
  const start = (container: string) =>
    `podman run -d --name ${container} --network mac --rootfs "$ROOT" /bin/sleep 100`;
  isolated(
    t,
    `${start('one')}; ${links('one', 'one')}
     podman inspect one >"$OUT/inspect"; cnitool-ts --json list >"$OUT/list"
     "$NODE" --input-type=module --eval "$REWRITE"
     podman stop -t 0 one; podman rm one; cnitool-ts --json list >"$OUT/list-removed"
     ${start('two')}; cnitool-ts gc mac; ${links('two', 'two')}; cnitool-ts --json list >"$OUT/list-gc"
     podman rm -f -t 0 two; ip -j link >"$OUT/host"`,
    {
      PATH: `${OURS}:${process.env['PATH']}`,
      CONTAINERS_CONF: containersConf,
      CONTAINERS_STORAGE_CONF: storageConf,
      CNI_PATH: `${OURS}:${join(folder, 'plugins')}`,
      NETCONFPATH: join(folder, 'networks'),
      OUT: folder,
      ROOT: sleeper(t),
      NODE: process.execPath,
      REWRITE,
    },
  );

  const output = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
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
  t.deepEqual(
    output('two').map(({ ifname }: { ifname: string }) => ifname),
    ['lo'],
  );
  t.deepEqual(
    output('host')
      .map(({ ifname }: { ifname: string }) => ifname)
      .sort(),
    ['lo', 'm0', 'm1'],
  );
});
