/**
 * Messages that a decoder once did wrong, or that are made to lead one astray. What a run of the million messages
 * finds comes here, with what went wrong.
 */
export const cases: readonly { readonly story: string; readonly hex: string }[] = [
  { story: 'no bytes at all', hex: '' },
  { story: 'a header alone', hex: '10000000 1000 0000 01000000 00000000' },
  { story: 'a length beyond the datagram', hex: 'ffffffff 1000 0000 01000000 00000000 00000000' },
  { story: 'a length of 0', hex: '00000000 1000 0000 01000000 00000000 00000000' },
  { story: 'half of struct ifinfomsg', hex: '18000000 1000 0000 01000000 00000000 0000000001000000' },
  {
    story: 'an attribute of length 0',
    hex: '24000000 1000 0000 01000000 00000000 00000000010000000000000000000000 0000 0300',
  },
  {
    story: 'an attribute longer than the message',
    hex: '24000000 1000 0000 01000000 00000000 00000000010000000000000000000000 ffff 0300',
  },
  {
    story: 'statistics that end within a number',
    hex: '2a000000 1000 0000 01000000 00000000 00000000010000000000000000000000 0a00 1700 010203040506 0000',
  },
  {
    story: 'data before its kind, and the kind twice',
    hex: `44000000 1000 0000 01000000 00000000 00000000010000000000000000000000
          2400 1200 0c00 0200 0800 0100 00000000 0a00 0100 697076 6c616e 0000 0800 0100 62723000`,
  },
  {
    story: 'an error that echoes more than there is',
    hex: '28000000 0200 0002 01000000 00000000 eaffffff ffffffff 1000 0100 01000000 00000000',
  },
  {
    story: 'an error whose echo has a length that is negative when aligned',
    hex: '28000000 0200 0002 01000000 00000000 eaffffff feffff7f 1000 0100 01000000 00000000',
  },
  { story: 'an end of a dump without its error', hex: '10000000 0300 0200 01000000 00000000' },
];
