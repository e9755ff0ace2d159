/** Watches names from before /run/netns exists; prints the events of what it does itself. */
import { createNetns, deleteNetns, watchNetns } from '../../src/index.ts';

const events = watchNetns();
const next = async (): Promise<void> => {
  const { value } = await events.next();
  process.stdout.write(`${value?.action} ${value?.name}\n`);
};
const first = next();
createNetns('a');
await first;
deleteNetns('a');
await next();
createNetns('b');
await next();
deleteNetns('b');
await events.return();
