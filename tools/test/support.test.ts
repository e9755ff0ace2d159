import { readFileSync } from 'node:fs';
import test from 'ava';
import { inCheckout } from '../src/checkout.ts';
import { SUPPORT_FILE, supportDocument } from '../src/support/document.ts';

test('SUPPORT.md says what the tables say', (t) => {
  const written = readFileSync(inCheckout(SUPPORT_FILE), 'utf8');
  t.true(written === supportDocument(), `${SUPPORT_FILE} is not current: run "pnpm run support"`);
});
