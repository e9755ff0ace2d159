import test from 'ava';
import { cidr, ip } from '../../src/ip.ts';
import {
  bool,
  type Decoder,
  decode,
  int,
  list,
  map,
  opaque,
  optional,
  string,
  struct,
  uint32,
} from '../../src/json/decode.ts';
import { parseJson } from '../../src/json/parse.ts';

const conf = struct('main.NetConf', {
  master: string,
  mtu: int,
  queue: uint32,
  flag: bool,
  table: optional(int),
  list: list(string),
  map: map(bool),
  inner: struct('main.Inner', { name: string, list: list(struct('main.Item', { ip, dst: opaque(cidr) })) }),
});

const read = <T>(decoder: Decoder<T>, text: string): T => decode(decoder, parseJson(Buffer.from(text)));

test('absent and null give the defaults', (t) => {
  const defaults = {
    master: '',
    mtu: 0,
    queue: 0,
    flag: false,
    table: undefined,
    list: [],
    map: new Map(),
    inner: { name: '', list: [] },
  };
  t.deepEqual(read(conf, '{}'), defaults);
  t.deepEqual(read(conf, 'null'), defaults);
  t.deepEqual(
    read(conf, '{"master":null,"mtu":null,"table":null,"list":null,"map":null,"inner":null}'),
    defaults,
  );
});

test('values are read; unknown keys are ignored', (t) => {
  const { master, mtu, table, list, map, inner } = read(
    conf,
    '{"x":{"y":[1]},"master":"m0","mtu":-5,"table":0,"list":["a",null],"map":{"ips":true},"inner":{"list":[{"ip":"::FFFF:1.2.3.4","dst":"2001:DB8::0:1/64"},{"ip":""}]}}',
  );
  t.deepEqual(
    { master, mtu, table, list, map },
    { master: 'm0', mtu: -5, table: 0, list: ['a', ''], map: new Map([['ips', true]]) },
  );
  t.deepEqual(inner.list, [
    { ip: '1.2.3.4', dst: '2001:db8::1/64' },
    { ip: undefined, dst: undefined },
  ]);
});

test('keys match in any case; the last one counts, whatever its case; null after a value changes nothing', (t) => {
  t.is(read(conf, '{"MASTER":"a"}').master, 'a');
  t.is(read(conf, '{"master":"a","Master":"b"}').master, 'b');
  t.is(read(conf, '{"Master":"b","master":"a"}').master, 'a');
  t.is(read(conf, '{"master":"a","Master":null}').master, 'a');
  t.is(read(conf, '{"__proto__":{"master":"x"},"constructor":1}').master, '');
});

for (const [text, message] of [
  ['[]', 'json: cannot unmarshal array into Go value of type main.NetConf'],
  ['5', 'json: cannot unmarshal number into Go value of type main.NetConf'],
  ['{"master":1}', 'json: cannot unmarshal number into Go struct field NetConf.master of type string'],
  ['{"mtu":"x"}', 'json: cannot unmarshal string into Go struct field NetConf.mtu of type int'],
  ['{"mtu":1.5}', 'json: cannot unmarshal number 1.5 into Go struct field NetConf.mtu of type int'],
  ['{"mtu":1.0}', 'json: cannot unmarshal number 1.0 into Go struct field NetConf.mtu of type int'],
  ['{"mtu":1e3}', 'json: cannot unmarshal number 1e3 into Go struct field NetConf.mtu of type int'],
  [
    '{"mtu":9223372036854775808}',
    'json: cannot unmarshal number 9223372036854775808 into Go struct field NetConf.mtu of type int',
  ],
  ['{"queue":-1}', 'json: cannot unmarshal number -1 into Go struct field NetConf.queue of type uint32'],
  ['{"flag":"true"}', 'json: cannot unmarshal string into Go struct field NetConf.flag of type bool'],
  ['{"MTU":{}}', 'json: cannot unmarshal object into Go struct field NetConf.mtu of type int'],
  ['{"list":{}}', 'json: cannot unmarshal object into Go struct field NetConf.list of type []string'],
  ['{"list":["a",true]}', 'json: cannot unmarshal bool into Go struct field NetConf.list of type string'],
  [
    '{"inner":{"list":[]},"map":{"a":5}}',
    'json: cannot unmarshal number into Go struct field NetConf.map of type bool',
  ],
  ['{"map":[]}', 'json: cannot unmarshal array into Go struct field NetConf.map of type map[string]bool'],
  ['{"map":{"x":1}}', 'json: cannot unmarshal number into Go struct field NetConf.map of type bool'],
  ['{"inner":5}', 'json: cannot unmarshal number into Go struct field NetConf.inner of type main.Inner'],
  [
    '{"inner":{"name":5}}',
    'json: cannot unmarshal number into Go struct field Inner.inner.name of type string',
  ],
  [
    '{"inner":{"list":[5]}}',
    'json: cannot unmarshal number into Go struct field Inner.inner.list of type main.Item',
  ],
  [
    '{"inner":{"list":[{"ip":5}]}}',
    'json: cannot unmarshal number into Go struct field Item.inner.list.ip of type net.IP',
  ],
  ['{"inner":{"list":[{"ip":"1.2.3"}]}}', 'invalid IP address: 1.2.3'],
  ['{"inner":{"list":[{"ip":"01.2.3.4"}]}}', 'invalid IP address: 01.2.3.4'],
  ['{"inner":{"list":[{"dst":"1.2.3.4/33"}]}}', 'invalid CIDR address: 1.2.3.4/33'],
  ['{"inner":{"list":[{"dst":"1.2.3.4"}]}}', 'invalid CIDR address: 1.2.3.4'],
] as const) {
  test(`refuses ${text}`, (t) => {
    t.throws(() => read(conf, text), { message });
  });
}
