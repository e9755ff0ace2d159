import type { UnknownAttribute } from '../schema/attributes.ts';
import type { ByNumber } from '../schema/literal.ts';
import type { commonAttributes } from './attributes.ts';
import type { Link } from './link.ts';

/** `util.inspect.custom`, by its registered name so that nothing of Node.js is imported. */
const inspect = Symbol.for('nodejs.util.inspect.custom');

/** `console.log` shows the fields that are there. */
function inspectDefined(this: object): object {
  return Object.fromEntries(Object.entries(this).filter(([, value]) => value !== undefined));
}

/**
 * A link of these attributes, whose header and kind are still to be read. All links are of this one shape, whatever
 * the kernel sent.
 *
 * What hardly a link has is not here, so that the others are few enough for a compact object, which JavaScriptCore ends
 * at 64: `cost`, `priority`, `wireless`, `weight`, `netNsPid`, `netNsFd`, `extMask`, `vfPorts`, `portSelf`,
 * `physPortId`, `physPortName`, `event`, `newNetnsid`, `newIfindex`, `altIfname`, and what only messages of AF_BRIDGE
 * have. It costs much where it is there, for V8 gives each such object a hidden class of its own: 31 µs for a link in
 * place of 9 when it was `devlinkPort` and `dpllPin`, which newer kernels send with every link.
 *
 * @param v by `IFLA_*`
 */
export function linkOf(
  v: ByNumber<ReturnType<typeof commonAttributes>>,
  afSpec: Link['afSpec'],
  unknown: readonly UnknownAttribute[] | undefined,
): Link {
  const link = {
    family: 0,
    type: 0,
    index: 0,
    flags: [],
    change: 0,
    address: v[1],
    broadcast: v[2],
    ifname: v[3],
    mtu: v[4],
    link: v[5],
    qdisc: v[6],
    stats: v[7],
    master: v[10],
    txqlen: v[13],
    map: v[14],
    operstate: v[16],
    linkmode: v[17],
    ifalias: v[20],
    numVf: v[21],
    vfinfoList: v[22],
    stats64: v[23],
    group: v[27],
    promiscuity: v[30],
    numTxQueues: v[31],
    numRxQueues: v[32],
    carrier: v[33],
    carrierChanges: v[35],
    physSwitchId: v[36],
    linkNetnsid: v[37],
    protoDown: v[39],
    gsoMaxSegs: v[40],
    gsoMaxSize: v[41],
    xdp: v[43],
    targetNetnsid: v[46],
    carrierUpCount: v[47],
    carrierDownCount: v[48],
    minMtu: v[50],
    maxMtu: v[51],
    propList: v[52],
    permAddress: v[54],
    protoDownReason: v[55],
    parentDevName: v[56],
    parentDevBusName: v[57],
    groMaxSize: v[58],
    tsoMaxSize: v[59],
    tsoMaxSegs: v[60],
    allmulti: v[61],
    devlinkPort: v[62],
    gsoIpv4MaxSize: v[63],
    groIpv4MaxSize: v[64],
    dpllPin: v[65],
    maxPacingOffloadHorizon: v[66],
    netnsImmutable: v[67],
    headroom: v[68],
    tailroom: v[69],
    afSpec,
    kind: undefined,
    data: undefined,
    slaveKind: undefined,
    slaveData: undefined,
    unknown,
    [inspect]: inspectDefined,
  };
  return link;
}
