/** Options in the header of a tunnel, as they are shown. */
import type { Document } from '../../../print/document.ts';
import type { EncapOf } from './type.ts';

type TunnelOptions = NonNullable<EncapOf<'ip'>['opts']>;

function hex(bytes: Uint8Array | undefined): string {
  return Array.from(bytes ?? [], (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function open(document: Document, name: string): void {
  document.lineBreak();
  document.openArray(name, `\t${name} `);
}

function printGeneve(document: Document, options: NonNullable<TunnelOptions['geneve']>): void {
  open(document, 'geneve_opts');
  for (const [at, { class: optionClass = 0, type = 0, data }] of options.entries()) {
    document.openObject();
    document.field('class', optionClass, `${at === 0 ? '' : ','}${optionClass}`);
    document.field('type', type, `:${type}`);
    document.field('data', hex(data), `:${hex(data)}`);
    document.closeObject();
  }
  document.closeArray(' ');
}

function printVxlan(document: Document, { gbp = 0 }: NonNullable<TunnelOptions['vxlan']>): void {
  open(document, 'vxlan_opts');
  document.openObject();
  document.field('gbp', gbp, `${gbp}`);
  document.closeObject();
  document.closeArray(' ');
}

function printErspan(document: Document, options: NonNullable<TunnelOptions['erspan']>): void {
  const { ver = 0, index = 0, dir = 0, hwid = 0 } = options;
  open(document, 'erspan_opts');
  document.openObject();
  document.field('ver', ver, `${ver}`);
  document.field('index', index, `:${index}`);
  document.field('dir', dir, `:${dir}`);
  document.field('hwid', hwid, `:${hwid}`);
  document.closeObject();
  document.closeArray(' ');
}

/** Prints the options of the one protocol that they belong to. */
export function printTunnelOptions(document: Document, { geneve, vxlan, erspan }: TunnelOptions): void {
  if (geneve !== undefined) printGeneve(document, geneve);
  else if (vxlan !== undefined) printVxlan(document, vxlan);
  else if (erspan !== undefined) printErspan(document, erspan);
}
