import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';

const checkout = fileURLToPath(new URL('../../../', import.meta.url));

/** Every document of the checkout, from its top. */
async function documents(): Promise<readonly string[]> {
  const folders = ['', ...(await readdir(join(checkout, 'packages'))).map((name) => `packages/${name}`)];
  const files = await Promise.all(
    folders.map(async (folder) => (await readdir(join(checkout, folder))).map((file) => join(folder, file))),
  );
  return files.flat().filter((file) => file.endsWith('.md'));
}

test('what the documents link to is there', async (t) => {
  const lost: string[] = [];
  let followed = 0;
  for (const document of await documents()) {
    const text = await readFile(join(checkout, document), 'utf8');
    for (const [, target = ''] of text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)) {
      if (/^[a-z]+:/.test(target)) continue;
      followed++;
      if (!existsSync(join(checkout, dirname(document), target))) lost.push(`${document}: ${target}`);
    }
  }
  t.deepEqual(lost, []);
  t.true(followed > 100, `${followed} links`);
});
