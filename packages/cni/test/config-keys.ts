/** What the value of a key is. */
type Kind = 'string' | 'bool' | 'int' | 'object' | 'list';

/** Keys by their path: `ipam.addresses[].gateway` is in each object of a list. */
type Keys = Readonly<Record<string, Kind>>;

const common: Keys = {
  cniVersion: 'string',
  name: 'string',
  type: 'string',
  capabilities: 'object',
  'capabilities.ips': 'bool',
  ipam: 'object',
  'ipam.type': 'string',
  dns: 'object',
  'dns.nameservers': 'list',
  'dns.nameservers[]': 'string',
  'dns.domain': 'string',
  'dns.search': 'list',
  'dns.options': 'list',
  prevResult: 'object',
};

const slave: Keys = {
  ...common,
  master: 'string',
  linkInContainer: 'bool',
  dad: 'string',
  arpPolicy: 'string',
  mtu: 'int',
};

const route = (path: string): Keys => ({
  [path]: 'list',
  [`${path}[]`]: 'object',
  [`${path}[].dst`]: 'string',
  [`${path}[].gw`]: 'string',
  [`${path}[].mtu`]: 'int',
  [`${path}[].advmss`]: 'int',
  [`${path}[].priority`]: 'int',
  [`${path}[].table`]: 'int',
  [`${path}[].scope`]: 'int',
});

const range = (path: string): Keys => ({
  [`${path}.subnet`]: 'string',
  [`${path}.rangeStart`]: 'string',
  [`${path}.rangeEnd`]: 'string',
  [`${path}.gateway`]: 'string',
});

const macvlan: Keys = {
  ...slave,
  mode: 'string',
  mac: 'string',
  stableMac: 'bool',
  bcqueuelen: 'int',
  createVlan: 'bool',
  sourceAddresses: 'list',
  'sourceAddresses[]': 'string',
  hostAccess: 'bool',
  runtimeConfig: 'object',
  'runtimeConfig.mac': 'string',
};

const wishes = (path = ''): Keys => ({
  [`${path}static-ip`]: 'string',
  [`${path}static-mac`]: 'string',
  [`${path}vlan`]: 'string',
  [`${path}ips`]: 'list',
  [`${path}ips[]`]: 'string',
  [`${path}mac`]: 'string',
});

const staticMacvlan: Keys = {
  ...common,
  ...wishes(),
  ...wishes('args.cni.'),
  ...wishes('runtimeConfig.'),
  args: 'object',
  'args.cni': 'object',
  runtimeConfig: 'object',
  master: 'string',
  subnetDir: 'string',
  mode: 'string',
  mtu: 'int',
  dad: 'string',
  arpPolicy: 'string',
  dataDir: 'string',
  isDefaultGateway: 'bool',
  hostAccess: 'bool',
};

/** The keys of each type with what they take: what else they are given, they refuse. */
export const configKeys: Readonly<Record<string, Keys>> = {
  bridge: {
    ...common,
    bridge: 'string',
    isGateway: 'bool',
    isDefaultGateway: 'bool',
    forceAddress: 'bool',
    ipMasq: 'bool',
    ipMasqBackend: 'string',
    mtu: 'int',
    hairpinMode: 'bool',
    promiscMode: 'bool',
    vlan: 'int',
    vlanTrunk: 'list',
    'vlanTrunk[]': 'object',
    'vlanTrunk[].id': 'int',
    'vlanTrunk[].minID': 'int',
    'vlanTrunk[].maxID': 'int',
    preserveDefaultVlan: 'bool',
    macspoofchk: 'bool',
    enabledad: 'bool',
    arpPolicy: 'string',
    disableContainerInterface: 'bool',
    portIsolation: 'bool',
    'args.cni.mac': 'string',
    'runtimeConfig.mac': 'string',
  },
  dummy: { ...common, dad: 'string' },
  'host-device': {
    ...common,
    device: 'string',
    hwaddr: 'string',
    kernelpath: 'string',
    pciBusID: 'string',
    runtimeConfig: 'object',
    'runtimeConfig.deviceID': 'string',
    dad: 'string',
  },
  'host-local': {
    name: 'string',
    cniVersion: 'string',
    ipam: 'object',
    ...range('ipam'),
    ...route('ipam.routes'),
    'ipam.dataDir': 'string',
    'ipam.resolvConf': 'string',
    'ipam.ranges': 'list',
    'ipam.ranges[]': 'list',
    'ipam.ranges[][]': 'object',
    ...range('ipam.ranges[][]'),
    'ipam.sticky': 'bool',
    runtimeConfig: 'object',
    'runtimeConfig.ipRanges': 'list',
    'runtimeConfig.ips': 'list',
    'runtimeConfig.ips[]': 'string',
    args: 'object',
    'args.cni': 'object',
    'args.cni.ips': 'list',
    'args.cni.ips[]': 'string',
  },
  ipvlan: { ...slave, mode: 'string', flag: 'string', hostAccess: 'bool', createVlan: 'bool' },
  loopback: common,
  macvlan,
  ptp: { ...common, ipMasq: 'bool', ipMasqBackend: 'string', mtu: 'int', dad: 'string' },
  static: {
    name: 'string',
    cniVersion: 'string',
    ipam: 'object',
    'ipam.addresses': 'list',
    'ipam.addresses[]': 'object',
    'ipam.addresses[].address': 'string',
    'ipam.addresses[].gateway': 'string',
    'ipam.gateways': 'list',
    'ipam.gateways[]': 'string',
    ...route('ipam.routes'),
    'ipam.dns': 'object',
    'ipam.dns.search': 'list',
    runtimeConfig: 'object',
    'runtimeConfig.ips': 'list',
    'runtimeConfig.ips[]': 'string',
    args: 'object',
    'args.cni': 'object',
    'args.cni.ips': 'list',
  },
  'static-macvlan': staticMacvlan,
  'static-macvlan-cni': staticMacvlan,
  tuning: {
    ...common,
    dataDir: 'string',
    sysctl: 'object',
    'sysctl.net': 'string',
    mac: 'string',
    promisc: 'bool',
    mtu: 'int',
    allmulti: 'bool',
    txQLen: 'int',
    runtimeConfig: 'object',
    'runtimeConfig.mac': 'string',
    args: 'object',
    'args.cni': 'object',
    'args.cni.sysctl': 'object',
    'args.cni.sysctl.net': 'string',
    'args.cni.mac': 'string',
    'args.cni.promisc': 'bool',
    'args.cni.mtu': 'int',
    'args.cni.allmulti': 'bool',
    'args.cni.txQLen': 'int',
  },
  vlan: { ...slave, vlanId: 'int' },
};

const samples = {
  string: ['5', 'true', '[]', '{}'],
  bool: ['"true"', '1', '[]', '{}'],
  int: ['"5"', '1.5', '1e3', '99999999999999999999', 'true', '[]', '{}'],
  object: ['"x"', '5', 'true', '[]'],
  list: ['"x"', '5', 'true', '{}'],
} as const satisfies Readonly<Record<Kind, readonly string[]>>;

/** Values, as JSON, that a key of that kind does not take. */
export function wrongValues(kind: Kind): readonly string[] {
  return samples[kind];
}

/** `value`, which is JSON, at the path, in what is around it: the member of the configuration, and its value. */
export function memberAt(path: string, value: string): readonly [string, string] {
  const [first = '', ...rest] = path.split('.');
  const name = first.replaceAll('[]', '');
  const inner = rest.length === 0 ? value : `{${memberAt(rest.join('.'), value).join(':')}}`;
  const depth = (first.length - name.length) / 2;
  return [JSON.stringify(name), '['.repeat(depth) + inner + ']'.repeat(depth)];
}
