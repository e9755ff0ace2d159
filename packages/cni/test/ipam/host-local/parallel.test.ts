import { spawn } from 'node:child_process';
import test from 'ava';
import { environment } from '../../invoke.ts';
import { OURS, REFERENCE } from '../../rig.ts';
import { hasReference, Pool } from './pool.ts';

const COUNT = 200;
const AT_ONCE = 16;

/** The address that an ADD in a process of its own printed, without its length. */
function add(pool: Pool, folder: string, id: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(`${folder}/host-local`, [], { env: environment(pool.env('ADD', { id })) });
    let stdout = '';
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    child.on('error', reject).on('close', () => {
      const address = /"address": "([^/]*)\//.exec(stdout)?.[1];
      if (address === undefined) reject(new Error(`${folder}: ${stdout}`));
      else resolve(address);
    });
    child.stdin.end(pool.config({ id }));
  });
}

test(`${COUNT} parallel ADDs on one pool, half of them the reference's: no duplicate, no loss`, async (t) => {
  if (!hasReference) t.log('the reference is not there: all are ours');
  const pool = new Pool(t, { ranges: [[{ subnet: '10.1.0.0/25' }, { subnet: '10.2.0.0/25' }]] });
  const folderOf = (at: number): string => (hasReference && at % 2 === 0 ? REFERENCE : OURS);
  const given = new Map<string, string>();
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < COUNT; at = next++) {
      const id = `c${at}`;
      given.set(id, await add(pool, folderOf(at), id));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));

  t.is(new Set(given.values()).size, COUNT);
  const files = pool.files();
  for (const [id, address] of given) t.is(files[address], `${id}\r\neth0`);
  t.is(pool.reserved().length, COUNT);
  t.deepEqual(
    Object.keys(files).filter((name) => !/^10\./.test(name)),
    ['last_reserved_ip.0', 'lock'],
  );

  // Each removes what the other added.
  for (const [at, id] of [...given.keys()].entries()) {
    const ours = folderOf(Number(id.slice(1))) === REFERENCE;
    const del = ours || at % 10 !== 0 ? pool.call('DEL', { id }) : pool.run('DEL', { id });
    t.is(del.status, 0);
  }
  t.deepEqual(pool.reserved(), []);
});
