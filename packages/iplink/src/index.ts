/** `ip` as a function: one command line in, exit status out. */
export { run } from './main.ts';
export { FileSink, type Sink, TextSink } from './output.ts';
export type { Io } from './session.ts';
