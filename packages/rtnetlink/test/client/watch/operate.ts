import type { NetnsSpec } from '@iplink-ts/socket';
import { NetlinkError } from '../../../src/client/error.ts';
import type { NewLink } from '../../../src/client/links.ts';
import type { RouteRequest } from '../../../src/client/routes.ts';
import type { Rtnl } from '../../../src/client/rtnl.ts';
import type { Random } from '../../random.ts';

/** Random operations on the objects of a namespace, of which some are refused. */
export class Operator {
  readonly #host: Rtnl;
  readonly #random: Random;
  readonly #kinds: readonly string[];
  readonly #elsewhere: NetnsSpec;
  /** How many were done, and how many were refused. */
  done = 0;
  refused = 0;
  /** Addresses that were given to interfaces last; some may be gone again. */
  readonly #given: { readonly dev: string; readonly address: string }[] = [];
  readonly names = ['a0', 'a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7', 'b0', 'b1'];

  constructor(host: Rtnl, random: Random, kinds: readonly string[], elsewhere: NetnsSpec) {
    this.#host = host;
    this.#random = random;
    this.#kinds = kinds;
    this.#elsewhere = elsewhere;
  }

  /** Some links to begin with. */
  async begin(): Promise<void> {
    await this.#host.links.set('lo', { up: true });
    for (let links = 0; links < 12; links++) await this.#tried(this.#addLink());
  }

  /** One operation, of the frequency that its cost allows: a link takes the kernel tens of milliseconds to delete. */
  async step(): Promise<void> {
    await this.#tried(this.#operation(this.#random.below(1000)));
  }

  async #operation(at: number): Promise<void> {
    if (at < 14) return this.#addLink();
    if (at < 19) return this.#host.links.delete(this.#name());
    if (at < 60) return this.#changeLink();
    if (at < 260) return this.#address();
    if (at < 720) return this.#route();
    if (at < 860) return this.#neighbour();
    if (at < 920) return this.#rule();
    return this.#nexthop();
  }

  async #tried(operation: Promise<void>): Promise<void> {
    try {
      await operation;
      this.done++;
    } catch (error) {
      if (!(error instanceof NetlinkError) || error.code === 'ENOBUFS') throw error;
      this.refused++;
    }
  }

  #name(): string {
    return this.#random.pick(this.names);
  }

  #host4(): string {
    return `10.${this.#random.below(3)}.${this.#random.below(2)}.${1 + this.#random.below(6)}`;
  }

  #host6(): string {
    return `2001:db8:${this.#random.below(3)}::${1 + this.#random.below(6)}`;
  }

  async #addLink(): Promise<void> {
    const kind = this.#random.pick(this.#kinds);
    const ifname = this.#name();
    const link = this.#name();
    const requests: Readonly<Record<string, NewLink>> = {
      bridge: { ifname, kind: 'bridge', up: true },
      ifb: { ifname, kind: 'ifb', up: true },
      dummy: { ifname, kind: 'dummy', up: true },
      veth: { ifname, kind: 'veth', up: true, data: { peer: { ifname: this.#name() } } },
      macvlan: { ifname, link, kind: 'macvlan', up: true, data: { mode: 'bridge' } },
      ipvlan: { ifname, link, kind: 'ipvlan', up: true, data: { mode: 'l2' } },
      vlan: { ifname, link, kind: 'vlan', up: true, data: { id: 1 + this.#random.below(4) } },
      vxlan: { ifname, kind: 'vxlan', up: true, data: { id: 1 + this.#random.below(50), port: 4789 } },
      vrf: { ifname, kind: 'vrf', up: true, data: { table: 100 + this.#random.below(3) } },
      bond: { ifname, kind: 'bond', up: true },
    };
    const request = requests[kind];
    if (request !== undefined) await this.#host.links.add(request);
  }

  async #changeLink(): Promise<void> {
    const { links } = this.#host;
    const name = this.#name();
    switch (this.#random.below(9)) {
      case 0:
        return links.set(name, { up: false });
      case 1:
        return links.set(name, { ifname: this.#name() });
      case 2:
        return links.set(name, { master: this.#random.below(3) === 0 ? 0 : this.#name() });
      case 3:
        return links.set(name, { mtu: 1280 + this.#random.below(400) });
      case 4:
        return this.#random.below(4) === 0
          ? links.set(name, { netns: this.#elsewhere })
          : links.set(name, { up: true });
      case 5: {
        // The kernel tells of these only where the link is up, as this one always is.
        const altnames = [`alternative-${this.#random.below(4)}`];
        return this.#random.below(2) === 0
          ? links.addAltnames('lo', altnames)
          : links.deleteAltnames('lo', altnames);
      }
      case 6:
        return links.set(name, { address: `02:00:00:00:00:0${this.#random.below(8)}` });
      default:
        return links.set(name, { up: true });
    }
  }

  async #address(): Promise<void> {
    const { addresses } = this.#host;
    if (this.#given.length > 0 && this.#random.below(4) === 0)
      return addresses.delete(this.#random.pick(this.#given));
    const dev = this.#name();
    const length = this.#random.pick([24, 24, 30, 32]);
    const address = this.#random.below(3) === 0 ? `${this.#host6()}/64` : `${this.#host4()}/${length}`;
    if (this.#random.below(4) === 0) {
      // The kernel does not tell of changes to an IPv6 address that is tentative.
      const rtPriority = address.includes(':') ? undefined : this.#random.below(3) * 100;
      await addresses.replace({ dev, address, rtPriority });
    } else {
      await addresses.add({ dev, address, ...(this.#random.below(2) === 0 && { flags: ['nodad'] }) });
    }
    this.#given.push({ dev, address });
    if (this.#given.length > 12) this.#given.shift();
  }

  /** An address that the namespace has, most likely: another one is refused as source. */
  #own(six: boolean): string {
    const addresses = this.#given.map(({ address }) => address).filter((text) => text.includes(':') === six);
    return addresses.length === 0 ? this.#host4() : (this.#random.pick(addresses).split('/')[0] ?? '');
  }

  #routeRequest(): RouteRequest {
    const six = this.#random.below(3) === 0;
    const prefix = this.#random.below(5);
    const dst = six ? `2001:db8:f${prefix}::/48` : `198.51.${prefix}.0/24`;
    const gateway = (): string => (six ? this.#host6() : this.#host4());
    const common: RouteRequest = {
      dst,
      ...(this.#random.below(3) === 0 && { priority: 100 * this.#random.below(3) }),
      ...(this.#random.below(3) === 0 && { table: 100 + this.#random.below(3) }),
      ...(this.#random.below(6) === 0 && !six && { tos: 8 }),
    };
    const path = (): { dev: string; via: string; onlink: true } => ({
      dev: this.#name(),
      via: gateway(),
      onlink: true,
    });
    switch (this.#random.below(8)) {
      case 0:
        return { ...common, type: this.#random.pick(['blackhole', 'unreachable', 'prohibit'] as const) };
      case 1:
        return { ...common, dev: this.#name() };
      case 2:
      case 3:
        return { ...common, multipath: [{ ...path(), weight: 1 + this.#random.below(3) }, path()] };
      case 4:
        return { ...common, nhId: 1 + this.#random.below(6) };
      case 5:
        return { ...common, dev: this.#name(), prefsrc: this.#own(six) };
      default:
        return { ...common, ...path() };
    }
  }

  async #route(): Promise<void> {
    const { routes } = this.#host;
    const request = this.#routeRequest();
    switch (this.#random.below(8)) {
      case 0:
      case 1: {
        const { dst = 'default', table, tos, priority } = request;
        return routes.delete({ dst, table: table ?? 254, ...(tos !== undefined && { tos }), priority });
      }
      case 2:
        return routes.replace(request);
      case 3:
        return routes.append(request);
      case 4:
        return routes.prepend(request);
      case 5:
        return routes.delete(request);
      default:
        return routes.add(request);
    }
  }

  async #neighbour(): Promise<void> {
    const { neighbours } = this.#host;
    const dst = this.#random.below(3) === 0 ? this.#host6() : this.#host4();
    const target = { dev: this.#name(), dst };
    switch (this.#random.below(4)) {
      case 0:
        return neighbours.delete(target);
      case 1:
        return neighbours.add({ ...target, state: ['noarp'], lladdr: '02:00:00:00:01:00' });
      default: {
        const lladdr = `02:00:00:00:00:0${this.#random.below(8)}`;
        return neighbours.replace({
          ...target,
          lladdr,
          state: [this.#random.pick(['permanent', 'stale'] as const)],
        });
      }
    }
  }

  async #rule(): Promise<void> {
    const { rules } = this.#host;
    const rule = {
      family: this.#random.pick([2, 10]),
      priority: 100 + this.#random.below(10),
      table: 100 + this.#random.below(3),
      ...(this.#random.below(3) === 0 && { iifname: this.#name() }),
      ...(this.#random.below(4) === 0 && { fwmark: this.#random.below(3) }),
    };
    return this.#random.below(3) === 0 ? rules.delete(rule) : rules.add(rule);
  }

  async #nexthop(): Promise<void> {
    const { nexthops } = this.#host;
    const id = 1 + this.#random.below(6);
    switch (this.#random.below(6)) {
      case 0:
        return nexthops.delete(id);
      case 1: {
        const member = (): { id: number; weight: number } => ({
          id: 1 + this.#random.below(4),
          weight: 1 + this.#random.below(2),
        });
        return nexthops.replace({ id: 5 + this.#random.below(2), group: [member(), member()] });
      }
      case 2:
        return nexthops.replace({ id, blackhole: true });
      default: {
        const via = this.#random.below(3) === 0 ? this.#host6() : this.#host4();
        return nexthops.replace({ id, dev: this.#name(), via, onlink: true });
      }
    }
  }
}
