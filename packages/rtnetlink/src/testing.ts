/** What tests code above the client without a kernel and without root: a socket fed by a function, and recordings. */
export { ReplayError, type ReplayOptions, ReplayTransport } from './testing/replay.ts';
export {
  type Addressee,
  ack,
  data,
  done,
  type ExtendedAck,
  message,
  type Reply,
  refusal,
  type TestRequest,
  TestTransport,
  type TestTransportOptions,
} from './testing/transport.ts';
