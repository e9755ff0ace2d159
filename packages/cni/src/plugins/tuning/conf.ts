import { parseArgs } from '../../args.ts';
import { failure } from '../../error.ts';
import { parseMac } from '../../interface/mac.ts';
import { bool, decode, int, map, object, optional, string, struct } from '../../json/decode.ts';
import { commonKeys, loadConf } from '../../netconf.ts';
import type { Request } from '../../request.ts';
import { decodePrevResult, type Result } from '../../result/result.ts';
import type { Settings } from './settings.ts';

/** Where the reference keeps what DEL restores. */
const DATA_DIR = '/run/cni/tuning';

const netConf = struct('main.TuningConf', {
  ...commonKeys,
  dataDir: string,
  sysctl: map(string),
  mac: string,
  promisc: bool,
  mtu: int,
  allmulti: optional(bool),
  txQLen: optional(int),
  runtimeConfig: struct('struct { Mac string "json:\\"mac,omitempty\\"" }', { mac: string }),
  args: struct('struct { A *main.IPAMArgs "json:\\"cni\\"" }', {
    cni: struct('main.IPAMArgs', {
      sysctl: map(string),
      mac: optional(string),
      promisc: optional(bool),
      mtu: optional(int),
      allmulti: optional(bool),
      txQLen: optional(int),
    }),
  }),
});

/** What a configuration comes to for this attachment. */
export interface Tuning {
  readonly network: string;
  readonly dataDir: string;
  /** Keys as written; those of `args.cni` last. */
  readonly sysctls: ReadonlyMap<string, string>;
  readonly settings: Settings;
  readonly previous: Result;
}

/** @throws {CniError} */
export function loadTuning(request: Request): Tuning {
  const conf = loadConf(netConf, request);
  checkDuplicates(request);
  const { cni } = conf.args;
  const mac = cni.mac ?? (conf.runtimeConfig.mac || macOfArgs(request) || conf.mac);
  const promisc = cni.promisc ?? conf.promisc;
  const mtu = cni.mtu ?? conf.mtu;
  if (conf.prevResult === undefined) throw failure('Required prevResult missing');
  return {
    network: conf.name,
    dataDir: conf.dataDir || DATA_DIR,
    sysctls: new Map([...conf.sysctl, ...cni.sysctl]),
    settings: {
      ...(mac !== '' && { mac: parseMac(mac) }),
      // Not to be promiscuous is what every interface is by itself: the reference sets only what is true.
      ...(promisc && { promisc }),
      ...(mtu !== 0 && { mtu }),
      allmulti: cni.allmulti ?? conf.allmulti,
      txQLen: cni.txQLen ?? conf.txQLen,
    },
    previous: decodePrevResult(conf.prevResult, request.version),
  };
}

function macOfArgs({ args }: Request): string {
  return parseArgs(args, ['MAC']).MAC ?? '';
}

const sysctlConf = struct('main.sysctlCheck', { sysctl: object });

/** Of two values for one key, nobody could say which was meant. */
function checkDuplicates({ config }: Request): void {
  const keys = decode(sysctlConf, config).sysctl?.members.map(([key]) => key) ?? [];
  const duplicate = keys.find((key, at) => keys.indexOf(key) !== at);
  if (duplicate !== undefined)
    throw failure('duplicated sysctl keys are not allowed', `"${duplicate}" is there more than once`);
}

const dataDirConf = struct('main.TuningConf', { name: string, dataDir: string });

/** All that DEL and GC need of the configuration. */
export function loadPlace(request: Pick<Request, 'config'>): Pick<Tuning, 'network' | 'dataDir'> {
  const { name, dataDir } = loadConf(dataDirConf, request);
  return { network: name, dataDir: dataDir || DATA_DIR };
}
