import { createRequire } from 'node:module';
import type { Binding } from './binding.ts';

let loaded: Binding | undefined;

/** The addon for a program that has this package's code in a file of its own: out of the installed package. */
export function native(): Binding {
  loaded ??= createRequire(import.meta.url)('@iplink-ts/socket/addon') as Binding;
  return loaded;
}
