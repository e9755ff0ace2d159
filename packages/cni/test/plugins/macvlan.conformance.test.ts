import { RtnlSync } from '@iplink-ts/rtnetlink';
import test, { type ExecutionContext } from 'ava';
import { atLeast, type SpecVersion, supportedVersions } from '../../src/version.ts';
import { temporaryFolder } from '../folder.ts';
import { ip, linkNames, netnsPath, Rig, type Run } from '../rig.ts';

/** The cases of the reference's own suite: in every version, with the master on the host and in the container. */

/** One version with one place of the master. */
interface Form {
  readonly t: ExecutionContext;
  readonly version: SpecVersion;
  readonly rig: Rig;
  readonly pod: string;
  readonly master: string;
  readonly conf: (config: object) => object;
  readonly run: (command: string, config: object, env?: Readonly<Record<string, string>>) => Run;
}

function conformance(title: string, body: (form: Form) => void): void {
  test.serial(title, (t) => {
    const rig = new Rig(t);
    for (const linkInContainer of [false, true]) {
      const pod = rig.container();
      const master = linkInContainer ? 'in0' : 'm0';
      if (linkInContainer) addMaster(pod);
      const links = linkNames(pod);
      for (const version of supportedVersions) {
        const conf = (config: object): object => ({
          cniVersion: version,
          name: 'net',
          type: 'macvlan',
          master,
          ...(linkInContainer && { linkInContainer }),
          ...config,
        });
        const run: Form['run'] = (command, config, env) =>
          rig.call('macvlan', command, config, { CNI_NETNS: netnsPath(pod), ...env });
        body({ t, version, rig, pod, master, conf, run });
      }
      t.deepEqual(linkNames(pod), links);
    }
  });
}

function addMaster(pod: string): void {
  using rtnl = RtnlSync.open({ netns: pod });
  rtnl.links.add({ kind: 'veth', ifname: 'in0', data: { peer: { ifname: 'in1' } } });
  rtnl.links.set('in0', { up: true });
  rtnl.links.set('in1', { up: true });
}

const STATIC = { type: 'static', addresses: [{ address: '10.1.2.2/24', gateway: '10.1.2.1' }] };

const hostLocal = (t: ExecutionContext): object => ({
  type: 'host-local',
  subnet: '10.1.2.0/24',
  dataDir: temporaryFolder(t),
});

/** `MAC` of the interface that a result speaks of; 0.1.0 and 0.2.0 speak of none. */
function macOf({ output }: Run): unknown {
  const interfaces = output?.['interfaces'];
  return Array.isArray(interfaces) ? interfaces[0]?.mac : undefined;
}

function deletes({ t, pod, conf, run }: Form, config: object, prevResult?: unknown): void {
  const del = run('DEL', conf({ ...config, prevResult }));
  t.deepEqual([del.status, del.stdout], [0, '']);
  using rtnl = RtnlSync.open({ netns: pod });
  t.false(rtnl.links.list().some(({ ifname }) => ifname === 'eth0'));
}

conformance('creates a link in another namespace', (form) => {
  const { t, pod, conf, run } = form;
  const add = run('ADD', conf({ ipam: STATIC }));
  t.is(add.status, 0, add.stdout);
  t.like(ip(pod, '-d', 'link', 'show', 'eth0')[0], {
    mtu: 1500,
    linkinfo: { info_kind: 'macvlan', info_data: { mode: 'bridge' } },
  });
  deletes(form, { ipam: STATIC });
});

conformance('ADD/CHECK/DEL with host-local', (form) => {
  const { t, version, pod, conf, run } = form;
  const config = { ipam: hostLocal(t) };
  if (atLeast(version, '1.1.0')) t.is(run('STATUS', conf(config)).status, 0);
  const add = run('ADD', conf(config));
  t.is(add.status, 0, add.stdout);
  const [link] = ip(pod, '-d', '-4', 'addr', 'show', 'eth0');
  t.like(link, { ifname: 'eth0', addr_info: [{ local: '10.1.2.2', prefixlen: 24 }] });
  if (atLeast(version, '0.3.0')) {
    t.is(macOf(add), link?.['address']);
    t.like(add.output, { ips: [{ interface: 0, address: '10.1.2.2/24', gateway: '10.1.2.1' }] });
  } else t.like(add.output, { ip4: { ip: '10.1.2.2/24', gateway: '10.1.2.1' } });
  const check = run('CHECK', conf({ ...config, prevResult: add.output }));
  if (atLeast(version, '0.4.0')) t.deepEqual([check.status, check.stdout], [0, '']);
  else t.deepEqual(check.output, { code: 1, msg: 'config version does not allow CHECK' });
  deletes(form, config, add.output);
});

conformance('DEL unconfigured', (form) => {
  deletes(form, { ipam: hostLocal(form.t) });
});

conformance('L2 ADD/DEL', (form) => {
  const { t, version, pod, conf, run } = form;
  const add = run('ADD', conf({ ipam: {} }));
  if (atLeast(version, '0.3.0')) {
    t.is(macOf(add), ip(pod, 'link', 'show', 'eth0')[0]?.['address']);
    t.is(add.output?.['ips'], undefined);
    if (atLeast(version, '0.4.0')) t.is(run('CHECK', conf({ ipam: {}, prevResult: add.output })).stdout, '');
  } else {
    // The reference leaves the interface to DEL, to which runtimes are bound after a failure.
    t.is(add.output?.['msg'], 'cannot convert: no valid IP addresses');
  }
  deletes(form, { ipam: {} });
});

conformance('without master: the interface of the default route', (form) => {
  const { t, version, rig, pod, master, conf, run } = form;
  using home = RtnlSync.open({ netns: master === 'm0' ? rig.host : pod });
  home.addresses.add({ dev: master, address: '192.0.0.1/24' });
  home.routes.add({ dst: '0.0.0.0/0', via: '192.0.0.254', dev: master });
  const config = { master: undefined, ipam: STATIC };
  const add = run('ADD', conf(config));
  t.is(add.status, 0, add.stdout);
  t.is(ip(pod, 'link', 'show', 'eth0')[0]?.[master === 'm0' ? 'link_index' : 'link'], linkOf(home, master));
  if (atLeast(version, '0.4.0')) t.is(run('CHECK', conf({ ...config, prevResult: add.output })).stdout, '');
  home.addresses.delete({ dev: master, address: '192.0.0.1/24' });
  deletes(form, config);
});

/** As iproute2 names it from the container: by index where it is on the host. */
function linkOf(home: RtnlSync, master: string): unknown {
  return master === 'm0' ? home.links.get(master).index : master;
}

for (const [title, config, env] of [
  ['CNI_ARGS', {}, { CNI_ARGS: 'IgnoreUnknown=true;MAC=c2:11:22:33:44:55' }],
  ['runtimeConfig', { capabilities: { mac: true }, RuntimeConfig: { mac: 'c2:11:22:33:44:55' } }, {}],
] as const) {
  conformance(`MAC via ${title}`, (form) => {
    const { t, version, pod, conf, run } = form;
    const add = run('ADD', conf({ ipam: STATIC, ...config }), env);
    t.is(add.status, 0, add.stdout);
    t.like(ip(pod, 'link', 'show', 'eth0')[0], { address: 'c2:11:22:33:44:55' });
    if (atLeast(version, '0.3.0')) t.is(macOf(add), 'c2:11:22:33:44:55');
    deletes(form, { ipam: STATIC });
  });
}
