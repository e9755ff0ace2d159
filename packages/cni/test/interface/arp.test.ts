import test from 'ava';
import { arpProbe, gratuitousArp } from '../../src/interface/arp.ts';
import { bytes, hex } from '../frames.ts';

const mac = bytes('02 00 00 00 0a 01');
const address = bytes('0a 01 02 03');

/** As the kernel sends it with arp_notify: ip addr add 10.1.2.3/24 dev eth0; ip link set eth0 up */
const request = `ff ff ff ff ff ff  02 00 00 00 0a 01  08 06
  00 01  08 00  06  04  00 01
  02 00 00 00 0a 01  0a 01 02 03
  00 00 00 00 00 00  0a 01 02 03`;

/** RFC 5944, section 4.6: the target is the sender. */
const reply = `ff ff ff ff ff ff  02 00 00 00 0a 01  08 06
  00 01  08 00  06  04  00 02
  02 00 00 00 0a 01  0a 01 02 03
  02 00 00 00 0a 01  0a 01 02 03`;

test('gratuitous ARP as a request', (t) => {
  t.is(hex(gratuitousArp('request', mac, address)), hex(bytes(request)));
});

test('gratuitous ARP as a reply', (t) => {
  t.is(hex(gratuitousArp('reply', mac, address)), hex(bytes(reply)));
});

/** RFC 5227, section 2.1.1: no sender, and no target but the address. */
const probe = `ff ff ff ff ff ff  02 00 00 00 0a 01  08 06
  00 01  08 00  06  04  00 01
  02 00 00 00 0a 01  00 00 00 00
  00 00 00 00 00 00  0a 01 02 03`;

test('an ARP probe', (t) => {
  t.is(hex(arpProbe(mac, address)), hex(bytes(probe)));
});
