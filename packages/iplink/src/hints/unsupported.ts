/** EOPNOTSUPP: the part that the kernel lacks. */
import { type DecodedMessage, NetlinkError } from '@iplink-ts/rtnetlink';
import { AF } from '../family.ts';
import type { Hints } from './refused.ts';

/** Modules that are not called as the kind that they bring. */
const KIND_MODULES: Readonly<Record<string, string>> = {
  bond: 'bonding',
  can: 'can-dev',
  erspan: 'ip_gre',
  gre: 'ip_gre',
  gretap: 'ip_gre',
  ip6erspan: 'ip6_gre',
  ip6gre: 'ip6_gre',
  ip6gretap: 'ip6_gre',
  ip6tnl: 'ip6_tunnel',
  ipoib: 'ib_ipoib',
  lowpan: 'ieee802154_6lowpan',
  vlan: '8021q',
  vti: 'ip_vti',
  vti6: 'ip6_vti',
  xfrm: 'xfrm_interface',
};

type RouteBody = Extract<DecodedMessage, { object: 'route' }>['body'];
type EncapType = NonNullable<RouteBody['encap']>['type'];

/** What the kinds of encapsulation come with; the others are built in with CONFIG_LWTUNNEL. */
const ENCAP_PARTS: Readonly<Partial<Record<EncapType, string>>> = {
  mpls: 'module mpls_iptunnel',
  ila: 'module ila',
  bpf: 'CONFIG_LWTUNNEL_BPF',
  seg6: 'CONFIG_IPV6_SEG6_LWTUNNEL',
  seg6local: 'CONFIG_IPV6_SEG6_LWTUNNEL',
  rpl: 'CONFIG_IPV6_RPL_LWTUNNEL',
  ioam6: 'CONFIG_IPV6_IOAM6_LWTUNNEL',
};

export const hints: Hints = ({ error, request }) => {
  if (!(error instanceof NetlinkError) || request === undefined) return [];
  if (request.object === 'link') return linkHints(request, error.reason === 'unsupportedKind');
  if (request.object === 'route') return routeHints(request);
  return [];
};

function linkHints({ body }: DecodedMessage & { object: 'link' }, unknownKind: boolean): readonly string[] {
  const { kind } = body;
  if (unknownKind && kind !== undefined) {
    return [`this kernel has no links of kind ${kind}: it needs the module ${KIND_MODULES[kind] ?? kind}`];
  }
  if (kind === 'bridge' && body.data?.vlanFiltering) {
    return ['this kernel has bridges without VLANs: it needs CONFIG_BRIDGE_VLAN_FILTERING'];
  }
  return [];
}

function routeHints({ body }: DecodedMessage & { object: 'route' }): readonly string[] {
  if (body.family === AF.MPLS)
    return ['this kernel has no routes of labels: it needs the module mpls_router'];
  const type = body.encap?.type;
  if (type === undefined) return [];
  return [`this kernel has no encapsulation ${type}: it needs ${ENCAP_PARTS[type] ?? 'CONFIG_LWTUNNEL'}`];
}
