import test from 'ava';
import { native as addon } from '#native';
import type { Binding } from '../src/binding.ts';

const native = addon();

type Kind = 'int32' | 'uint32' | 'bytes' | 'text' | 'function';
type Method = Exclude<keyof Binding, 'status'>;

const EBADF = 9;

/** Every function of the addon with its arguments in order. */
const signatures: Readonly<Record<Method, readonly (readonly [name: string, kind: Kind])[]>> = {
  open: [
    ['protocol', 'int32'],
    ['sendBuffer', 'int32'],
    ['receiveBuffer', 'int32'],
    ['options', 'uint32'],
    ['netns', 'int32'],
  ],
  reopen: [
    ['fd', 'int32'],
    ['protocol', 'int32'],
    ['sendBuffer', 'int32'],
    ['receiveBuffer', 'int32'],
    ['options', 'uint32'],
  ],
  close: [['fd', 'int32']],
  send: [
    ['fd', 'int32'],
    ['datagram', 'bytes'],
    ['port', 'uint32'],
  ],
  receive: [
    ['fd', 'int32'],
    ['into', 'bytes'],
    ['timeout', 'uint32'],
  ],
  membership: [
    ['fd', 'int32'],
    ['group', 'uint32'],
    ['join', 'uint32'],
  ],
  transact: [
    ['fd', 'int32'],
    ['request', 'bytes'],
    ['sequence', 'uint32'],
    ['into', 'bytes'],
    ['callback', 'function'],
  ],
  cancel: [['fd', 'int32']],
  watch: [
    ['fd', 'int32'],
    ['callback', 'function'],
  ],
  rearm: [['fd', 'int32']],
  unwatch: [['fd', 'int32']],
  reference: [
    ['fd', 'int32'],
    ['keep', 'uint32'],
  ],
  unshareNetns: [['callback', 'function']],
  netnsOf: [
    ['fd', 'int32'],
    ['callback', 'function'],
  ],
  checkNetns: [['fd', 'int32']],
  runIn: [
    ['netns', 'int32'],
    ['callback', 'function'],
  ],
  mount: [
    ['source', 'text'],
    ['target', 'text'],
    ['type', 'text'],
    ['flags', 'uint32'],
  ],
  umount: [
    ['target', 'text'],
    ['flags', 'int32'],
  ],
  flock: [
    ['fd', 'int32'],
    ['operation', 'int32'],
  ],
  openFile: [
    ['path', 'text'],
    ['flags', 'int32'],
    ['mode', 'uint32'],
  ],
  closeFile: [['fd', 'int32']],
  read: [
    ['fd', 'int32'],
    ['into', 'bytes'],
  ],
  write: [
    ['fd', 'int32'],
    ['bytes', 'bytes'],
  ],
  exec: [
    ['netns', 'int32'],
    ['name', 'text'],
    ['words', 'bytes'],
    ['binds', 'bytes'],
  ],
  sendFrames: [
    ['index', 'int32'],
    ['frames', 'bytes'],
  ],
};

const wrong: readonly (readonly [description: string, value: unknown, fits: readonly Kind[]])[] = [
  ['undefined', undefined, []],
  ['null', null, []],
  ['true', true, []],
  ['false', false, []],
  ['bigint', 1n, []],
  ['symbol', Symbol('s'), []],
  ['object', {}, []],
  ['object with valueOf', { valueOf: () => 1 }, []],
  ['null-prototype object', Object.create(null), []],
  ['array', [1], []],
  ['function', () => {}, ['function']],
  ['class', class {}, ['function']],
  ['proxy of a Uint8Array', new Proxy(new Uint8Array(4), {}), []],
  ['date', new Date(0), []],
  ['promise', Promise.resolve(1), []],
  ['number object', Object(1), []],
  ['string object', Object('/'), []],
  ['text', '/nowhere', ['text']],
  ['number as text', '1', ['text']],
  ['text with NUL', 'a\0b', []],
  ['text over PATH_MAX', 'x'.repeat(4096), []],
  ['NaN', Number.NaN, []],
  ['infinity', Number.POSITIVE_INFINITY, []],
  ['fraction', 1.5, []],
  ['over 32 bits', 2 ** 32, []],
  ['under 32 bits', -(2 ** 31) - 1, []],
  ['negative', -1, ['int32']],
  ['over int32', 2 ** 31, ['uint32']],
  ['ArrayBuffer', new ArrayBuffer(8), []],
  ['SharedArrayBuffer', new SharedArrayBuffer(8), []],
  ['DataView', new DataView(new ArrayBuffer(8)), []],
  ['Int8Array', new Int8Array(8), []],
  ['Uint8ClampedArray', new Uint8ClampedArray(8), []],
  ['Uint16Array', new Uint16Array(8), []],
  ['Float64Array', new Float64Array(8), []],
  ['BigInt64Array', new BigInt64Array(8), []],
];

function fitting(kind: Kind, fd: number): unknown {
  switch (kind) {
    case 'int32':
      return fd;
    case 'uint32':
      return 0;
    case 'bytes':
      return new Uint8Array(8);
    case 'text':
      return '/nowhere';
    case 'function':
      return () => {};
  }
}

function methods(): Method[] {
  return Object.keys(native).filter((name): name is Method => name !== 'status');
}

test('the table knows every function', (t) => {
  t.deepEqual(methods().sort(), Object.keys(signatures).sort());
});

for (const method of methods()) {
  test(`${method}: arguments of a wrong type are a TypeError that names them`, (t) => {
    const fd = native.open(0, 0, 0, 0, -1);
    t.true(fd >= 0);
    const parameters = signatures[method];
    try {
      for (const [index, [name, kind]] of parameters.entries()) {
        for (const [description, value, fits] of wrong) {
          if (fits.includes(kind)) continue;
          const values = parameters.map(([, other]) => fitting(other, fd));
          values[index] = value;
          t.throws(
            () => Reflect.apply(native[method], native, values),
            { instanceOf: TypeError, message: name },
            `${name}: ${description}`,
          );
        }
        const tooFew = parameters.slice(0, index).map(([, other]) => fitting(other, fd));
        t.throws(() => Reflect.apply(native[method], native, tooFew), {
          instanceOf: TypeError,
          message: name,
        });
      }
      t.is(native.cancel(fd), 0, 'the socket is still open');
    } finally {
      native.close(fd);
    }
  });
}

const onSockets: readonly Method[] = [
  'close',
  'send',
  'receive',
  'membership',
  'transact',
  'cancel',
  'watch',
  'rearm',
  'unwatch',
  'reference',
];

for (const method of onSockets) {
  test(`${method}: a descriptor that is no socket of ours is EBADF`, (t) => {
    for (const fd of [-1, 0, 1, 2, 4_000_000, 2 ** 31 - 1, -(2 ** 31)]) {
      const values = signatures[method].map(([, kind]) => fitting(kind, fd));
      t.is(Reflect.apply(native[method], native, values), -EBADF);
    }
  });
}

test('extra arguments and a foreign `this` do not matter', (t) => {
  const open = native.open;
  const fd = Reflect.apply(open, undefined, [0, 0, 0, 0, -1, 'more', {}]);
  t.true(fd >= 0);
  t.is(Reflect.apply(native.close, 7, [fd, fd]), 0);
});

test('buffers without memory', (t) => {
  const fd = native.open(0, 0, 0, 0, -1);
  try {
    const detached = new Uint8Array(64);
    structuredClone(detached, { transfer: [detached.buffer] });
    for (const bytes of [new Uint8Array(0), detached]) {
      t.is(native.receive(fd, bytes, 0), -11);
      t.true(native.send(fd, bytes, 0) <= 0);
    }
  } finally {
    native.close(fd);
  }
});

test('exec refuses blocks that are not terminated, or too short', (t) => {
  const none = new Uint8Array(0);
  const EINVAL = 22;
  t.is(native.exec(-1, '', none, none), -EINVAL);
  t.is(native.exec(-1, '', Buffer.from('/bin/true\0'), none), -EINVAL);
  t.is(native.exec(-1, '', Buffer.from('/bin/true\0true'), none), -EINVAL);
  t.is(native.exec(-1, '', Buffer.from('/bin/true\0true\0'), Buffer.from('x')), -EINVAL);
});
