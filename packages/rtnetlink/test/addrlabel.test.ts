import test from 'ava';
import { type AddressLabel, addressLabelMessage } from '../src/addrlabel.ts';
import { EncodeError, Writer } from '../src/bytes/writer.ts';
import { check, type Golden } from './golden.ts';

const label = { family: 10, flags: 0, index: 0, seq: 0 } as const;

/** Requests of iproute2 6.1.0, as strace shows them. */
const requests: readonly Golden<AddressLabel>[] = [
  {
    command: 'ip addrlabel add prefix 2001:db8::/32 dev p0 label 99',
    bytes: `
      38000000 4800 0506 9a370a6b 00000000 # nlmsghdr: RTM_NEWADDRLABEL
      0a002000 04000000 00000000     # ifaddrlblmsg
      0800 0200 63000000             # IFAL_LABEL
      1400 0100 20010db8000000000000000000000000 # IFAL_ADDRESS
    `,
    value: { ...label, index: 4, prefixlen: 32, address: '2001:db8::/32', label: 99 },
  },
  {
    command: 'ip addrlabel show',
    bytes: `
      1c000000 4a00 0103 9a370a6b 00000000 # nlmsghdr: RTM_GETADDRLABEL
      0a000000 00000000 00000000     # ifaddrlblmsg
    `,
    value: { ...label, prefixlen: 0 },
  },
];

/** A message of Linux 6.18. */
const reported: Golden<AddressLabel> = {
  command: 'ip addrlabel show',
  bytes: `
    38000000 4800 0200 01000000 115b0000 # nlmsghdr: RTM_NEWADDRLABEL
    0a000a00 00000000 0a000000       # ifaddrlblmsg
    1400 0100 fec00000000000000000000000000000 # IFAL_ADDRESS
    0800 0200 0b000000               # IFAL_LABEL
  `,
  value: { ...label, seq: 10, prefixlen: 10, address: 'fec0::/10', label: 11 },
};

for (const golden of requests)
  test(golden.command, (t) =>
    check(t, { body: addressLabelMessage, headerLength: 12, isRequest: true }, golden),
  );

test(`answer of ${reported.command}`, (t) =>
  check(t, { body: addressLabelMessage, headerLength: 12, isRequest: false }, reported));

test('an address without its length is the whole address; what is none is refused by name', (t) => {
  const writer = new Writer();
  addressLabelMessage.write(writer, { address: '2001:db8::1' });
  t.deepEqual([...writer.written.subarray(0, 3)], [10, 0, 128]);
  const error = t.throws(() => addressLabelMessage.write(new Writer(), { address: '2001:db8::/129' }), {
    instanceOf: EncodeError,
  });
  t.is(error.message, 'address: expected a prefix such as 192.0.2.0/24, got "2001:db8::/129"');
  t.throws(() => addressLabelMessage.write(new Writer(), { address: '192.0.2.0/24' }), {
    message: /^address: expected an IPv6 address/,
  });
});
