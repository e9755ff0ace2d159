/**
 * What is written behind a keyword, as data. Parsing does not look at it: the action of a keyword reads its
 * words itself. Completion offers what stands here, and the random command lines of the tests are made of it.
 */
import type { KeywordTable } from './keywords.ts';

/** One word of a sort. The names are those of the manual pages where they have one. */
export type Sort =
  /** An IP address of the command's family. */
  | 'address'
  /** An interface, by name or altname. */
  | 'device'
  /** Hexadecimal or decimal bits, such as flags. */
  | 'bits'
  /** The path of a file. */
  | 'file'
  /** An interface group of /etc/iproute2/group, or its number. */
  | 'group'
  /** Flavors of SRv6 behaviours, `psp,usd`. */
  | 'flavors'
  /** A number with or without a sign. */
  | 'integer'
  /** A link kind; the words of the kind follow. */
  | 'kind'
  /** The name of a link kind alone. */
  | 'kindname'
  /** An address label such as `eth0:1`. */
  | 'label'
  /** MPLS labels, `100/200`. */
  | 'labels'
  /** Seconds, or `forever`. */
  | 'lifetime'
  /** A link-layer address. */
  | 'lladdr'
  /** The upper half of an IPv6 address, `2001:db8:0:1`. */
  | 'locator'
  /** Two priorities, `FROM:TO`. */
  | 'mapping'
  /** A name that is free to choose: of a new device, an altname, an alias. */
  | 'name'
  /** A namespace in /run/netns, a path, or the number of a process. */
  | 'netns'
  /** The number of a namespace. */
  | 'nsid'
  /** `on` or `off`. */
  | 'onoff'
  /** The number of a process. */
  | 'pid'
  /** An address with a length, or `default`, `any`, `all`. */
  | 'prefix'
  /** An origin of /etc/iproute2/rt_protos, or its number. */
  | 'protocol'
  /** A realm, or `FROM/TO`. */
  | 'realms'
  /** A scope of /etc/iproute2/rt_scopes, or its number. */
  | 'scope'
  /** IPv6 addresses to visit, `A,B`. */
  | 'segments'
  /** A table of /etc/iproute2/rt_tables, or its number. */
  | 'table'
  /** A time: a number with `s`, `ms` or neither. */
  | 'time'
  /** A TOS or DSCP value of /etc/iproute2/rt_dsfield, or hexadecimal. */
  | 'tos'
  /** A VRF device. */
  | 'vrf';

/** Any number of keywords and bare words, until the line ends. */
export interface Syntax {
  readonly words: readonly KeywordTable<unknown>[];
  /** What a word that is no keyword stands for. */
  readonly bare?: readonly Argument[];
}

/** A word of a sort, one of these words, one keyword of a table with what it takes, or any number of words. */
export type Argument = Sort | readonly string[] | KeywordTable<unknown> | Syntax;
