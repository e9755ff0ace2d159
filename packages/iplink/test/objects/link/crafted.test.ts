/** Links of devices that no test machine has, as messages: both programs print what these say. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Link, linkMessage, Reader, RTM_NEWLINK } from '@iplink-ts/rtnetlink/codec';
import { data } from '@iplink-ts/rtnetlink/testing';
import test, { type ExecutionContext } from 'ava';
import { Words } from '../../../src/argv.ts';
import { AF } from '../../../src/family.ts';
import { parseOptions } from '../../../src/ip_options.ts';
import { printLinkEvent } from '../../../src/objects/link/event.ts';
import { printLink } from '../../../src/objects/link/print.ts';
import { TextSink } from '../../../src/output.ts';
import { Session } from '../../../src/session.ts';
import { obstacle } from '../../twin/recorder.ts';

type Message = Partial<Link>;

const NLMSG_HDRLEN = 16;
type Vf = NonNullable<NonNullable<Link['vfinfoList']>['info']>[number];

const BASE = {
  index: 2,
  type: 1,
  ifname: 'e0',
  mtu: 1500,
  flags: ['up'],
  address: '02:00:00:00:00:01',
  broadcast: 'ff:ff:ff:ff:ff:ff',
  numVf: 1,
} as const;

const STATES = ['auto', 'enable', 'disable', 3] as const;

function vf(number: number): Vf {
  const setting = { vf: number, setting: number };
  return {
    mac: { vf: number, mac: `02:00:00:00:01:0${number}` },
    vlan: { vf: number, vlan: 5 * number, qos: number },
    txRate: { vf: number, rate: 7 * number },
    spoofchk: setting,
    linkState: { vf: number, linkState: STATES[number] ?? 'auto' },
    rate: { vf: number, minTxRate: number, maxTxRate: 2 * number },
    rssQueryEn: setting,
    trust: setting,
    broadcast: 'ff:ff:ff:ff:ff:ff',
    vlanList: {
      info: [{ vf: number, vlan: 5 * number, qos: number, vlanProto: number === 0 ? 0x8100 : 0x88a8 }],
    },
    ibNodeGuid: { vf: number, guid: 0x1122334455667788n * BigInt(number) },
    ibPortGuid: { vf: number, guid: 7n },
    stats: {
      rxPackets: 1n,
      txPackets: 22n,
      rxBytes: 3333333333333n,
      txBytes: 4n,
      broadcast: 5n,
      multicast: 6n,
      rxDropped: 7n,
      txDropped: 8n,
    },
  };
}

const unknown = { vf: 1, setting: 0xffffffff };
const plain: Vf = { mac: vf(1).mac, vlan: vf(1).vlan, txRate: vf(1).txRate };

const MESSAGES: Readonly<Record<string, Message>> = {
  'functions of every state': { ...BASE, numVf: 4, vfinfoList: { info: [vf(0), vf(1), vf(2), vf(3)] } },
  'fewer functions than there are': { ...BASE, numVf: 3, vfinfoList: { info: [vf(1)] } },
  'no function': { ...BASE, vfinfoList: { info: [] } },
  'a list that was not asked for': { ...BASE, numVf: 0, vfinfoList: { info: [vf(1)] } },
  'a function of InfiniBand': { ...BASE, type: 32, vfinfoList: { info: [vf(1)] } },
  'a function of a link to a point': { ...BASE, flags: ['pointopoint'], vfinfoList: { info: [vf(1)] } },
  'a function of an older driver': { ...BASE, vfinfoList: { info: [plain] } },
  'settings that the card does not have': {
    ...BASE,
    vfinfoList: { info: [{ ...vf(1), spoofchk: unknown, trust: unknown, rssQueryEn: unknown }] },
  },
  'several VLANs': {
    ...BASE,
    vfinfoList: {
      info: [
        {
          ...vf(1),
          vlanList: {
            info: [
              { vf: 1, vlan: 5, qos: 1, vlanProto: 0x88a8 },
              { vf: 1, vlan: 6, qos: 0, vlanProto: 0x8100 },
            ],
          },
        },
      ],
    },
  },
  'functions, a program, an alias and another name': {
    ...BASE,
    ifalias: 'x',
    propList: { altIfname: ['alt'] },
    xdp: { attached: 'multi', drvProgId: 17 },
    vfinfoList: { info: [plain] },
  },
  'a program in the driver': { ...BASE, xdp: { attached: 'drv', progId: 17, drvProgId: 17 } },
  'a generic program': { ...BASE, xdp: { attached: 'skb', progId: 17, skbProgId: 17 } },
  'a program in the hardware': { ...BASE, xdp: { attached: 'hw', progId: 17, hwProgId: 17 } },
  'programs in three places': {
    ...BASE,
    xdp: { attached: 'multi', drvProgId: 17, skbProgId: 18, hwProgId: 19 },
  },
  'a program without an id': { ...BASE, xdp: { attached: 'drv' } },
  'a program in a place of later kernels': { ...BASE, xdp: { attached: 9, progId: 5 } },
  'no program': { ...BASE, xdp: { attached: 'none' } },
};

function sessionOf(words: readonly string[]): { session: Session; out: TextSink; err: TextSink } {
  const parsed = parseOptions(new Words(words));
  if (parsed.kind !== 'run') throw new Error('no run');
  const out = new TextSink();
  const err = new TextSink();
  const io = { out, err, environment: {}, self: [], isTerminal: () => false };
  return { session: new Session(parsed.options, io), out, err };
}

/** A link as the codec reads it. */
function linkOf(bytes: Uint8Array): Link {
  const buffer = new ArrayBuffer(bytes.length);
  new Uint8Array(buffer).set(bytes);
  const link = linkMessage.read(new Reader(buffer), NLMSG_HDRLEN, bytes.length);
  if (link === undefined) throw new Error('no link');
  return link;
}

function bytesOf(message: Message): Uint8Array {
  return data({ sequence: 1, port: 0 }, RTM_NEWLINK, linkMessage, message);
}

function replayed(options: readonly string[], bytes: Uint8Array): { stdout: string; stderr: string } {
  const folder = mkdtempSync(join(tmpdir(), 'crafted-'));
  try {
    const file = join(folder, 'messages');
    writeFileSync(file, bytes);
    return spawnSync('ip', [...options, 'monitor', 'file', file], { encoding: 'utf8' });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function compare(t: ExecutionContext, options: readonly string[], message: Message): void {
  const bytes = bytesOf(message);
  const { stdout, stderr } = replayed(options, bytes);
  const { session, out, err } = sessionOf(options);
  printLinkEvent(session, session.document(), { subject: 'link', action: 'new', link: linkOf(bytes) });
  t.deepEqual({ stdout: out.text, stderr: err.text }, { stdout, stderr });
}

const reason = obstacle();

for (const [title, message] of Object.entries(MESSAGES)) {
  test(title, (t) => {
    if (reason !== undefined) {
      t.log(`skipped: ${reason}`);
      return t.pass();
    }
    compare(t, ['-d'], message);
    compare(t, ['-d', '-N'], message);
    compare(t, ['-d', '-s', '-h'], message);
    return compare(t, ['-s', '-o'], message);
  });
}

/** `ip -j ... link show` has no replay: as iproute2 6.1.0 printed it, with the message in place of the kernel's. */
const JSON_LINKS: readonly (readonly [options: readonly string[], message: string, text: string])[] = [
  [
    ['-j', '-s'],
    'a function of InfiniBand',
    '{"ifindex":2,"ifname":"e0","flags":["NO-CARRIER","UP"],"mtu":1500,"link_type":"infiniband","address":"02:00:00:00:00:01","broadcast":"ff:ff:ff:ff:ff:ff","vfinfo_list":[{"vf":1,"link_type":"infiniband","address":"02:00:00:00:01:01:00:00:00:00:00:00:00:00:00:00:00:00:00:00","broadcast":"ff:ff:ff:ff:ff:ff:00:00:00:00:00:00:00:00:00:00:00:00:00:00","vlan_list":[{"vlan":5,"qos":1,"protocol":"802.1ad"}],"tx_rate":7,"rate":{"max_tx":2,"min_tx":1},"spoofchk":true,"node guid":"11:22:33:44:55:66:77:88","port guid":"00:00:00:00:00:00:00:07","link_state":"enable","trust":true,"query_rss_en":true,"stats":{"rx":{"bytes":3333333333333,"packets":1,"multicast":6,"broadcast":5,"dropped":7},"tx":{"tx_bytes":4,"tx_packets":22,"dropped":8}}}]}',
  ],
  [
    ['-j', '-s'],
    'functions, a program, an alias and another name',
    '{"ifindex":2,"ifname":"e0","flags":["NO-CARRIER","UP"],"mtu":1500,"xdp":{"mode":4,"attached":[{"mode":1,"prog":{"id":17}}]},"link_type":"ether","address":"02:00:00:00:00:01","broadcast":"ff:ff:ff:ff:ff:ff","ifalias":"x","vfinfo_list":[{"vf":1,"link_type":"ether","address":"02:00:00:00:01:01","vlan":5,"qos":1,"tx_rate":7}],"altnames":["alt"]}',
  ],
  [
    ['-j'],
    'a program in the driver',
    '{"ifindex":2,"ifname":"e0","flags":["NO-CARRIER","UP"],"mtu":1500,"xdp":{"mode":1,"prog":{"id":17},"attached":[{"mode":1,"prog":{"id":17}}]},"link_type":"ether","address":"02:00:00:00:00:01","broadcast":"ff:ff:ff:ff:ff:ff"}',
  ],
  [
    ['-s'],
    'a program in the driver',
    '2: e0: <NO-CARRIER,UP> mtu 1500 xdp \n    link/ether 02:00:00:00:00:01 brd ff:ff:ff:ff:ff:ff\n    prog/xdp id 17 \n\n',
  ],
];

for (const [options, title, text] of JSON_LINKS) {
  test(`ip ${options.join(' ')} link show: ${title}`, (t) => {
    const { session, out } = sessionOf(options);
    const document = session.document();
    document.openObject();
    const link = { ...linkOf(bytesOf(MESSAGES[title] ?? {})), txqlen: 0 };
    printLink(session, document, link, { object: 'link', family: AF.PACKET });
    document.closeObject();
    t.is(out.text, text);
  });
}
