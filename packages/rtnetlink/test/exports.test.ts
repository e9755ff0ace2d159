import { readFileSync } from 'node:fs';
import test from 'ava';
import * as codec from '../src/codec.ts';
import * as index from '../src/index.ts';
import * as npmNetlink from '../src/npm-netlink.ts';
import * as sync from '../src/sync.ts';
import * as testing from '../src/testing.ts';

/** The modules that a module of ours reaches, as emitted. */
function reached(entry: URL): { readonly own: Set<string>; readonly foreign: Set<string> } {
  const own = new Set<string>();
  const foreign = new Set<string>();
  const visit = (module: URL): void => {
    if (own.has(module.href)) return;
    own.add(module.href);
    const text = readFileSync(module, 'utf8');
    for (const [, specifier = ''] of text.matchAll(
      /^(?:import|export)\b[^;]*?from '([^']+)';|^import '([^']+)';/gm,
    )) {
      if (specifier.startsWith('.')) visit(new URL(specifier, module));
      else foreign.add(specifier);
    }
    if (/\bimport\(/.test(text)) foreign.add('(dynamic import)');
  };
  visit(entry);
  return { own, foreign };
}

const source = (name: string): URL => new URL(`../src/${name}.js`, import.meta.url);

test('the codec imports nothing but itself', (t) => {
  const { own, foreign } = reached(source('codec'));
  t.deepEqual([...foreign], []);
  t.true(own.size > 30);
  // The client does need the socket, and this way of looking sees it.
  t.deepEqual([...reached(source('index')).foreign].sort(), ['@iplink-ts/socket', 'node:fs']);
});

const CLIENT = `
  DumpInterruptedError Listener MessageLogError NetlinkError PcapError Rtnl RtnlSync TimeoutError TransactionError
  UndoStack decodeMessageLog decodePcap echoing limitsOf monitorGroups openTransport operations record refusedRequest
`;

const CODEC = `
  AF_BRIDGE AF_INET AF_INET6 AF_MPLS AF_PACKET BRIDGE_VLANDB_DUMPF BRIDGE_VLAN_INFO BR_BOOLOPT BR_STATE
  CAN_CTRLMODE EncodeError FIB_RULE FOREVER FR_ACT GRE IFAPROT IFA_F IFF IP6_TNL_F LACP_STATE LWTUNNEL_ENCAP
  MDB_FLAGS MDB_RTR_TYPE NETCONFA_IFINDEX_ALL NETCONFA_IFINDEX_DEFAULT NHA_OP_FLAG NLMSG_DONE NLMSG_ERROR
  NLMSG_HDRLEN NLMSG_NOOP NLMSG_OVERRUN NLM_F_ACK NLM_F_ACK_TLVS NLM_F_APPEND NLM_F_BULK NLM_F_CAPPED
  NLM_F_CREATE NLM_F_DUMP NLM_F_DUMP_FILTERED NLM_F_DUMP_INTR NLM_F_ECHO NLM_F_EXCL NLM_F_MULTI NLM_F_REPLACE
  NLM_F_REQUEST NSID_NOT_ASSIGNED NTF NTF_EXT NUD OFFLOAD_XSTATS_FILTER RMNET_FLAGS RTAX_FEATURE RTAX_LOCK
  RTM_DELADDR RTM_DELADDRLABEL RTM_DELANYCAST RTM_DELLINK RTM_DELLINKPROP RTM_DELMDB RTM_DELMULTICAST
  RTM_DELNEIGH RTM_DELNETCONF RTM_DELNEXTHOP RTM_DELNEXTHOPBUCKET RTM_DELNSID RTM_DELROUTE RTM_DELRULE
  RTM_DELTUNNEL RTM_DELVLAN RTM_F RTM_GETADDR RTM_GETADDRLABEL RTM_GETANYCAST RTM_GETLINK RTM_GETMDB RTM_GETMULTICAST
  RTM_GETNEIGH RTM_GETNEIGHTBL RTM_GETNETCONF RTM_GETNEXTHOP RTM_GETNEXTHOPBUCKET RTM_GETNSID RTM_GETROUTE
  RTM_GETRULE RTM_GETSTATS RTM_GETTUNNEL RTM_GETVLAN RTM_NEWADDR RTM_NEWADDRLABEL RTM_NEWANYCAST RTM_NEWLINK
  RTM_NEWLINKPROP RTM_NEWMDB RTM_NEWMULTICAST RTM_NEWNEIGH RTM_NEWNEIGHTBL RTM_NEWNETCONF RTM_NEWNEXTHOP
  RTM_NEWNEXTHOPBUCKET RTM_NEWNSID RTM_NEWPREFIX RTM_NEWROUTE RTM_NEWRULE RTM_NEWSTATS RTM_NEWTUNNEL RTM_NEWVLAN
  RTM_SETLINK RTM_SETNEIGHTBL RTM_SETSTATS RTN RTNH_F RTNL_FAMILY_IP6MR RTNL_FAMILY_IPMR RTPROT RT_SCOPE
  RT_TABLE Reader SEG6_IPTUN_MODE SEG6_LOCAL_ACTION SEG6_LOCAL_FLV_OP STATS_FILTER TUNNEL_ENCAP_FLAG TUNNEL_MSG_FLAG Writer
  XDP_FLAGS addressLabelMessage addressMessage beginMessage decodeMessage decodeText encaps encodeText
  endMessage familyOf forEachMessage formatIp formatIpv4 formatIpv6 formatLladdr isDump isGet isLinkKind
  kinds linkMessage mdbMessage mdbRequestMessage messageName messages neighbourMessage neighbourTableMessage
  netconfMessage nexthopMessage nsidMessage otherKind parseIp parseIpv4 parseIpv6 parseLladdr parsePrefix
  prefixMessage readAcknowledgement routeMessage ruleMessage slaveDataOf slaveKinds statsMessage
  statsRequestMessage vlanDumpMessage vlanMessage vniMessage xstatsKinds
`;

const SYNC = `
  SyncClient addressLabels addresses bridgePorts fdb links mdb messages neighbourTables neighbours netconf nexthopBuckets
  nexthops nsids routes rules stats vlans vnis
`;

test('the least client loads no object', (t) => {
  const { own } = reached(source('client/sync_client'));
  t.deepEqual(
    [...own].filter((module) => /\/src\/(?!client\/|bytes\/|message\/|schema\/)/.test(module)),
    [],
  );
});

test('the client whose calls block needs neither monitors, caches nor transactions', (t) => {
  const { own } = reached(source('sync'));
  t.true(own.has(source('client/sync').href));
  t.deepEqual(
    [...own].filter((module) => /\/client\/(undo|watch|transaction|rtnl|async)\b/.test(module)),
    [],
  );
});

test('the names that the package exports', (t) => {
  t.deepEqual(Object.keys(codec).sort(), CODEC.trim().split(/\s+/));
  t.deepEqual(
    Object.keys(index)
      .filter((name) => !(name in codec))
      .sort(),
    CLIENT.trim().split(/\s+/),
  );
  t.deepEqual(Object.keys(sync).sort(), SYNC.trim().split(/\s+/));
  t.deepEqual(Object.keys(npmNetlink), ['NpmNetlinkTransport']);
  t.is(
    Object.keys(testing).sort().join(' '),
    'ReplayError ReplayTransport TestTransport ack data done message refusal',
  );
});
