import type { AsyncTransport, SyncTransport } from '../client/transport.ts';
import { Recorder } from './recorder.ts';

/** What {@link record} makes of a transport: one of the same kind, or of both. */
export type Recorded<T> = Disposable &
  (T extends SyncTransport ? SyncTransport : unknown) &
  (T extends AsyncTransport ? AsyncTransport : unknown);

/**
 * Writes all that goes through a transport into a pcap file of link type `LINKTYPE_NETLINK`, which Wireshark opens
 * and `decodePcap` reads. A packet is in the file when the call returns that sent or received it; its time is when
 * the request was handed over or the answer was taken. Closing the transport closes the file.
 *
 * @param file is created, or emptied
 * @returns the transport to use in place of `transport`
 * @throws the error of `node:fs` when the file cannot be written, here and in each call
 *
 * @example
 * using host = new RtnlSync(record(openTransport({ netns: 'blue' }), 'blue.pcap'));
 */
export function record<T extends SyncTransport | AsyncTransport>(transport: T, file: string): Recorded<T> {
  const recorder = new Recorder(file);
  const recorded = {
    get port(): number {
      return transport.port;
    },
    get receiveBuffer(): number | undefined {
      return transport.receiveBuffer;
    },
    reopen(): void {
      transport.reopen?.();
    },
    close(): void {
      transport.close();
      recorder.close();
    },
    [Symbol.dispose](): void {
      recorded.close();
    },
    ...('send' in transport && blocking(transport, recorder)),
    ...('transact' in transport && asynchronous(transport, recorder)),
  };
  // The two spreads are the two branches of the type.
  return recorded as typeof recorded & Recorded<T>;
}

function blocking(transport: SyncTransport, recorder: Recorder): Pick<SyncTransport, 'send' | 'receive'> {
  return {
    send(datagram) {
      recorder.write('toKernel', datagram);
      transport.send(datagram);
    },
    receive(into, timeout) {
      const length = transport.receive(into, timeout);
      // A datagram that does not fit comes again.
      if (length > 0 && length <= into.length) recorder.write('fromKernel', into.subarray(0, length));
      return length;
    },
  };
}

function asynchronous(transport: AsyncTransport, recorder: Recorder): Pick<AsyncTransport, 'transact'> {
  return {
    async transact(request, sequence, into) {
      if (request !== undefined) recorder.write('toKernel', request);
      const received = await transport.transact(request, sequence, into);
      if (received.bytes > 0) recorder.write('fromKernel', into.subarray(0, received.bytes));
      return received;
    },
  };
}
