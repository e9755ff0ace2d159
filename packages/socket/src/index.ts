export { errnoName, SystemError, strerror } from './errno.ts';
export { readText, writeSome } from './file.ts';
export { lockFile } from './lock.ts';
export {
  attachNetns,
  createNetns,
  deleteNetns,
  isNetns,
  isNetnsName,
  listNetns,
  NETNS_DIRECTORY,
  Netns,
  type NetnsSpec,
  netnsPath,
  openNetns,
  runInNetns,
  unshareNetns,
} from './netns.ts';
export { netnsNames, netnsPids } from './netns_processes.ts';
export { type NetnsEvent, type NetnsWatchOptions, watchNetns } from './netns_watch.ts';
export { MIN_FRAME, sendFrames } from './packet.ts';
export { execInNetns, replaceProcess } from './process.ts';
export { NetlinkSocket, type Received, type SocketOptions } from './socket.ts';
