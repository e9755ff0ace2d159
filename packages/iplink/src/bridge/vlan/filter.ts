/** Which devices and VLANs are to be shown. */
import type { Words } from '../../argv.ts';
import type { Session } from '../../session.ts';
import type { Syntax } from '../../syntax.ts';
import { DEVICE_VLAN_WORDS, type Filter, parseFilter } from '../filter.ts';

export const SHOW_SYNTAX: Syntax = { words: [DEVICE_VLAN_WORDS] };

export class VlanFilter {
  readonly #index: number | undefined;
  /** 0: any. */
  readonly #vid: number;

  constructor({ dev, vid }: Filter) {
    this.#index = dev;
    this.#vid = vid;
  }

  selectsDevice(index: number): boolean {
    return this.#index === undefined || this.#index === index;
  }

  /** Whether the range holds the VLAN that is asked for. */
  selects(vid: number, vidEnd = vid): boolean {
    return this.#vid === 0 || (this.#vid >= vid && this.#vid <= vidEnd);
  }
}

export function parseVlanFilter(session: Session, words: Words): VlanFilter {
  return new VlanFilter(parseFilter(session, words, DEVICE_VLAN_WORDS));
}
