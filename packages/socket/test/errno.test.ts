import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import test from 'ava';
import { errnoName, SystemError, strerror } from '../src/index.ts';

test('every error number that Node.js knows has its name', (t) => {
  for (const [name, errno] of Object.entries(constants.errno)) {
    if (name === 'EWOULDBLOCK' || name === 'ENOTSUP') continue; // aliases of EAGAIN and EOPNOTSUPP
    t.is(errnoName(errno), name);
  }
});

test('every error number of Linux has a name and a text', (t) => {
  for (let errno = 1; errno <= 133; errno++) {
    if (errno === 41 || errno === 58) continue; // not assigned
    t.regex(errnoName(errno), /^E[A-Z0-9]+$/);
    t.notRegex(errnoName(errno), /^E\d+$/);
    t.notRegex(strerror(errno), /^Unknown/);
  }
});

test('texts are those of glibc', (t) => {
  t.is(strerror(1), 'Operation not permitted');
  t.is(strerror(16), 'Device or resource busy');
  t.is(strerror(17), 'File exists');
  t.is(strerror(95), 'Operation not supported');
  t.is(strerror(125), 'Operation canceled');
  t.is(strerror(41), 'Unknown error 41');
  t.is(strerror(524), 'Unknown error 524');
});

test('numbers of the kernel alone, and unknown ones', (t) => {
  t.is(errnoName(524), 'ENOTSUPP');
  t.is(errnoName(41), 'E41');
});

test('a SystemError says what failed', (t) => {
  const error = new SystemError(17, 'open', '/run/netns/x');
  t.is(error.message, 'open /run/netns/x: File exists (EEXIST)');
  t.is(error.name, 'SystemError');
  t.is(error.errno, 17);
  t.is(error.code, 'EEXIST');
  t.is(error.syscall, 'open');
  t.is(error.path, '/run/netns/x');
  t.is(new SystemError(1, 'unshare').path, undefined);
});

test('errors of node:fs become SystemErrors, others pass', (t) => {
  const missing = t.throws(() => SystemError.wrap('/nowhere', () => readFileSync('/nowhere')), {
    instanceOf: SystemError,
  });
  t.is(missing?.message, 'open /nowhere: No such file or directory (ENOENT)');
  t.throws(
    () =>
      SystemError.wrap('/nowhere', () => {
        throw new RangeError('no system call');
      }),
    { instanceOf: RangeError },
  );
});
