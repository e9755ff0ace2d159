#!/usr/bin/env node
/** `cnitool-ts` under Node.js. */
import { writeAll } from '../stdio.ts';
import { run } from './index.ts';

process.exitCode = await run(process.argv.slice(2), {
  env: process.env,
  out: (text) => writeAll(1, text),
  err: (text) => writeAll(2, text),
});
