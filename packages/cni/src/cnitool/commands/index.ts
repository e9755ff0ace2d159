import type { Command } from '../command.ts';
import { add } from './add.ts';
import { check } from './check.ts';
import { del } from './del.ts';
import { gc } from './gc.ts';
import { list } from './list.ts';
import { pods } from './pods.ts';
import { status } from './status.ts';
import { version } from './version.ts';

/** All commands, in the order in which the help lists them. */
export const COMMANDS: readonly Command[] = [add, check, del, gc, status, version, list, pods];
