import { setTimeout } from 'node:timers/promises';
import test from 'ava';
import { temporaryFolder } from '../../folder.ts';
import { ip, linkNames, netnsPath, OURS, Rig } from '../../rig.ts';
import { addressed, conf, ONE, run } from './lab.ts';

test.serial('ADDs at once, some of which fail: those that succeed have a bridge that works', async (t) => {
  const rig = new Rig(t);
  const ipam = { type: 'host-local', subnet: '10.1.2.0/24', dataDir: temporaryFolder(t) };
  const good = conf({ isDefaultGateway: true, ipam });
  // Fails behind the bridge, and takes away the one that it has made.
  const bad = conf({ isDefaultGateway: true, ipam: addressed('10.1.2.3') });
  const pods = Array.from({ length: 12 }, () => rig.container());
  const runs = pods.map((pod, at) => {
    const env = { CNI_NETNS: netnsPath(pod), CNI_CONTAINERID: `c${at}` };
    return rig.start(OURS, 'bridge', 'ADD', at % 2 === 0 ? bad : good, env).status;
  });
  t.deepEqual(
    await Promise.all(runs),
    pods.map((_, at) => (at % 2 === 0 ? 1 : 0)),
  );
  t.like(ip(rig.host, 'addr', 'show', 'br0')[0], { operstate: 'UP', addr_info: [{ local: '10.1.2.1' }] });
  t.is(ip(rig.host, 'link', 'show', 'master', 'br0').length, 6);
  const addresses = pods.flatMap(
    (pod) =>
      JSON.stringify(ip(pod, '-4', 'addr', 'show', 'up')).match(/10\.1\.2\.\d+(?=","prefixlen)/g) ?? [],
  );
  t.is(new Set(addresses).size, 6);
});

test.serial('whenever ADD is killed, DEL leaves nothing, and the next ADD works', async (t) => {
  const rig = new Rig(t);
  const pod = rig.container();
  const config = conf({ isDefaultGateway: true, ipMasq: true, ipMasqBackend: 'nftables', ipam: ONE });
  const ADDs = 24;
  let killed = 0;
  // The kills fall into all parts of an ADD, on a machine that has nothing else to do.
  for (let at = 0; at < ADDs; at++) {
    const started = rig.start(OURS, 'bridge', 'ADD', config, { CNI_NETNS: netnsPath(pod) });
    await setTimeout(at * 3);
    started.kill();
    if ((await started.status) === null) killed++;
    t.is(run(rig, pod, 'DEL', config).status, 0);
    t.deepEqual(linkNames(pod), ['lo']);
    t.deepEqual(
      linkNames(rig.host).filter((name) => name !== 'br0'),
      ['lo', 'm1', 'm0'],
    );
  }
  t.true(killed > 0, `${killed} of ${ADDs} were killed`);
  t.is(run(rig, pod, 'ADD', config).status, 0);
});
