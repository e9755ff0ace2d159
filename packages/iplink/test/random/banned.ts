/**
 * What no random line may hold. Lines go to the kernel of the machine, of which namespaces hide only a part.
 */

/** Linux 6.18 panics over these attributes of LWTUNNEL_IP_OPTS, whoever sends them. */
const PANICS = ['geneve_opts', 'vxlan_opts', 'erspan_opts'];

/** Options: lines that nobody looked at, the name servers of the machine, every namespace. */
const REACHING = ['-batch', '-resolve', '-all'];

/** Commands of `ip netns` that run, list or wait for processes. */
const WORLDLY = ['exec', 'pids', 'attach', 'identify', 'monitor'];

const BANNED: ReadonlySet<string> = new Set([
  ...PANICS,
  ...REACHING,
  ...WORLDLY,
  // What follows it can make the kernel panic.
  'encap',
  // They load programs into the kernel.
  ...['xdp', 'xdpgeneric', 'xdpdrv', 'xdpoffload'],
  // Their output holds numbers of ports and times of the run.
  'save',
  // The reference compares rates of virtual functions with what its memory held.
  ...['rate', 'min_tx_rate', 'max_tx_rate'],
  // What a small buffer loses depends on the place that messages take in the kernel's memory.
  '-rcvbuf',
]);

/** Whether a keyword is never written. */
export function isBanned(keyword: string): boolean {
  return BANNED.has(keyword);
}

function begins(word: string, keyword: string, shortest = 1): boolean {
  return word.length >= shortest && keyword.startsWith(word);
}

/** A namespace is a name in the private /run/netns: no path, no process. */
function leavesNamespaces(word: string | undefined): boolean {
  return word !== undefined && (word.includes('/') || /^[0-9+-]/.test(word.trim()));
}

/**
 * A proxy entry for all devices is never forgotten by Linux 6.18: it outlives its namespace, and comes up in a
 * later one that gets the same place in memory.
 */
function outlivesNamespace(words: readonly string[]): boolean {
  return words.some((word) => begins(word, 'proxy', 2)) && !words.includes('dev');
}

/** Why a line, however it was made, may reach what does not belong to the test; undefined when it may not. */
export function reasonAgainst(words: readonly string[]): string | undefined {
  for (const [at, word] of words.entries()) {
    if (PANICS.some((panic) => word.startsWith(panic))) return 'the kernel panics';
    if (begins(word, 'encap', 2)) return 'it may hold what makes the kernel panic';
    if (word.startsWith('xdp')) return 'it loads programs';
    const option = word.replace(/^--/, '-');
    if (REACHING.some((keyword) => begins(option, keyword, 2))) return `${option} reaches further`;
    const namesNetns = word === 'netns' || begins(word, 'link-netns', 6) || begins(option, '-netns', 2);
    if (namesNetns && leavesNamespaces(words[at + 1])) return 'it names a namespace outside of the test';
    if (begins(word, 'netns', 3) && WORLDLY.some((command) => begins(words[at + 1] ?? '', command))) {
      return 'it is about processes';
    }
  }
  if (outlivesNamespace(words)) return 'what it adds would outlive its namespace';
  const object = words.find((word) => !word.startsWith('-')) ?? '';
  return begins(object, 'monitor', 2) && !words.includes('file') ? 'it waits without end' : undefined;
}

/** @throws Error for a line that must not be sent */
export function checkLine(words: readonly string[]): void {
  const reason = reasonAgainst(words);
  if (reason !== undefined) throw new Error(`${reason}: ${JSON.stringify(words)}`);
}
