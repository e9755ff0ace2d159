/** What has to be listed again, because an event left open what became of it. */
export class Stale {
  readonly links = new Set<number>();
  /** Tables, as `tableOf` names them. */
  readonly tables = new Set<string>();
  readonly #all = new Set<StaleClass>();

  /** A listing of a whole class is due. */
  add(whole: StaleClass): void {
    this.#all.add(whole);
  }

  has(whole: StaleClass): boolean {
    return this.#all.has(whole);
  }

  get isEmpty(): boolean {
    return this.#all.size === 0 && this.links.size === 0 && this.tables.size === 0;
  }

  /** Whether a link is among what is to be listed. */
  hasLink(index: number): boolean {
    return this.has('links') || this.links.has(index);
  }

  /** Whether a table is among what is to be listed. */
  hasTable(table: string): boolean {
    return this.has('routes') || this.tables.has(table);
  }
}

/** Objects that are listed together. */
export type StaleClass = 'links' | 'addresses' | 'routes' | 'neighbours' | 'rules' | 'nexthops';

/** Everything is stale: at the beginning, and after events were lost. */
export function allStale(): Stale {
  const stale = new Stale();
  for (const whole of ['links', 'addresses', 'routes', 'neighbours', 'rules', 'nexthops'] as const)
    stale.add(whole);
  return stale;
}
