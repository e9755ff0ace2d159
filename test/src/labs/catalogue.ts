/** A lab: a shell script of this folder that replays what a seed's author did by hand. */
export interface Lab {
  readonly name: string;
  readonly script: string;
  readonly title: string;
  /** Link kinds without which it cannot run. */
  readonly kinds: readonly string[];
}

export const LABS: readonly Lab[] = [
  {
    name: 'A',
    script: 'a-ipvlan-on-bridge.sh',
    title: 'ipvlan on a bridge',
    kinds: ['ipvlan', 'bridge', 'veth', 'macvlan'],
  },
  {
    name: 'A-pods',
    script: 'a-pods.sh',
    title: 'two pods on a bridge, by the CNI plugin ipvlan',
    kinds: ['ipvlan', 'bridge', 'veth'],
  },
  {
    name: 'B',
    script: 'b-ipvlan-l2-l3.sh',
    title: 'ipvlan L2 and L3, three slaves in two namespaces',
    kinds: ['ipvlan', 'dummy'],
  },
  {
    name: 'C',
    script: 'c-veth-link-local-gateway.sh',
    title: 'veth with a link-local gateway',
    kinds: ['veth'],
  },
  {
    name: 'D',
    script: 'd-ipvlan-on-nic.sh',
    title: 'ipvlan on a network card, its parent and its gateway',
    kinds: ['ipvlan', 'bridge', 'veth'],
  },
  {
    name: 'E',
    script: 'e-host-and-namespaces.sh',
    title: 'a host and its ipvlan namespaces, relay and rp_filter',
    kinds: ['ipvlan', 'bridge', 'veth'],
  },
];

/**
 * The labs of these names.
 *
 * @throws Error naming the one that does not exist
 */
export function labsNamed(names: readonly string[]): readonly Lab[] {
  return names.map((name) => {
    const lab = LABS.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
    if (lab !== undefined) return lab;
    throw new Error(
      `there is no lab ${name}; there are ${LABS.map((candidate) => candidate.name).join(', ')}`,
    );
  });
}
