import { type Stats, statSync } from 'node:fs';
import { failure } from '../error.ts';
import { quote } from '../quote.ts';

/** A plugin's executable. */
export interface PluginFile {
  readonly file: string;
  readonly stats: Stats;
}

/**
 * The executable of a plugin: a regular file named `type`, in the first of the folders that has one (specification,
 * section "Plugin discovery" by CNI_PATH).
 *
 * @throws {CniError} `failed to find plugin "x" in path [/a /b]`
 */
export function findPluginFile(type: string, folders: readonly string[]): PluginFile {
  if (type === '') throw failure('no plugin name provided');
  if (type.includes('/')) throw failure(`invalid plugin name: ${type}`);
  if (folders.length === 0) throw failure('no paths provided', 'CNI_PATH names no folder');
  for (const folder of folders) {
    const file = `${folder}/${type}`;
    const stats = regularFile(file);
    if (stats !== undefined) return { file, stats };
  }
  throw failure(`failed to find plugin ${quote(type)} in path [${folders.join(' ')}]`);
}

/** The folders of CNI_PATH. */
export function pathFolders(path: string): string[] {
  return path.split(':').filter((folder) => folder !== '');
}

function regularFile(file: string): Stats | undefined {
  try {
    const stats = statSync(file);
    return stats.isFile() ? stats : undefined;
  } catch {
    return undefined; // a folder that is missing or closed to us is no error while others are left
  }
}
