/** Address families by the names that `-family` and `via` take (linux/socket.h). */

export const AF = { UNSPEC: 0, INET: 2, BRIDGE: 7, INET6: 10, PACKET: 17, MPLS: 28 } as const;
export type Family = (typeof AF)[keyof typeof AF];

const NAMES: ReadonlyMap<string, Family> = new Map([
  ['inet', AF.INET],
  ['inet6', AF.INET6],
  ['link', AF.PACKET],
  ['mpls', AF.MPLS],
  ['bridge', AF.BRIDGE],
]);

/** The words that `-family` takes. */
export const FAMILY_NAMES: readonly string[] = [...NAMES.keys()];

export function familyByName(name: string): Family | undefined {
  return NAMES.get(name);
}

const BY_NUMBER: ReadonlyMap<number, string> = new Map([...NAMES].map(([name, family]) => [family, name]));

export function familyName(family: number): string {
  return BY_NUMBER.get(family) ?? '???';
}

/** Whether the family is IPv4 or IPv6. */
export function isIp(family: Family): boolean {
  return family === AF.INET || family === AF.INET6;
}
