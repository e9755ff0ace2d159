import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { run } from '../../src/cnitool/index.ts';
import { type AttachmentRecord, lockRecords } from '../../src/static-macvlan/records.ts';
import { temporaryFolder } from '../folder.ts';

const POD: AttachmentRecord = {
  network: 'static-macvlan-cni',
  containerID: 'c1',
  ifname: 'net1',
  podNamespace: 'default',
  podName: 'samplepod1',
  podUID: '4ae53a2a-5f99-11e9-97f6-063e2068ed12',
  subnet: 'mv1.100',
  master: 'eth0',
  vlan: 100,
  parent: 'mv1.100',
  ip: '192.168.1.100/24',
  mac: '0a:00:27:00:00:00',
  routes: [],
};
const CONTAINER: AttachmentRecord = {
  ...POD,
  network: 'lan',
  containerID: 'c2',
  podNamespace: '',
  podName: '',
  podUID: '',
  ip: '192.168.1.133/24',
};

/** Two networks with records in folders of their own. */
function networks(t: ExecutionContext): { folder: string; data: (name: string) => string } {
  const folder = temporaryFolder(t);
  const data = (name: string): string => join(folder, 'data', name);
  for (const [name, type, record] of [
    ['static-macvlan-cni', 'static-macvlan-cni', POD],
    ['lan', 'static-macvlan', CONTAINER],
  ] as const) {
    const plugins = [{ type, dataDir: data(name) }, { type: 'tuning' }];
    writeFileSync(join(folder, `${name}.conflist`), JSON.stringify({ cniVersion: '1.0.0', name, plugins }));
    using records = lockRecords(data(name));
    records.write([record]);
  }
  return { folder, data };
}

async function tool(folder: string, ...args: readonly string[]) {
  let [out, err] = ['', ''];
  const status = await run(args, {
    env: { NETCONFPATH: folder },
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  });
  return { status, out, err };
}

const HEADING = 'NAME        VLAN     POD-ID                                IP                MAC\n';
const ROW =
  'samplepod1  mv1.100  4ae53a2a-5f99-11e9-97f6-063e2068ed12  192.168.1.100/24  0a:00:27:00:00:00\n';

test('pods of a network, in the columns that StaticPods had', async (t) => {
  const { folder } = networks(t);
  t.deepEqual(await tool(folder, 'pods', 'static-macvlan-cni'), { status: 0, out: HEADING + ROW, err: '' });
});

test('without a network, those of all; a container that is no pod goes by its id', async (t) => {
  const { folder } = networks(t);
  const { status, out } = await tool(folder, 'pods');
  t.is(status, 0);
  for (const row of [
    ROW,
    'c2          mv1.100  c2                                    192.168.1.133/24  0a:00:27:00:00:00\n',
  ])
    t.true(out.includes(row), out);
});

test('as JSON; of a folder that no network names', async (t) => {
  const { folder, data } = networks(t);
  const { out } = await tool(folder, 'pods', '--json', '--data-dir', data('lan'));
  t.deepEqual(JSON.parse(out), {
    pods: [
      {
        name: 'c2',
        namespace: '',
        vlan: 'mv1.100',
        'pod-id': 'c2',
        ip: '192.168.1.133/24',
        mac: '0a:00:27:00:00:00',
        network: 'lan',
        containerID: 'c2',
        ifname: 'net1',
        master: 'eth0',
        parent: 'mv1.100',
      },
    ],
  });
});

test('nothing is held; a network is unknown; the records are damaged', async (t) => {
  const { folder, data } = networks(t);
  const none = 'NAME  VLAN  POD-ID  IP  MAC\n';
  t.deepEqual(await tool(folder, 'pods', '--data-dir', data('none')), { status: 0, out: none, err: '' });
  t.is((await tool(folder, 'pods', 'nope')).status, 1);
  mkdirSync(data('damaged'));
  writeFileSync(join(data('damaged'), 'records.json'), '{"attachments": [');
  const { status, err } = await tool(folder, 'pods', '--data-dir', data('damaged'));
  t.is(status, 1);
  t.true(
    err.startsWith(`the records ${data('damaged')}/records.json are damaged: unexpected end of JSON input`),
    err,
  );
});
