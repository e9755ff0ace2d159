import type { Case } from '../case.ts';
import { bothPrograms, prepareWith } from '../command.ts';

const ROUTES = 10_000;

export const showManyRoutes: Case = {
  name: 'show-many-routes',
  does: `ip route with ${ROUTES} routes`,
  prepare: () =>
    prepareWith([
      'link add parent type veth peer name other',
      'link set parent up',
      ...Array.from(
        { length: ROUTES },
        (_, at) => `route add 10.${at >> 16}.${(at >> 8) & 0xff}.${at & 0xff}/32 dev parent`,
      ),
    ]),
  peers: bothPrograms(['route']),
};
