export { errnoName, SystemError, strerror } from './errno.ts';
export {
  attachNetns,
  createNetns,
  deleteNetns,
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
export { execInNetns, replaceProcess } from './process.ts';
export { NetlinkSocket, type Received, type SocketOptions } from './socket.ts';
