import test from 'ava';
import * as socket from '../src/index.ts';

test('the public names', (t) => {
  t.deepEqual(Object.keys(socket).sort(), [
    'MIN_FRAME',
    'NETNS_DIRECTORY',
    'NetlinkSocket',
    'Netns',
    'SystemError',
    'attachNetns',
    'createNetns',
    'deleteNetns',
    'errnoName',
    'execInNetns',
    'isNetns',
    'isNetnsName',
    'listNetns',
    'lockFile',
    'netnsNames',
    'netnsPath',
    'netnsPids',
    'openNetns',
    'readText',
    'replaceProcess',
    'runInNetns',
    'sendFrames',
    'strerror',
    'unshareNetns',
    'watchNetns',
    'writeSome',
  ]);
});
