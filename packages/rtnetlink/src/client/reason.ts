import { Reader } from '../bytes/reader.ts';
import { NLMSG_HDRLEN } from '../message/header.ts';

/** What a refusal comes to, whatever errno the kernel chose for it. */
export type Reason = 'notFound' | 'exists' | 'busy' | 'permission' | 'unsupportedKind';

const EPERM = 1;
const ENOENT = 2;
const ESRCH = 3;
const EACCES = 13;
const EBUSY = 16;
const EEXIST = 17;
const ENODEV = 19;
const EOPNOTSUPP = 95;
const EADDRNOTAVAIL = 99;

/** The kernel's text for a link kind that it does not have; other links it does not support have other texts. */
const NO_SUCH_KIND = 'Unknown device type';

/** @param refusal with the request as it was sent, header included */
export function reasonOf(refusal: {
  readonly errno: number;
  readonly kernelMessage?: string | undefined;
  readonly request?: Uint8Array | undefined;
}): Reason | undefined {
  switch (refusal.errno) {
    case ENODEV:
    case ENOENT:
    case ESRCH:
      return 'notFound';
    case EADDRNOTAVAIL:
      // Of an address to delete. A MAC address that cannot be set gives the same errno.
      return isDelete(refusal.request) ? 'notFound' : undefined;
    case EEXIST:
      return 'exists';
    case EBUSY:
      return 'busy';
    case EPERM:
    case EACCES:
      return 'permission';
    case EOPNOTSUPP:
      return refusal.kernelMessage === NO_SUCH_KIND ? 'unsupportedKind' : undefined;
    default:
      return undefined;
  }
}

function isDelete(request: Uint8Array | undefined): boolean {
  // nlmsg_type, of 16 bits in host order
  return request !== undefined && (Reader.copy(request.subarray(0, NLMSG_HDRLEN)).u16[2] ?? 0) % 4 === 1;
}
