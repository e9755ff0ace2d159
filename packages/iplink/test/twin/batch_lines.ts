/** Lines of a batch that end the same each time: a mixture drawn from a seed. */

/** A generator of 32-bit numbers: the same for the same seed on every machine. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const LINKS = 24;

/** What the other lines stand on: pairs of veth, with addresses that do not differ by the run. */
const SETTING: readonly string[] = Array.from({ length: LINKS }, (_, n) => {
  const byte = n.toString(16).padStart(2, '0');
  return [
    `link add v${n} index ${100 + n} address 02:00:00:00:01:${byte} type veth peer name w${n} index ${200 + n} address 02:00:00:00:02:${byte}`,
    `link set v${n} addrgenmode none`,
    `link set w${n} addrgenmode none`,
    `link set v${n} up`,
    `link set w${n} up`,
    `addr add 10.${n}.0.1/16 dev v${n}`,
  ];
}).flat();

/** A line that succeeds as the `at`-th: its number is nobody else's. */
function goodLine(at: number, draw: (below: number) => number): string {
  const n = draw(LINKS);
  const [high, low] = [at >> 8, at & 255];
  const lines: readonly string[] = [
    `link set v${n} mtu ${1400 + draw(100)}`,
    `link set dev w${n} alias "line ${at}" group ${draw(5)}`,
    `addr add 172.${16 + high}.${low}.1/24 dev v${n}`,
    `a a 2001:db8:${at.toString(16)}::1/64 dev w${n} nodad`,
    `route add 192.${high}.${low}.0/24 via 10.${n}.0.2 metric ${draw(9)}`,
    `route replace 11.${high}.${low}.0/24 dev v${n} scope link table ${100 + draw(3)} # a comment`,
    `neigh add 10.${n}.${high + 1}.${low} lladdr 02:00:00:01:${(16 + high).toString(16)}:${(16 + (low >> 1)).toString(16)} dev v${n} nud permanent`,
    `rule add from 10.${n}.${high}.${low} \\\n  table ${100 + draw(3)} pref ${1000 + at}`,
    `link show v${n}`,
    `addr show dev 'v${n}'`,
    `route show dev v${n}`,
    // One alone: the kernel's hash of neighbours has another order in each namespace.
    `neigh show 10.${n}.1.${draw(64)}`,
    `rule show pref ${1000 + draw(at + 1)}`,
    `route get 10.${n}.0.9`,
    `link show type veth group ${draw(5)}`,
  ];
  return lines[draw(lines.length)] ?? '';
}

/** A line that the kernel or the words refuse. */
function failingLine(draw: (below: number) => number): string {
  const n = draw(LINKS);
  const lines: readonly string[] = [
    `link set nosuch${n} up`,
    `link set v${n} mtu 12345678`,
    `addr add 10.${n}.0.1/16 dev v${n}`,
    `addr del 10.${n}.9.9/32 dev v${n}`,
    `route add 192.168.${n}.0/24 via 203.0.113.1`,
    `route del 198.51.100.${n}/32`,
    'route show table 77',
    `rule del pref ${30000 + n}`,
    `link show nosuch${n}`,
    `nonsense ${n}`,
    `neigh add 10.${n}.0.78 lladdr 02:zz dev v${n}`,
  ];
  return lines[draw(lines.length)] ?? '';
}

/** As many lines as asked for, one in ten failing when `failing` is set. A continued line is one. */
export function batchLines(seed: number, count: number, failing: boolean): readonly string[] {
  const draw = numbers(seed);
  const mixture = Array.from({ length: count - SETTING.length }, (_, at) =>
    failing && draw(10) === 0 ? failingLine(draw) : goodLine(at, draw),
  );
  return [...SETTING, ...mixture];
}
