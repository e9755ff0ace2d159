import test from 'ava';
import { decode } from '../../src/json/decode.ts';
import { parseJson } from '../../src/json/parse.ts';
import { configuredDns } from '../../src/result/dns.ts';

const read = (text: string): unknown => decode(configuredDns, parseJson(Buffer.from(text)));

for (const text of ['null', '{}', '{"domain":""}', '{"nameservers":null,"search":null,"options":null}']) {
  test(`${text} leaves the word to the IPAM plugin`, (t) => {
    t.is(read(text), undefined);
  });
}

for (const [text, changes] of [
  ['{"nameservers":[]}', {}],
  ['{"search":[]}', {}],
  ['{"options":[]}', {}],
  ['{"domain":"example.org"}', { domain: 'example.org' }],
  ['{"search":["a"],"nameservers":["192.0.2.53"]}', { search: ['a'], nameservers: ['192.0.2.53'] }],
] as const) {
  test(`${text} goes before that of the IPAM plugin`, (t) => {
    t.deepEqual(read(text), { nameservers: [], domain: '', search: [], options: [], ...changes });
  });
}
