import { existsSync } from 'node:fs';
import type { Peer } from '../case.ts';
import { LineProgram } from '../line-program.ts';
import { compiled } from '../native.ts';

const HEADERS = '/usr/include/libnl3';

/** libnl-route's cache of all links, or of all IPv4 routes. */
export function libnl(objects: 'links' | 'routes'): Peer {
  return {
    name: 'libnl',
    warmUp: 200,
    lacks: () =>
      existsSync(`${HEADERS}/netlink/route/link.h`)
        ? undefined
        : 'no libnl-route headers: Debian package libnl-route-3-dev',
    start: () => {
      const options = ['-I', HEADERS, '-lnl-route-3', '-lnl-3'];
      return new LineProgram([compiled({ name: 'libnl', options }), objects]);
    },
  };
}
