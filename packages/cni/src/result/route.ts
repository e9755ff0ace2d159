import { cidr, ip } from '../ip.ts';
import { derive, int, JsonTypeError, list, opaque, optional, struct } from '../json/decode.ts';

/** A route of a configuration or result. */
export interface Route {
  /** `A/LEN`, host bits kept. */
  readonly dst: string;
  readonly gw?: string | undefined;
  readonly mtu?: number | undefined;
  readonly advmss?: number | undefined;
  readonly priority?: number | undefined;
  /** Routing table; 0 is a value of its own. */
  readonly table?: number | undefined;
  /** rtm_scope: 0 universe, 253 link, 254 host; 0 is a value of its own. */
  readonly scope?: number | undefined;
}

const route = opaque(
  derive(
    struct('types.route', {
      dst: cidr,
      gw: ip,
      mtu: int,
      advmss: int,
      priority: int,
      table: optional(int),
      scope: optional(int),
    }),
    ({ dst, gw, mtu, advmss, priority, table, scope }): Route => {
      if (dst === undefined) throw new JsonTypeError('invalid CIDR address: ');
      return {
        dst,
        gw,
        mtu: mtu || undefined,
        advmss: advmss || undefined,
        priority: priority || undefined,
        table,
        scope,
      };
    },
  ),
);

export const routes = list(route, '[]*types.Route');
