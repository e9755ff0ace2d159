import { parseArgs } from '../../args.ts';
import { failure } from '../../error.ts';
import { parseArpPolicy } from '../../interface/announce.ts';
import { parseDad } from '../../interface/dad.ts';
import { findMac } from '../../interface/mac.ts';
import { MAX_VLAN } from '../../interface/vlan-id.ts';
import { bool, type Decoded, int, optional, string, struct } from '../../json/decode.ts';
import { commonKeys, loadConf } from '../../netconf.ts';
import type { Request } from '../../request.ts';
import { configuredDns } from '../../result/dns.ts';
import { masqueradeKeys, masqueradeOf } from '../masquerade.ts';
import { spoofCheckKeys } from './spoof-check.ts';
import { collectTrunk, vlanTrunk } from './trunk.ts';

/** `dad` and `arpPolicy` are ours; the others are the reference's. */
const netConf = struct('main.NetConf', {
  ...commonKeys,
  ...masqueradeKeys,
  dns: configuredDns,
  bridge: optional(string),
  isGateway: bool,
  isDefaultGateway: bool,
  forceAddress: bool,
  mtu: int,
  hairpinMode: bool,
  promiscMode: bool,
  vlan: int,
  vlanTrunk,
  preserveDefaultVlan: bool,
  ...spoofCheckKeys,
  enabledad: bool,
  disableContainerInterface: bool,
  portIsolation: bool,
  dad: string,
  arpPolicy: string,
  args: struct('struct { Cni main.BridgeArgs "json:\\"cni,omitempty\\"" }', {
    cni: struct('main.BridgeArgs', { mac: string }),
  }),
  runtimeConfig: struct('struct { Mac string "json:\\"mac,omitempty\\"" }', { mac: string }),
});

type NetConf = Decoded<typeof netConf>;

/** What the configuration comes to. */
export type BridgeConf = ReturnType<typeof bridgeConf>;

const DEFAULT_BRIDGE = 'cni0';

/** The configuration of a request, found consistent; @throws {CniError} before anything has been touched */
export function bridgeConf(request: Request) {
  const conf = loadConf(netConf, request);
  const { bridge = DEFAULT_BRIDGE, vlan, mtu, enabledad, isDefaultGateway } = conf;
  if (vlan < 0 || vlan > MAX_VLAN)
    throw failure(`invalid VLAN ID ${vlan} (must be between 0 and ${MAX_VLAN})`);
  const trunk = collectTrunk(conf.vlanTrunk);
  if (conf.ipam.type !== '' && conf.disableContainerInterface)
    throw failure('cannot use IPAM when DisableContainerInterface flag is set');
  if (conf.hairpinMode && conf.promiscMode)
    throw failure('cannot set hairpin mode and promiscuous mode at the same time');
  return {
    ...conf,
    bridge,
    isGateway: conf.isGateway || isDefaultGateway,
    // The reference overlooks what is negative.
    mtu: mtu > 0 ? mtu : undefined,
    mac: macOf(conf, request),
    // As the reference has it, the key of ours undone: nobody looks for duplicates unless `enabledad` says so.
    dad: parseDad(conf.dad || (enabledad ? 'wait' : 'skip')),
    onlyIpv6: conf.dad === '',
    arpPolicy: parseArpPolicy(conf.arpPolicy),
    masquerade: masqueradeOf(conf, request),
    trunk,
  } as const;
}

/** CNI_ARGS, overridden by the arguments of the configuration, overridden by the capability. */
function macOf({ args: { cni }, runtimeConfig }: NetConf, { args }: Request): string | undefined {
  const { MAC = '' } = parseArgs(args, ['MAC']);
  const text = runtimeConfig.mac || cni.mac || MAC;
  const mac = findMac(text);
  if (mac === undefined && text !== '')
    throw failure(`failed to make veth pair: address ${text}: invalid MAC address`);
  return mac;
}
