import { spawnSync } from 'node:child_process';
import { macvlanWithStatic, prepareHost } from '../cases/cni.ts';
import { environment, OURS, stateOf } from '../peers/cni.ts';
import { mountScratch } from '../scratch.ts';
import { strace } from './count.ts';

/**
 * One ADD by our plugin, traced, in the namespaces that this process has to itself:
 *
 *     node plugin.js FILE
 */
mountScratch();
prepareHost();
const { type, config } = macvlanWithStatic;
const [tracer = '', ...words] = strace(process.argv[2] ?? '', true);
const { status, stdout, stderr, error } = spawnSync(tracer, [...words, `${OURS}/${type}`], {
  env: environment('ADD', OURS),
  input: JSON.stringify(config(stateOf('guard'))),
  encoding: 'utf8',
});
if (status !== 0) throw new Error(`${tracer}: ${error?.message ?? stdout + stderr}`);
