import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/*
 * The kernel's own headers (package linux-libc-dev) as data: the preprocessor lists enumerations, macros and structs,
 * and one compiled program prints the numbers.
 */

const HEADERS = [
  'stddef.h',
  'sys/socket.h',
  'linux/if.h',
  'linux/if_link.h',
  'linux/amt.h',
  'linux/batman_adv.h',
  'linux/caif/if_caif.h',
  'linux/can/netlink.h',
  'linux/can/vxcan.h',
  'linux/cfm_bridge.h',
  'linux/devlink.h',
  'linux/fib_rules.h',
  'linux/icmpv6.h',
  'linux/if_addr.h',
  'linux/if_addrlabel.h',
  'linux/if_bonding.h',
  'linux/if_bridge.h',
  'linux/if_macsec.h',
  'linux/if_tunnel.h',
  'linux/if_vlan.h',
  'linux/ila.h',
  'linux/ioam6.h',
  'linux/ioam6_iptunnel.h',
  'linux/ip.h',
  'linux/ip6_tunnel.h',
  'linux/ipv6.h',
  'linux/lwtunnel.h',
  'linux/mpls.h',
  'linux/mpls_iptunnel.h',
  'linux/mrp_bridge.h',
  'linux/neighbour.h',
  'linux/net_namespace.h',
  'linux/netconf.h',
  'linux/netlink.h',
  'linux/nexthop.h',
  'linux/rpl.h',
  'linux/rpl_iptunnel.h',
  'linux/rtnetlink.h',
  'linux/seg6.h',
  'linux/seg6_hmac.h',
  'linux/seg6_iptunnel.h',
  'linux/seg6_local.h',
  'linux/snmp.h',
  'linux/veth.h',
  'linux/wwan.h',
];

const INCLUDES = HEADERS.map((header) => `#include <${header}>\n`).join('');

export const hasCompiler = spawnSync('cc', ['--version']).error === undefined;

function cc(args: readonly string[], input: string): string {
  const { status, stdout, stderr, error } = spawnSync('cc', [...args, '-x', 'c', '-'], {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

/** What the headers declare, by name only. */
export interface Headers {
  /** The members of each enumeration. */
  readonly enumerations: readonly (readonly string[])[];
  /** Macros without parameters that have a value. */
  readonly macros: readonly string[];
  /** The fields of each struct that has plain fields only. */
  readonly structs: ReadonlyMap<string, readonly string[]>;
}

export function readHeaders(): Headers {
  const text = cc(['-E', '-P'], INCLUDES);
  const enumerations = [...text.matchAll(/enum\s*\w*\s*\{([^}]*)\}/g)].map(([, body = '']) =>
    body.split(',').flatMap((item) => /[A-Za-z_]\w*/.exec(item)?.[0] ?? []),
  );
  const macros = [...cc(['-E', '-dM'], INCLUDES).matchAll(/^#define (\w+) \S/gm)].map(
    ([, name = '']) => name,
  );
  const structs = new Map<string, string[]>();
  for (const [, name = '', body = ''] of text.matchAll(/struct\s+(\w+)\s*\{([^{}]*)\}/g))
    structs.set(
      name,
      body.split(';').flatMap((line) =>
        line
          .split(',')
          // Bits have no offset, and an array without an end no size.
          .filter((part) => !part.includes(':') && !part.trimEnd().endsWith('[]'))
          .flatMap((part) => /(\w+)\s*(\[[^\]]*\]\s*)*$/.exec(part.trimEnd())?.[1] ?? []),
      ),
    );
  return { enumerations, macros, structs };
}

/** The values of C expressions, by the name that each is given. */
export function evaluate(expressions: ReadonlyMap<string, string>): Map<string, number> {
  const folder = mkdtempSync(join(tmpdir(), 'iplink-headers-'));
  try {
    const program = join(folder, 'program');
    const lines = [...expressions].map(
      ([name, expression]) => `printf("%s %lld\\n", "${name}", (long long)(${expression}));`,
    );
    cc(
      ['-o', program],
      `#include <stdio.h>\n${INCLUDES}int main(void) {\n${lines.join('\n')}\nreturn 0;\n}\n`,
    );
    const { stdout } = spawnSync(program, [], { encoding: 'utf8', maxBuffer: 1 << 26 });
    const values = stdout.trim().split('\n');
    return new Map(values.map((line) => [line.split(' ')[0] ?? '', Number(line.split(' ')[1])]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
