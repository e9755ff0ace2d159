import test from 'ava';
import { ip, netnsPath, OURS, Rig } from '../rig.ts';

test.serial('the first ADDs on a master, at once and of two modes: those of one mode succeed', async (t) => {
  const rig = new Rig(t);
  const pods = Array.from({ length: 4 }, (_, at) => ({
    name: rig.container(),
    mode: at % 2 === 0 ? 'l2' : 'l3',
    address: `10.1.2.${at + 3}/24`,
  }));
  const all = (command: string): Promise<(number | null)[]> =>
    Promise.all(
      pods.map(({ name, mode, address }) => {
        const ipam = { type: 'static', addresses: [{ address }] };
        const config = { cniVersion: '1.0.0', name: 'net', type: 'ipvlan', master: 'm0', mode, ipam };
        const env = { CNI_NETNS: netnsPath(name), CNI_CONTAINERID: name };
        return rig.start(OURS, 'ipvlan', command, config, env).status;
      }),
    );
  const ended = await all('ADD');
  const added = pods.filter((_, at) => ended[at] === 0);
  const [mode, ...otherModes] = new Set(added.map((pod) => pod.mode));
  t.deepEqual([added.length, otherModes], [pods.length / 2, []], `${ended}`);
  for (const { name } of added)
    t.like(ip(name, '-d', 'link', 'show', 'eth0')[0], { linkinfo: { info_data: { mode } } });
  t.deepEqual(await all('DEL'), Array(pods.length).fill(0));
});
