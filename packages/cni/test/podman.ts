import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { temporaryFolder } from './folder.ts';
import { hasReference, OURS, REFERENCE } from './rig.ts';

/** Where a program is that is called by its name; undefined when there is none. */
function which(program: string): string | undefined {
  const { stdout } = spawnSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' });
  return stdout.trim() || undefined;
}

/** Why podman cannot be driven here. */
export function podmanObstacle(): string | undefined {
  const podman = which('podman');
  if (podman === undefined || which('conmon') === undefined || which('crun') === undefined || !hasReference)
    return 'podman, conmon, crun or the reference plugins are not installed';
  const version = execFileSync(podman, ['--version'], { encoding: 'utf8' }).trim();
  return / version [34]\./.test(version)
    ? undefined
    : `${version} has no CNI networks, version 4 had them last`;
}

/** A host with podman that knows our plugins before those of the reference, and its folder of networks. */
export class PodmanHost {
  /** Where scripts put what they find, `$OUT`, and what they are given. */
  readonly folder: string;
  readonly #t: ExecutionContext;

  constructor(t: ExecutionContext) {
    this.#t = t;
    this.folder = temporaryFolder(t);
    mkdirSync(join(this.folder, 'networks'));
    const plugins = JSON.stringify([OURS, join(this.folder, 'plugins'), REFERENCE]);
    this.write(
      'containers.conf',
      `[containers]\ncgroups = "disabled"\nlog_driver = "k8s-file"
[network]\nnetwork_backend = "cni"\nnetwork_config_dir = "${this.folder}/networks"\ncni_plugin_dirs = ${plugins}
[engine]\ncgroup_manager = "cgroupfs"\nevents_logger = "none"\nruntime = "crun"
conmon_path = [${JSON.stringify(which('conmon'))}]\n[engine.runtimes]\ncrun = [${JSON.stringify(which('crun'))}]\n`,
    );
    this.write(
      'storage.conf',
      '[storage]\ndriver = "vfs"\nrunroot = "/run/containers/storage"\ngraphroot = "/var/lib/containers/storage"\n',
    );
  }

  write(name: string, content: string, mode = 0o644): string {
    const file = join(this.folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content, { mode });
    return file;
  }

  /** JSON that a script has put into the folder. */
  output(name: string) {
    return JSON.parse(readFileSync(join(this.folder, name), 'utf8'));
  }

  /** Shell that starts a container that does nothing. */
  start(name: string, ...words: readonly string[]): string {
    return `podman run -d --name ${name} ${words.join(' ')} --rootfs ${sleeper(this.#t)} /bin/sleep 100`;
  }

  /** Shell that does something in the network namespace of a container. */
  inside(name: string, command: string): string {
    return `nsenter -t $(podman inspect -f '{{.State.Pid}}' ${name}) -n ${command}`;
  }

  /**
   * Runs `script` in a mount, network and process namespace of its own: nothing of podman or CNI on the machine is seen
   * or left there. The host has `m0`, a veth that is up. crun takes cgroups of version 2 alone.
   */
  run(script: string, env: Readonly<Record<string, string>> = {}): void {
    const prepare = `set -eu
      mount -t tmpfs tmpfs /var/lib; mount -t tmpfs tmpfs /run; mkdir -p /var/lib/containers
      test -e /sys/fs/cgroup/cgroup.controllers || { umount -l /sys/fs/cgroup; mount -t cgroup2 none /sys/fs/cgroup; }
      ip link set lo up; ip link add m0 type veth peer name m1; ip link set m0 up; ip link set m1 up`;
    const { status, stderr } = spawnSync(
      'unshare',
      ['--mount', '--net', '--pid', '--fork', '--mount-proc', 'sh', '-c', `${prepare}\n${script}`],
      {
        env: {
          PATH: `${OURS}:${process.env['PATH']}`,
          CONTAINERS_CONF: join(this.folder, 'containers.conf'),
          CONTAINERS_STORAGE_CONF: join(this.folder, 'storage.conf'),
          CNI_PATH: `${OURS}:${join(this.folder, 'plugins')}:${REFERENCE}`,
          NETCONFPATH: join(this.folder, 'networks'),
          OUT: this.folder,
          ...env,
        },
        encoding: 'utf8',
      },
    );
    this.#t.is(status, 0, stderr);
  }
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
