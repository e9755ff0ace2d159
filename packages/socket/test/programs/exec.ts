/** exec NETNS FILE ARG...: `-` for NETNS stays in this one. Prints why it failed, and where it is then. */
import { readlinkSync } from 'node:fs';
import { execInNetns, replaceProcess } from '../../src/index.ts';

const [netns = '-', file = '', ...rest] = process.argv.slice(2);
const args = rest.map((argument) => (argument === 'with-nul' ? 'a\0b' : argument));
const home = (): string => ['net', 'mnt'].map((kind) => readlinkSync(`/proc/thread-self/ns/${kind}`)).join();
const before = home();
try {
  if (netns === '-') replaceProcess(file, args);
  execInNetns(netns, file, args);
} catch (error) {
  console.log(error instanceof Error ? error.message : error);
  console.log(home() === before ? 'still home' : 'moved');
}
