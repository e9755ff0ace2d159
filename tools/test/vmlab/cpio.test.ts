import test from 'ava';
import { cpioArchive } from '../../src/vmlab/cpio.ts';

// buffer-format.rst: every field is 8 hexadecimal digits; name and content are padded to 4 bytes.
const FOLDER = `070701${'00000001'}${'000041ed'}${'0'.repeat(16)}${'00000001'}${'0'.repeat(48)}${'00000004'}${'00000000'}`;
const FILE = `070701${'00000002'}${'000081a4'}${'0'.repeat(16)}${'00000001'}${'00000000'}${'00000005'}${'0'.repeat(32)}${'00000006'}${'00000000'}`;

test('a folder, a file and the trailer', (t) => {
  const archive = cpioArchive([
    { kind: 'folder', path: 'bin' },
    { kind: 'file', path: 'bin/x', mode: 0o644, content: Buffer.from('hello') },
  ]).toString('latin1');
  const folder = `${FOLDER}bin\0\0\0`;
  const file = `${FILE}bin/x\0hello\0\0\0`;
  t.is(archive.slice(0, folder.length), folder);
  t.is(archive.slice(folder.length, folder.length + file.length), file);
  t.regex(archive.slice(folder.length + file.length), /^070701[0-9a-f]{104}TRAILER!!!\0+$/);
  t.is(archive.length % 4, 0);
});
