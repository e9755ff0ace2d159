/**
 * What the addon (native/) exports. Every function throws a TypeError that names a wrong argument, and
 * otherwise gives a number: negative is -errno. `open`, `reopen`, `unshareNetns`, `exec` and `sendFrames` take
 * several steps and give -(step << 12 | errno).
 */
export interface Binding {
  /**
   * Filled by `open` and `reopen` ([0] the port, [3] the size of the receive buffer) and by `receive` ([1] the group,
   * [2] the nsid as two's complement).
   */
  readonly status: Uint32Array;

  open(protocol: number, sendBuffer: number, receiveBuffer: number, options: number, netns: number): number;
  reopen(fd: number, protocol: number, sendBuffer: number, receiveBuffer: number, options: number): number;
  close(fd: number): number;
  send(fd: number, datagram: Uint8Array, port: number): number;
  receive(fd: number, into: Uint8Array, timeout: number): number;
  membership(fd: number, group: number, join: number): number;

  transact(
    fd: number,
    request: Uint8Array,
    sequence: number,
    into: Uint8Array,
    callback: (result: number) => void,
  ): number;
  cancel(fd: number): number;

  watch(fd: number, callback: () => void): number;
  rearm(fd: number): number;
  unwatch(fd: number): number;
  reference(fd: number, keep: number): number;

  unshareNetns(callback: (netns: number) => void): number;
  netnsOf(fd: number, callback: (netns: number) => void): number;
  checkNetns(fd: number): number;
  runIn(netns: number, callback: () => void): number;
  mount(source: string, target: string, type: string, flags: number): number;
  umount(target: string, flags: number): number;
  flock(fd: number, operation: number): number;
  openFile(path: string, flags: number, mode: number): number;
  closeFile(fd: number): number;
  read(fd: number, into: Uint8Array): number;
  write(fd: number, bytes: Uint8Array): number;

  exec(netns: number, name: string, words: Uint8Array, binds: Uint8Array): number;

  sendFrames(index: number, frames: Uint8Array): number;
}
