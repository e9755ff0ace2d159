import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';

/** A file that ends with the test. */
export function ownFile(t: ExecutionContext, name = 'recording.pcap'): string {
  const folder = mkdtempSync(join(tmpdir(), 'iplink-pcap-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, name);
}
