/** Names and indexes of interfaces, as far as this run knows them. */
import { type Link, NetlinkError } from '@iplink-ts/rtnetlink';
import { links, type SyncClient } from '@iplink-ts/rtnetlink/sync';

interface Known {
  readonly index: number;
  readonly name: string;
  readonly altnames: readonly string[];
  readonly up: boolean;
  /** What it is stacked on, and whether that lives in another namespace. */
  readonly lower: number | undefined;
  readonly lowerIsElsewhere: boolean;
}

/** What {@link Known} is made of, beside what is in the header. */
const KNOWN = ['ifname', 'propList', 'link', 'linkNetnsid'] as const;

/**
 * The cache behind `@LINK`, `master NAME` and `dev NAME`. A dump fills it; an unknown name or index costs one
 * request, whose answer is kept. In a batch it lives on, stale entries included, except for devices that a
 * command changed.
 */
export class Interfaces {
  readonly #host: () => SyncClient;
  readonly #byIndex = new Map<number, Known>();
  readonly #byName = new Map<string, Known>();
  #missing: string | undefined;

  constructor(host: () => SyncClient) {
    this.#host = host;
  }

  remember(link: Link): void {
    if (link.ifname === undefined) return;
    const before = this.#byIndex.get(link.index);
    if (before !== undefined) this.drop(link.index);
    if (before !== undefined && before.name !== link.ifname) {
      // The reference takes no notice of a new name; it only finds the device by neither name any more.
      this.#byIndex.set(link.index, { ...before, up: link.flags.includes('up') });
      return;
    }
    const known: Known = {
      index: link.index,
      name: link.ifname,
      altnames: link.propList?.altIfname ?? [],
      up: link.flags.includes('up'),
      lower: link.link,
      lowerIsElsewhere: link.linkNetnsid !== undefined,
    };
    this.#byIndex.set(known.index, known);
    this.#byName.set(known.name, known);
    for (const name of known.altnames) this.#byName.set(name, known);
  }

  rememberAll(links: readonly Link[]): void {
    for (const link of links) this.remember(link);
  }

  /** Forgets a device that was changed, so that its next use asks the kernel again. */
  drop(index: number): void {
    const known = this.#byIndex.get(index);
    if (known === undefined) return;
    this.#byIndex.delete(index);
    for (const name of [known.name, ...known.altnames]) {
      if (this.#byName.get(name) === known) this.#byName.delete(name);
    }
  }

  /** Whether a name needs no request. */
  knows(name: string): boolean {
    return this.#byName.has(name);
  }

  /**
   * Index of a name, an altname, of `ifN`, which stands for N unseen, or of `NAME@LINK` as it is shown; 0 when there
   * is none.
   */
  indexOf(name: string): number {
    const known = this.#byName.get(name) ?? this.#ask(name);
    if (known !== undefined) return known.index;
    const digits = /^if[ \t\n\v\f\r]*\+?([0-9]+)/.exec(name)?.[1];
    if (digits !== undefined) return Number(digits) >>> 0;
    const shown = this.#shownAs(name);
    if (shown !== undefined) return shown.index;
    this.#missing = name;
    return 0;
  }

  /** A word as the kernel knows the device: `NAME` for `NAME@LINK`. */
  nameIn(word: string): string {
    return this.#byName.has(word) ? word : (this.#shownAs(word)?.name ?? word);
  }

  /** The device that is shown as `NAME@LINK`; either part may hold an `@` of its own. */
  #shownAs(word: string): Known | undefined {
    for (let at = word.lastIndexOf('@'); at > 0; at = word.lastIndexOf('@', at - 1)) {
      const name = word.slice(0, at);
      const known = this.#byName.get(name) ?? this.#ask(name);
      if (known?.lower !== undefined && this.#isLower(known, known.lower, word.slice(at + 1))) return known;
    }
    return undefined;
  }

  #isLower({ lowerIsElsewhere }: Known, lower: number, word: string): boolean {
    if (lower === 0) return word === 'NONE';
    return word === unnamed(lower) || (!lowerIsElsewhere && word === this.nameOf(lower));
  }

  /** The name that was last looked for in vain. */
  get missing(): string | undefined {
    return this.#missing;
  }

  /** Name of an index: `ifN` when the kernel knows none, `*` for 0. */
  nameOf(index: number): string {
    if (index === 0) return '*';
    return this.#at(index)?.name ?? unnamed(index);
  }

  /** Whether the device is known to be down; one that cannot be found is not. */
  isDown(index: number): boolean {
    return this.#byIndex.get(index)?.up === false;
  }

  #at(index: number): Known | undefined {
    return this.#byIndex.get(index) ?? this.#ask(index);
  }

  #ask(device: string | number): Known | undefined {
    try {
      const link = this.#host().run(links.get(device, { only: KNOWN }));
      this.remember(link);
      return this.#byIndex.get(link.index);
    } catch (error) {
      if (error instanceof NetlinkError) return undefined;
      throw error;
    }
  }
}

/** What a link can be named by: its name, and its alternative names. */
export function namesOf({ ifname, propList }: Link): readonly string[] {
  return [...(ifname === undefined ? [] : [ifname]), ...(propList?.altIfname ?? [])];
}

/** How an interface is called that lives in another namespace or is gone. */
export function unnamed(index: number): string {
  return `if${index}`;
}
