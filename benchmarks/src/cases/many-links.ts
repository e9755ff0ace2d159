import type { Case } from '../case.ts';
import { bothPrograms, prepareWith } from '../command.ts';

const LINKS = 2000;
const ADDRESSED = 500;
const EACH = 10;

function macvlans(count: number): readonly string[] {
  return [
    'link add parent type veth peer name other',
    ...Array.from({ length: count }, (_, at) => `link add link parent name mv${at} type macvlan mode bridge`),
  ];
}

function listing(name: string, ...options: readonly string[]): Case {
  return {
    name,
    does: `ip ${[...options, 'link'].join(' ')} with ${LINKS} macvlans`,
    prepare: () => prepareWith(macvlans(LINKS)),
    peers: bothPrograms([...options, 'link']),
  };
}

export const showManyLinks: Case = listing('show-many-links');
export const showManyLinksInDetail: Case = listing('show-many-links-in-detail', '-d', '-s');
export const showManyLinksAsJson: Case = listing('show-many-links-as-json', '-j');

/** The addresses of each link among all of them. */
export const showManyAddresses: Case = {
  name: 'show-many-addresses',
  does: `ip address with ${EACH} addresses on each of ${ADDRESSED} macvlans`,
  prepare: () =>
    prepareWith([
      ...macvlans(ADDRESSED),
      ...Array.from({ length: ADDRESSED * EACH }, (_, at) => {
        const host = `10.${at >> 16}.${(at >> 8) & 0xff}.${at & 0xff}`;
        return `address add ${host}/32 dev mv${Math.floor(at / EACH)}`;
      }),
    ]),
  peers: bothPrograms(['address']),
};

/** Many changes in one run, each an exchange with the kernel. */
export const setManyLinks: Case = {
  name: 'set-many-links',
  does: `ip -batch that sets the MTU of ${LINKS} macvlans`,
  prepare: () => prepareWith(macvlans(LINKS)),
  peers: bothPrograms(
    ['-batch', '-'],
    Array.from({ length: LINKS }, (_, at) => `link set mv${at} mtu 1400\n`).join(''),
  ),
};
