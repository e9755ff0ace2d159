import test from 'ava';
import { RouteStore } from '../../../src/client/watch/routes.ts';
import type { Route } from '../../../src/route/route.ts';

const DST = '198.51.100.0/24';

const route = (fields: Partial<Route>): Route => ({
  family: 2,
  dst: DST,
  tos: 0,
  table: 254,
  protocol: 3,
  scope: 0,
  type: 'unicast',
  flags: [],
  ...fields,
});

const via = (gateway: string, fields: Partial<Route> = {}): Route => route({ gateway, oif: 2, ...fields });
const six = (gateway: string, fields: Partial<Route> = {}): Route =>
  via(gateway, { family: 10, dst: '2001:db8::/32', priority: 1024, ...fields });

interface Trial {
  readonly store: RouteStore;
  /** Applies an event and says whether the outcome is certain. */
  event(action: 'new' | 'delete', route: Route, how?: 'replaced' | 'appended', again?: boolean): boolean;
  gateways(): string[];
}

function trial(): Trial {
  const store = new RouteStore(() => undefined);
  return {
    store,
    event: (action, object, how, again = false) =>
      store.apply({ action, route: object, ...(how && { [how]: true }) }, again),
    gateways: () =>
      [...store.routes()].map(({ gateway, multipath }) => gateway ?? `${multipath?.length} paths`),
  };
}

test('IPv4: before the others of its prefix, behind them, or in place of the first', (t) => {
  const { event, gateways } = trial();
  t.true(event('new', via('192.0.2.1')));
  t.true(event('new', via('192.0.2.2'), 'appended'));
  t.true(event('new', via('192.0.2.3')));
  t.deepEqual(gateways(), ['192.0.2.3', '192.0.2.1', '192.0.2.2']);
  // Which one it was of several is not said for sure.
  t.false(event('new', via('192.0.2.4'), 'replaced'));
  t.deepEqual(gateways(), ['192.0.2.4', '192.0.2.1', '192.0.2.2']);
  t.true(event('delete', via('192.0.2.1')));
  t.deepEqual(gateways(), ['192.0.2.4', '192.0.2.2']);
});

test('IPv4: tos and priority belong to what a route is looked up by', (t) => {
  const { event, gateways } = trial();
  for (const fields of [{}, { priority: 5 }, { tos: 8 }, { table: 100 }])
    t.true(event('new', via('192.0.2.1', fields)));
  t.is(gateways().length, 4);
  t.true(event('new', via('192.0.2.2', { priority: 5 }), 'replaced'));
  t.deepEqual(gateways(), ['192.0.2.1', '192.0.2.2', '192.0.2.1', '192.0.2.1']);
});

test('IPv6: one more path comes as the whole multipath route', (t) => {
  const { event, gateways } = trial();
  const path = (gateway: string): { gateway: string; oif: number; weight: number; flags: [] } => ({
    gateway,
    oif: 2,
    weight: 1,
    flags: [],
  });
  const two = route({
    family: 10,
    dst: '2001:db8::/32',
    priority: 1024,
    multipath: [path('fe80::2'), path('fe80::1')],
  });
  t.true(event('new', six('fe80::1')));
  t.true(event('new', two));
  t.deepEqual(gateways(), ['2 paths']);
  t.true(event('new', { ...two, multipath: two.multipath?.toReversed() }), 'the order of paths says nothing');
  t.deepEqual(gateways(), ['2 paths']);
  // Of one path it is said that it went, not what is left.
  t.false(event('delete', six('fe80::1')));
});

test('an event that may be in the listing already', (t) => {
  const { store, event, gateways } = trial();
  store.assign('all', [via('192.0.2.1')]);
  t.true(event('new', via('192.0.2.1'), undefined, true));
  t.deepEqual(gateways(), ['192.0.2.1']);
  t.true(event('delete', via('192.0.2.9', { dst: '203.0.113.0/24' }), undefined, true));
  t.false(event('delete', via('192.0.2.9', { dst: '203.0.113.0/24' })));
  t.false(event('new', via('192.0.2.2'), undefined, true), 'before or behind the one that is there?');
});

test('a listing of a table leaves the others', (t) => {
  const changes: unknown[] = [];
  const store = new RouteStore((before, after) => changes.push([before?.gateway, after?.gateway]));
  store.assign('all', [via('192.0.2.1'), via('192.0.2.2', { table: 100 })]);
  changes.length = 0;
  store.assign(new Set(['2 100']), [via('192.0.2.3', { table: 100 }), via('192.0.2.9', { table: 7 })]);
  t.deepEqual(changes, [['192.0.2.2', '192.0.2.3']]);
  store.assign(new Set(['2 254']), []);
  t.deepEqual(changes.slice(1), [['192.0.2.1', undefined]]);
});

test('routes that no listing has, and those of other families, are left out', (t) => {
  const { event, gateways } = trial();
  t.true(event('new', via('192.0.2.1', { flags: ['cloned'] })));
  t.true(event('new', via('192.0.2.1', { family: 128 })));
  t.deepEqual(gateways(), []);
});
