import { addressMessage, RTM_GETADDR, RTM_NEWADDR } from '../../src/address.ts';
import { linkMessage, RTM_GETLINK, RTM_NEWLINK } from '../../src/link/link.ts';
import { ack, data, done, type Reply, refusal, type TestRequest } from '../../src/testing.ts';

export const NAMES = ['lo', 'a', 'b', 'c', 'd', 'e', 'f'];

export const link = (request: TestRequest, ifname: string, flags?: number): Uint8Array =>
  data(request, RTM_NEWLINK, linkMessage, { index: NAMES.indexOf(ifname) + 1, ifname }, flags);

/** Answers as a kernel that has the links {@link NAMES} and one address, and grants every change. */
export function kernel(request: TestRequest): Reply[] {
  if (request.isDump)
    return request.type === RTM_GETADDR
      ? [data(request, RTM_NEWADDR, addressMessage, { address: '192.0.2.1/24' }), done(request)]
      : [...NAMES.map((name) => link(request, name)), done(request)];
  if (request.type !== RTM_GETLINK) return [ack(request)];
  const asked = request.read(linkMessage);
  const name = asked?.ifname ?? NAMES[(asked?.index ?? 0) - 1] ?? '';
  return NAMES.includes(name) ? [link(request, name), ack(request)] : [refusal(request, 19)];
}
