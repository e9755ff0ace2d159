/** A line of difference that is accepted, in the commands that match. */
export interface Allowed {
  readonly command: RegExp;
  readonly line: RegExp;
  readonly reason: string;
}

const TUNNEL = /^ip link add \w+ type (gre|gretap|erspan|ip6gre|ip6gretap|ipip|sit|ip6tnl|vti6?|geneve) /;

export const allowed: readonly Allowed[] = [
  {
    command:
      /^(ip (link show dev|route get|-6 route get|neigh get|nexthop get|stats show|netns list-id nsid)|bridge fdb get)/,
    line: /^(ip: flags=1|ours: flags=5)$/,
    reason: 'ours has every request acknowledged, by which it knows the end of an answer',
  },
  {
    command: /^ip link show/,
    line: /^ip: \/29=/,
    reason: 'ip asks for virtual functions (IFLA_EXT_MASK), whether it prints them or not',
  },
  {
    command: /^ip link show/,
    line: /^(ip: header=11|ours: header=00)0{30}$/,
    reason: 'ip says AF_PACKET in dumps of links, which the kernel takes for AF_UNSPEC',
  },
  {
    command: /^ip link property add/,
    line: /^(ip: flags=e05|ours: flags=605)$/,
    reason: 'ip adds NLM_F_APPEND, at which the kernel does not look',
  },
  {
    command: /^ip link delete gone2 type dummy$/,
    line: /^ip: \/18\/1="dummy"$/,
    reason: 'ip sends the kind, which the kernel does not compare with that of the link',
  },
  {
    command: / type (bridge|bond)_slave /,
    line: /^(ip: \/18\/1="(bridge|bond)_slave"|ours: \/18\/4="(bridge|bond)")$/,
    reason: 'the kernel goes by the master; ours names its kind, ip a kind of its own making',
  },
  {
    command: TUNNEL,
    line: /^ip: \/18\/2\/\d+=(00)+$/,
    reason: "ip sends what was not asked for as 0, which is the kernel's default",
  },
  {
    command: TUNNEL,
    line: /^ip: \/18\/2\/10=01$/,
    reason: "ip sends pmtudisc 1, the kernel's default",
  },
  {
    command: / type ip6(gre|gretap) /,
    line: /^ip: \/18\/2\/(11=04|15=0200|22=01|8=40)$/,
    reason: 'ip has defaults of its own: encaplimit 4, no checksum in IPv6, version of erspan, hoplimit 64',
  },
  {
    command: / type ip6tnl /,
    line: /^ip: \/18\/2\/(6=04|16=0200)$/,
    reason: 'ip has defaults of its own: encaplimit 4, which the flag rules out, no checksum in IPv6',
  },
  {
    command: /^ip -6 route add default /,
    line: /^ip: \/1=0{32}$/,
    reason: 'ip sends :: as the destination of length 0',
  },
  {
    command: /route show .*table/,
    line: /^(ip: \/15=|ip: header=|ours: header=)/,
    reason: 'ip filters by RTA_TABLE; ours says a table below 256 in the header',
  },
  {
    command: /^bridge vlan add .* tunnel_info/,
    line: /^ours: \/26\/2=/,
    reason: 'bridge maps a VLAN that is there; ours adds it in the same request',
  },
  {
    command: /^ip ntable change/,
    line: /^(ip: flags=105|ours: flags=5)$/,
    reason: 'ip adds NLM_F_REPLACE, at which the kernel does not look',
  },
  {
    command: /^ip netns set/,
    line: /^(ip|ours): \/3=/,
    reason: 'NETNSA_FD: a descriptor is a number in each process',
  },
];
