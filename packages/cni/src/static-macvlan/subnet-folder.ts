import { readdirSync, readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { hasCode, reason } from '../errno.ts';
import { failure } from '../error.ts';
import { type JsonValue, parseJson } from '../json/parse.ts';
import { documentSubnets, type NamedSpec } from './subnet-list.ts';

/** What a folder of subnet files holds. */
export interface SubnetFolder {
  readonly subnets: readonly NamedSpec[];
  /** Files that cannot be read, and why: they must not keep pods from the subnets of others. */
  readonly broken: readonly string[];
}

/** Where subnet files are looked for when the configuration names no folder. */
export const SUBNET_DIR = '/etc/cni/static-macvlan';

const JSON_FILE = /\.(json|conf)$/;
const YAML_FILE = /\.ya?ml$/;

/**
 * Reads the subnet files of a folder, in the order of their names. A subnet without a name is called as its file.
 *
 * @param folder empty for {@link SUBNET_DIR}, which need not be there
 * @throws {CniError} the folder that was named cannot be read
 */
export function readSubnetFolder(folder: string): SubnetFolder {
  const subnets: NamedSpec[] = [];
  const broken: string[] = [];
  for (const file of filesOf(folder)) {
    const path = `${folder || SUBNET_DIR}/${file}`;
    try {
      const name = file.replace(/\.[^.]*$/, '');
      for (const document of documentsOf(path)) subnets.push(...documentSubnets(document, name));
    } catch (error) {
      broken.push(`${path}: ${reason(error)}`);
    }
  }
  return { subnets, broken };
}

function filesOf(folder: string): string[] {
  try {
    return readdirSync(folder || SUBNET_DIR)
      .filter((file) => JSON_FILE.test(file) || YAML_FILE.test(file))
      .sort();
  } catch (error) {
    if (folder === '' && hasCode(error, 'ENOENT')) return [];
    throw failure(`failed to read subnetDir ${folder || SUBNET_DIR}: ${reason(error)}`, '', { cause: error });
  }
}

function documentsOf(path: string): JsonValue[] {
  const bytes = readFileSync(path);
  if (JSON_FILE.test(path)) return [parseJson(bytes)];
  return parseAllDocuments(bytes.toString()).map((document) => {
    const [error] = document.errors;
    if (error !== undefined) throw error;
    // Typed by the same rules as JSON: through its text.
    return parseJson(Buffer.from(JSON.stringify(document.toJS() ?? null)));
  });
}
