import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import test from 'ava';
import { inCheckout } from '../src/checkout.ts';
import { makeUnlessFresh } from '../src/fresh.ts';

test('makes again when an input, its name, the method or the output changed, and only then', async (t) => {
  mkdirSync(inCheckout('.cache'), { recursive: true });
  const folder = mkdtempSync(inCheckout('.cache', 'fresh-test-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const source = join(folder, 'source', 'deep');
  const output = join(folder, 'output');
  mkdirSync(source, { recursive: true });
  writeFileSync(join(source, 'a'), 'one');

  let made = 0;
  const make = async (): Promise<void> => {
    made += 1;
    writeFileSync(output, 'made');
  };
  const makings = async (...method: readonly string[]): Promise<number> => {
    const before = made;
    await makeUnlessFresh({
      output: relative(inCheckout(), output),
      inputs: [relative(inCheckout(), join(folder, 'source'))],
      method,
      make,
    });
    return made - before;
  };

  t.is(await makings(), 1, 'nothing there');
  t.is(await makings(), 0, 'nothing changed');
  writeFileSync(join(source, 'a'), 'one');
  t.is(await makings(), 0, 'only the time changed');
  writeFileSync(join(source, 'a'), 'two');
  t.is(await makings(), 1, 'a content changed');
  writeFileSync(join(source, 'b'), '');
  t.is(await makings(), 1, 'a file came');
  t.is(await makings('--minify'), 1, 'the method changed');
  rmSync(output);
  t.is(await makings('--minify'), 1, 'the output went');
});

test('what a failed making left is never taken for fresh, not even by the stamp of before', async (t) => {
  mkdirSync(inCheckout('.cache'), { recursive: true });
  const folder = mkdtempSync(inCheckout('.cache', 'fresh-test-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const output = join(folder, 'output');
  const making = (method: string, make: () => Promise<void>) =>
    makeUnlessFresh({
      output: relative(inCheckout(), output),
      inputs: ['package.json'],
      method: [method],
      make,
    });
  await making('old', async () => writeFileSync(output, 'whole'));
  const halfMade = async (): Promise<void> => {
    writeFileSync(output, 'half');
    throw new Error('disk full');
  };
  await t.throwsAsync(making('new', halfMade), { message: 'disk full' });
  await making('old', async () => writeFileSync(output, 'whole again'));
  t.is(readFileSync(output, 'utf8'), 'whole again');
});
