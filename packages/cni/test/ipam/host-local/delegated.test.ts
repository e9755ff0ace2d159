import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { temporaryFolder } from '../../folder.ts';
import { netnsPath, Rig, state } from '../../rig.ts';

/** What main plugins make of host-local, within one process. */

function network(dataDir: string, ipam: object = {}): object {
  return {
    cniVersion: '1.1.0',
    name: 'net',
    type: 'macvlan',
    master: 'm0',
    ipam: { type: 'host-local', dataDir, subnet: '10.1.2.0/30', ...ipam },
  };
}

function reserved(dataDir: string): string[] {
  const folder = join(dataDir, 'net');
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith('10.')) : [];
}

test.serial('ADD, CHECK, STATUS and DEL of macvlan', (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  const env = { CNI_NETNS: netnsPath(pod), CNI_IFNAME: 'eth0' };
  const dataDir = temporaryFolder(t);
  const before = state(pod);
  const conf = network(dataDir, { routes: [{ dst: '0.0.0.0/0' }] });
  t.is(rig.call('macvlan', 'STATUS', conf).status, 0);
  const prevResult = rig.call('macvlan', 'ADD', conf, env).output;
  t.deepEqual(prevResult?.['ips'], [{ interface: 0, address: '10.1.2.2/30', gateway: '10.1.2.1' }]);
  t.deepEqual(reserved(dataDir), ['10.1.2.2']);
  t.is(rig.call('macvlan', 'CHECK', { ...conf, prevResult }, env).status, 0);
  const status = rig.call('macvlan', 'STATUS', conf);
  t.deepEqual(
    [status.output?.['code'], status.output?.['msg']],
    [50, 'no IP addresses available in range set: 10.1.2.1-10.1.2.2'],
  );
  for (const _ of [1, 2]) t.is(rig.call('macvlan', 'DEL', conf, env).status, 0);
  t.deepEqual([reserved(dataDir), state(pod)], [[], before]);
});

test.serial('the address is given back when a later step fails', (t) => {
  const rig = new Rig(t);
  const env = { CNI_NETNS: netnsPath(rig.container()), CNI_IFNAME: 'eth0' };
  const dataDir = temporaryFolder(t);
  const conf = network(dataDir, { routes: [{ dst: '10.9.0.0/16', gw: '99.9.9.9' }] });
  const run = rig.call('macvlan', 'ADD', conf, env);
  t.regex(String(run.output?.['msg']), /^failed to add route /);
  t.deepEqual(reserved(dataDir), []);
});

test.serial('an address that is taken is not lost by the ADD that does not get it', (t) => {
  const rig = new Rig(t);
  const env = (): Record<string, string> => ({ CNI_NETNS: netnsPath(rig.container()), CNI_IFNAME: 'eth0' });
  const dataDir = temporaryFolder(t);
  t.is(rig.call('macvlan', 'ADD', network(dataDir), env()).status, 0);
  const other = rig.call('macvlan', 'ADD', network(dataDir), { ...env(), CNI_CONTAINERID: 'c2' });
  t.regex(String(other.output?.['msg']), /^failed to allocate for range 0: no IP addresses available/);
  t.deepEqual(reserved(dataDir), ['10.1.2.2']);
});

test.serial('a second ADD of an attachment does not take its address from it', (t) => {
  const rig = new Rig(t);
  const env = (): Record<string, string> => ({ CNI_NETNS: netnsPath(rig.container()), CNI_IFNAME: 'eth0' });
  const dataDir = temporaryFolder(t);
  t.is(rig.call('macvlan', 'ADD', network(dataDir), env()).status, 0);
  const again = rig.call('macvlan', 'ADD', network(dataDir), env());
  t.regex(
    String(again.output?.['msg']),
    /10\.1\.2\.2 has been allocated to c1, duplicate allocation is not allowed$/,
  );
  t.deepEqual(reserved(dataDir), ['10.1.2.2']);
});

test.serial('GC reaches it', (t) => {
  const rig = new Rig(t);
  const env = { CNI_NETNS: netnsPath(rig.container()), CNI_IFNAME: 'eth0' };
  const dataDir = temporaryFolder(t);
  t.is(rig.call('macvlan', 'ADD', network(dataDir), env).status, 0);
  const gc = (valid: readonly object[]): unknown =>
    rig.call('macvlan', 'GC', { ...network(dataDir), 'cni.dev/valid-attachments': valid }).status;
  t.is(gc([{ containerID: 'c1', ifname: 'eth0' }]), 0);
  t.deepEqual(reserved(dataDir), ['10.1.2.2']);
  t.is(gc([]), 0);
  t.deepEqual(reserved(dataDir), []);
});
