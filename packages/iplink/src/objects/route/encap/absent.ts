/** Words of encapsulations that this program does not take. */
import type { Words } from '../../../argv.ts';
import { commandFailure } from '../../../failure.ts';

const TUNNEL_OPTIONS: ReadonlySet<string> = new Set(['geneve_opts', 'vxlan_opts', 'erspan_opts']);

/** Kernels such as Linux 6.18 die of a route whose tunnel has options of more than one sort or a bad length. */
export function refuseTunnelOptions(words: Words): void {
  const word = words.current;
  if (word !== undefined && TUNNEL_OPTIONS.has(word))
    throw commandFailure(`"${word}" is not part of iplink-ts.\n`);
}

/** Programs are loaded from object files, for which this program has no loader. */
export function refuseBpfProgram(words: Words): never {
  words.value();
  throw commandFailure('BPF programs are not part of iplink-ts.\n');
}
