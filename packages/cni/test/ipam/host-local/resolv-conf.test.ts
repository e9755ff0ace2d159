import test from 'ava';
import { parseResolvConf } from '../../../src/ipam/host-local/resolv-conf.ts';

test('a simple file', (t) => {
  t.deepEqual(parseResolvConf('nameserver 192.0.2.0\n'), {
    nameservers: ['192.0.2.0'],
    domain: '',
    search: [],
    options: [],
  });
});

test('comments and unknown keywords are passed over', (t) => {
  const text = '# nameserver 1.1.1.1\n;nameserver 1.1.1.2\n#x\nsortlist 1.1.1.3\nnameserver 192.0.2.1\n';
  t.deepEqual(parseResolvConf(text).nameservers, ['192.0.2.1']);
});

test('all keywords, as the reference reads them', (t) => {
  const text = [
    'nameserver 192.0.2.0 192.0.2.9',
    '  nameserver\t192.0.2.2',
    'nameserver',
    'domain first.example.com',
    'domain example.com other',
    'search example.com example.org',
    'search more.example',
    'options foo bar',
    'options baz',
  ].join('\n');
  t.deepEqual(parseResolvConf(text), {
    nameservers: ['192.0.2.0', '192.0.2.2'],
    domain: 'example.com',
    search: ['example.com', 'example.org', 'more.example'],
    options: ['foo', 'bar', 'baz'],
  });
});
