/** Nothing that a client leaves behind keeps a process alive. */
import { spawnSync } from 'node:child_process';
import test from 'ava';

const MODULES = ['../../src/client/rtnl.js', '../../src/testing.js', '../../src/client/objects.js'].map(
  (path) => new URL(path, import.meta.url).href,
);

test('the timer of with({ timeout }) ends with the call, whether it succeeds or is refused', (t) => {
  const script = `Promise.all(${JSON.stringify(MODULES)}.map((url) => import(url))).then(async ([client, testing, objects]) => {
    const respond = (request) => [request.isDump ? testing.done(request) : testing.refusal(request, 19)];
    const host = new client.Rtnl(new testing.TestTransport(respond)).with({ timeout: 120_000 });
    const links = await host.links.list();
    const refused = await host.links.get('none').catch(({ code }) => code);
    const [{ status }] = await host.batch([objects.operations.links.get('none')]);
    console.log(links.length, refused, status);
  });`;
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, ['-e', script], {
    encoding: 'utf8',
    timeout: 60_000,
  });
  t.is(stderr, '');
  t.deepEqual([status, signal], [0, null], 'a timer that is left would hold it for 120 s');
  t.is(stdout, '0 ENODEV rejected\n');
});
