/** Ports by the names of services (/etc/services). */
import { readFileSync } from 'node:fs';

const FILE = '/etc/services';

let udp: ReadonlyMap<string, number> | undefined;

/** The UDP port of a service. */
export function udpPort(name: string): number | undefined {
  udp ??= readServices('udp');
  return udp.get(name);
}

function readServices(protocol: string): ReadonlyMap<string, number> {
  const ports = new Map<string, number>();
  for (const line of readLines()) {
    const [name, port, ...aliases] = line.split('#', 1)[0]?.trim().split(/\s+/) ?? [];
    const match = /^([0-9]+)\/(.+)$/.exec(port ?? '');
    if (name === undefined || match?.[2] !== protocol) continue;
    for (const spelling of [name, ...aliases])
      if (!ports.has(spelling)) ports.set(spelling, Number(match[1]));
  }
  return ports;
}

function readLines(): readonly string[] {
  try {
    return readFileSync(FILE, 'utf8').split('\n');
  } catch {
    return []; // as for C's getservbyname, no file is no service
  }
}
