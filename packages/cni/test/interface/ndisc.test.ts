import { parseIp } from '@iplink-ts/rtnetlink/codec';
import test from 'ava';
import { unsolicitedAdvertisement } from '../../src/interface/ndisc.ts';
import { bytes, hex } from '../frames.ts';

const mac = bytes('02 00 00 00 0a 01');

/** As the kernel sends them with ndisc_notify: ip addr add 2001:db8::3/64 dev eth0; ip link set eth0 up */
const frames: Readonly<Record<string, string>> = {
  '2001:db8::3': `33 33 00 00 00 01  02 00 00 00 0a 01  86 dd
    60 00 00 00  00 20  3a  ff
    20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 03
    ff 02 00 00 00 00 00 00 00 00 00 00 00 00 00 01
    88  00  ef 26  20 00 00 00
    20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 03
    02  01  02 00 00 00 0a 01`,
  'fdff:ffff:ffff:ffff:ffff:ffff:ffff:fffe': `33 33 00 00 00 01  02 00 00 00 0a 01  86 dd
    60 00 00 00  00 20  3a  ff
    fd ff ff ff ff ff ff ff ff ff ff ff ff ff ff fe
    ff 02 00 00 00 00 00 00 00 00 00 00 00 00 00 01
    88  00  4e a1  20 00 00 00
    fd ff ff ff ff ff ff ff ff ff ff ff ff ff ff fe
    02  01  02 00 00 00 0a 01`,
  'fe80::ff:fe00:a01': `33 33 00 00 00 01  02 00 00 00 0a 01  86 dd
    60 00 00 00  00 20  3a  ff
    fe 80 00 00 00 00 00 00 00 00 00 ff fe 00 0a 01
    ff 02 00 00 00 00 00 00 00 00 00 00 00 00 00 01
    88  00  3b 9b  20 00 00 00
    fe 80 00 00 00 00 00 00 00 00 00 ff fe 00 0a 01
    02  01  02 00 00 00 0a 01`,
};

for (const [address, frame] of Object.entries(frames)) {
  test(`unsolicited neighbour advertisement of ${address}`, (t) => {
    const target = parseIp(address) ?? new Uint8Array();
    t.is(hex(unsolicitedAdvertisement(mac, target, true)), hex(bytes(frame)));
  });
}

test('of an optimistic address: the same without the flag that overrides', (t) => {
  const frame = bytes(frames['2001:db8::3'] ?? '');
  frame.set([0x0f, 0x27, 0x00], 56);
  const target = parseIp('2001:db8::3') ?? new Uint8Array();
  t.is(hex(unsolicitedAdvertisement(mac, target, false)), hex(frame));
});
