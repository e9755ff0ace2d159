import { Reader } from '../bytes/reader.ts';
import { forEachMessage } from '../message/header.ts';
import { type DecodedMessage, decodeMessage } from '../registry.ts';
import type { NetlinkError } from './error.ts';

/**
 * The request that the kernel refused, as it was sent; undefined where none was.
 *
 * @example
 * const request = refusedRequest(error);
 * if (request?.object === 'link') console.log(request.name, request.body.ifname);
 */
export function refusedRequest({ request }: NetlinkError): DecodedMessage | undefined {
  let decoded: DecodedMessage | undefined;
  if (request === undefined) return decoded;
  const reader = Reader.copy(request);
  forEachMessage(reader, 0, request.length, (header) => {
    decoded = decodeMessage(reader, header);
  });
  return decoded;
}
