import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { parse } from 'yaml';
import { type Decoded, decode, list, string, struct } from '../src/json/decode.ts';
import { parseJson } from '../src/json/parse.ts';
import { pluginTypes } from '../src/registry.ts';
import { temporaryFolder } from './folder.ts';
import { netnsPath, OURS, Rig } from './rig.ts';

const PACKAGE = fileURLToPath(new URL('../..', import.meta.url));
/** Of the manifest: where the image has the executables, and where the node's folder of plugins is seen. */
const [IMAGE, NODE] = ['/opt/iplink-cni', '/host/opt/cni/bin'];

const container = struct('Container', {
  name: string,
  image: string,
  command: list(string),
  volumeMounts: list(struct('VolumeMount', { name: string, mountPath: string })),
});
const labels = struct('Labels', { app: string });
const daemonSet = struct('DaemonSet', {
  apiVersion: string,
  kind: string,
  spec: struct('DaemonSetSpec', {
    selector: struct('LabelSelector', { matchLabels: labels }),
    template: struct('PodTemplateSpec', {
      metadata: struct('ObjectMeta', { labels }),
      spec: struct('PodSpec', {
        initContainers: list(container),
        containers: list(container),
        volumes: list(struct('Volume', { name: string, hostPath: struct('HostPath', { path: string }) })),
      }),
    }),
  }),
});

function manifest(): Decoded<typeof daemonSet> {
  const value: unknown = parse(readFileSync(join(PACKAGE, 'examples/daemonset.yaml'), 'utf8'));
  return decode(daemonSet, parseJson(Buffer.from(JSON.stringify(value))));
}

test('the DaemonSet is one, and has no shell in it', (t) => {
  const { apiVersion, kind, spec } = manifest();
  t.deepEqual([apiVersion, kind], ['apps/v1', 'DaemonSet']);
  t.deepEqual(spec.selector.matchLabels, spec.template.metadata.labels);
  const { initContainers, containers, volumes } = spec.template.spec;
  t.deepEqual(volumes, [{ name: 'bin', hostPath: { path: '/opt/cni/bin' } }]);
  for (const { volumeMounts } of initContainers)
    t.deepEqual(volumeMounts, [{ name: 'bin', mountPath: NODE }]);
  for (const { command } of [...initContainers, ...containers])
    t.true(['install', 'mv', 'find', 'sleep'].includes(command[0] ?? ''), command.join(' '));
  t.is(new Set([...initContainers, ...containers].map(({ image }) => image)).size, 1);
});

test('the recipe of the README takes the same steps', (t) => {
  const [, recipe = ''] =
    /^## Install\n.*?```sh\n(.*?)```/ms.exec(readFileSync(join(PACKAGE, 'README.md'), 'utf8')) ?? [];
  const steps = manifest().spec.template.spec.initContainers.map(({ command }) =>
    command.join(' ').replaceAll(IMAGE, 'packages/cni/dist/bin').replaceAll(NODE, '/opt/cni/bin'),
  );
  t.deepEqual(recipe.trimEnd().split('\n'), steps);
});

test('its steps install the executable and its links, also over older ones that run', async (t) => {
  const folder = temporaryFolder(t);
  const install = (): void => {
    for (const { command } of manifest().spec.template.spec.initContainers) {
      const [program = '', ...words] = command.map((word) => word.replace(IMAGE, OURS).replace(NODE, folder));
      const { status, stderr } = spawnSync(program, words, { encoding: 'utf8' });
      t.is(status, 0, stderr);
    }
  };
  // What a node has already: the plugins of the reference, as files.
  writeFileSync(join(folder, 'macvlan'), 'old', { mode: 0o755 });
  writeFileSync(join(folder, 'portmap'), 'other', { mode: 0o755 });
  install();

  const names = [...pluginTypes, 'cnitool-ts'];
  t.deepEqual(readdirSync(folder).sort(), ['iplink-cni', 'portmap', ...names].sort());
  for (const name of names) t.is(readlinkSync(join(folder, name)), 'iplink-cni');
  t.is(readFileSync(join(folder, 'portmap'), 'utf8'), 'other');
  const { mode, ino } = statSync(join(folder, 'iplink-cni'));
  t.is(mode & 0o7777, 0o755);

  // The old executable is running, waiting for its configuration.
  const rig = new Rig(t);
  const running = spawn('nsenter', [`--net=${netnsPath(rig.host)}`, join(folder, 'macvlan')], {
    env: { PATH: process.env['PATH'], CNI_COMMAND: 'STATUS', CNI_PATH: folder },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  // nsenter has become the plugin.
  while (readlinkSync(`/proc/${running.pid}/exe`) !== join(folder, 'iplink-cni')) await setTimeout(10);
  install();
  t.not(statSync(join(folder, 'iplink-cni')).ino, ino);
  running.stdin.end('{"cniVersion":"1.1.0","name":"net","type":"macvlan","master":"m0"}');
  const [status] = await once(running, 'close');
  t.is(status, 0);

  t.like(rig.run(folder, 'macvlan', 'VERSION', ''), { status: 0, output: { cniVersion: '1.1.0' } });
});

test('the image has what the steps take', (t) => {
  const lines = readFileSync(join(PACKAGE, 'examples/Dockerfile'), 'utf8').split('\n');
  t.deepEqual(
    lines.filter((line) => line !== '' && !line.startsWith('#')),
    ['FROM debian:12-slim', `COPY dist/bin/ ${IMAGE}/`],
  );
});
