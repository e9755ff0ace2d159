import test from 'ava';
import { names, run, vmOutputs } from './run.ts';

/** What each example prints; a pattern where that is this machine's. */
const outputs: Readonly<Record<string, string | RegExp>> = {
  'all-namespaces': 'new eth0 in namespace 7\nnew veth0 here\n',
  'bulk-routes': '20000 routes added\n20000 routes read, one datagram in memory at a time\n',
  cache: 'gone: 198.51.100.0/24 via 192.0.2.2\n',
  errors: `add link br0: File exists (EEXIST)
  code EEXIST, reason exists, path undefined
set link nowhere: No such device (ENODEV)
  code ENODEV, reason notFound, path undefined
set link br0: ifname: Attribute failed policy validation, must be at most 15 bytes long (ERANGE)
  code ERANGE, reason undefined, path ifname
delete address 192.0.2.1/24: ipv4: Address not found (EADDRNOTAVAIL)
  code EADDRNOTAVAIL, reason notFound, path undefined
`,
  'fdb-watch': 'new 02:00:00:00:00:01 at port0\ndelete 02:00:00:00:00:01 at port0\n',
  limits: 'fulfilled rejected the user has gone\nlo has index 1\n',
  'list-links': /^1 lo - 65536 (up|down) 00:00:00:00:00:00\n/,
  monitor: 'new veth1\nnew veth0\nnew 192.0.2.1\ndelete 192.0.2.1\ndelete veth0\n',
  'move-nic': 'eth0 index as told\nlo nic1\n',
  namespaces: /^(\S+ \d+ interfaces \d+ processes\n)*$/,
  'nexthop-group': '1 with weight 3, 2 with weight 1\n1 with weight 3\n',
  'onlink-route': '192.0.2.99/32 via 203.0.113.1 from 198.51.100.7\n',
  'policy-routing':
    'from 192.0.2.2 via 192.0.2.1 by table 254\nfrom 198.51.100.2 via 198.51.100.1 by table 100\n',
  record: `toKernel RTM_NEWLINK veth0
fromKernel NLMSG_ERROR${' '}
toKernel RTM_GETLINK veth1
fromKernel RTM_NEWLINK veth1
fromKernel NLMSG_ERROR${' '}
`,
  transaction: `before: lo
within: lo br0 pod0 port0
failed: add route default: Nexthop has invalid gateway (ENETUNREACH)
after:  lo
`,
};

for (const [name, output] of Object.entries(outputs)) {
  test(`${name} prints what it says`, async (t) => {
    const printed = await run(name);
    if (typeof output === 'string') t.is(printed, output);
    else t.regex(printed, output);
  });
}

test('each example is run', (t) => {
  t.deepEqual([...names].sort(), [...Object.keys(outputs), ...Object.keys(vmOutputs), 'web-monitor'].sort());
});
