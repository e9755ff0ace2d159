/** The table that VLANs are shown in: the port in front of the first of its VLANs, each VLAN in a line. */
import type { Document } from '../../print/document.ts';
import type { Session } from '../../session.ts';

/** IFNAMSIZ */
const PORT_WIDTH = 16;
export const VLAN_WIDTH = 9;
const GAP = '  ';
const INDENT = ' '.repeat(PORT_WIDTH) + GAP;
/** In front of what is told of a VLAN in lines of its own. */
export const DETAIL_INDENT = `${INDENT}  `;

export class VlanTable {
  readonly #session: Session;
  readonly #document: Document;
  readonly #key: string;
  #port: number | undefined;

  /** @param key under which JSON has the VLANs of a port */
  constructor(session: Session, document: Document, key: string) {
    this.#session = session;
    this.#document = document;
    this.#key = key;
  }

  static header(document: Document, columns: string): void {
    document.text(`${'port'.padEnd(PORT_WIDTH)}${GAP}${columns}\n`);
  }

  /** Begins the line of a VLAN. A port that differs from that of the line before is named. */
  openRow(port: number): void {
    if (this.#port === port) this.#document.text(INDENT);
    else {
      this.close();
      this.#port = port;
      const name = this.#session.interfaces.nameOf(port);
      this.#document.openObject();
      this.#document.field('ifname', name, `${name.padEnd(PORT_WIDTH)}${GAP}`, 'ifname');
      this.#document.openArray(this.#key);
    }
    this.#document.openObject();
  }

  closeRow(): void {
    this.#document.closeObject();
  }

  /** Ends the VLANs of the last port. */
  close(): void {
    if (this.#port === undefined) return;
    this.#document.closeArray();
    this.#document.closeObject();
    this.#port = undefined;
  }
}

/** `5` or `5-9`; `key` and `keyEnd` in JSON. */
export function printRange(document: Document, key: string, first: number, last: number, width = 0): void {
  const text = last > first ? `${first}-${last}` : String(first);
  document.field(key, first, text.padEnd(width));
  if (last > first) document.json(`${key}End`, last);
}
