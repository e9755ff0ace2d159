import test from 'ava';
import { type Route, routeMessage } from '../../src/route/route.ts';
import { check, type Golden } from '../golden.ts';

/** What `ip route add` fills in. */
export const unicast = {
  family: 2,
  tos: 0,
  table: 254,
  protocol: 3,
  scope: 0,
  type: 'unicast',
  flags: [],
} as const;

export const unicast6 = { ...unicast, family: 10 } as const;
export const mpls = { ...unicast, family: 28 } as const;

/** What `ip route get` fills in. */
export const get = { ...unicast, table: 0, protocol: 0, type: 'unspec' } as const;
export const get6 = { ...get, family: 10 } as const;

/** A test for each request: bytes to value, and value to bytes. */
export function checkRequests(requests: readonly Golden<Route>[]): void {
  for (const golden of requests)
    test(golden.command, (t) => check(t, { body: routeMessage, headerLength: 12, isRequest: true }, golden));
}
