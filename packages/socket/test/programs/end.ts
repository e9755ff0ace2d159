/** Ends with everything in use, in the way named by the argument. */
import { writeSync } from 'node:fs';
import { useEverything } from './in-use.ts';

const ending = process.argv[2];
const sockets = await useEverything(ending !== 'abandon');
writeSync(1, sockets.length > 0 ? 'in use\n' : 'nothing\n');
if (ending === 'exit') process.exit(3);
if (ending === 'throw') throw new Error('thrown on purpose');
if (ending === 'kill') process.kill(process.pid, 'SIGTERM');
