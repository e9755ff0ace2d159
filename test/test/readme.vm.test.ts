import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import test from 'ava';

const checkout = new URL('../../../', import.meta.url);

/** What each example of the README prints; the empty text is for those that only do. */
const examples: Readonly<Record<string, { readonly stdout: string; readonly stderr?: string }>> = {
  list: { stdout: '' },
  ipvlan: { stdout: '' },
  monitor: { stdout: 'new veth1\nnew veth0\n' },
  errors: { stdout: '', stderr: 'add link child1: Device or resource busy (EBUSY)\n' },
  sync: { stdout: '127.0.0.0/8 table 255\n127.0.0.1/32 table 255\n' },
};

/** Runs a program in namespaces of its own, where /run/netns is its own too; all of it ends with the program. */
async function runAlone(...command: readonly string[]): Promise<{ stdout: string; stderr: string }> {
  const script = 'mkdir -p /run/netns && mount -t tmpfs none /run/netns && exec "$@"';
  return await promisify(execFile)('unshare', ['-n', '-m', 'sh', '-ec', script, 'sh', ...command]);
}

const example = (name: string): string => fileURLToPath(new URL(`test/dist/src/readme/${name}.js`, checkout));

for (const [name, expected] of Object.entries(examples)) {
  test(`README: ${name}: the text is that of the program, and it runs`, async (t) => {
    const readme = await readFile(new URL('README.md', checkout), 'utf8');
    const source = await readFile(new URL(`test/src/readme/${name}.ts`, checkout), 'utf8');
    t.true(readme.includes(`\`\`\`ts\n${source}\`\`\`\n`), `README.md must show test/src/readme/${name}.ts`);
    const { stdout, stderr } = await runAlone(process.execPath, example(name));
    t.is(stdout, expected.stdout);
    t.is(stderr, expected.stderr ?? '');
  });
}

test('README: ipvlan: leaves the slave in its namespace, up, with address and route', async (t) => {
  const script = '"$0" "$1" && ip -n blue -j -d addr show my_ipvlan && ip -n blue -j route';
  const { stdout } = await runAlone('sh', '-c', script, process.execPath, example('ipvlan'));
  const [addresses, routes] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  t.like(addresses.at(-1), {
    ifname: 'my_ipvlan',
    linkinfo: { info_kind: 'ipvlan', info_data: { mode: 'l2' } },
  });
  t.true(addresses.at(-1).flags.includes('UP'));
  t.like(addresses.at(-1).addr_info[0], { local: '192.0.3.3', prefixlen: 24 });
  t.like(routes[0], { dst: 'default', gateway: '198.51.100.1', dev: 'my_ipvlan', flags: ['onlink'] });
});
