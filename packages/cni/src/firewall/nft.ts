import { type Decoded, type Decoder, decode, int, list, optional, string, struct } from '../json/decode.ts';
import { parseJson } from '../json/parse.ts';
import { ProgramError, runProgram } from './program.ts';
import { retry } from './retry.ts';

/**
 * nf_tables by the program `nft`, in the JSON of libnftables-json(5), where a name is a string and cannot be taken
 * for anything else.
 */

/** A command of a transaction: `{ add: { table: { family: 'inet', name: 'x' } } }`. */
export type NftCommand =
  | { readonly add: object }
  | { readonly flush: object }
  | { readonly delete: object }
  | { readonly list: object };

export interface NftChain {
  readonly family: 'inet' | 'bridge';
  readonly table: string;
  readonly chain: string;
}

/** What a value is compared with, when that is one text. */
const word: Decoder<string | undefined> = {
  goType: 'string',
  zero: () => undefined,
  decode: (value) => (typeof value === 'string' ? value : undefined),
};

/** Of the many kinds of statements those that are looked at. */
const statement = struct('nft.Statement', {
  match: optional(struct('nft.Match', { right: word })),
  jump: optional(struct('nft.Jump', { target: string })),
});

const listing = struct('nft.Listing', {
  nftables: list(
    struct('nft.Object', {
      rule: optional(struct('nft.Rule', { handle: int, comment: string, expr: list(statement) })),
    }),
  ),
});

type NftObject = Decoded<typeof listing>['nftables'][number];

/** A rule as it is listed. */
export type NftRule = NonNullable<NftObject['rule']>;

/** What to do where the program is missing. */
export const NFT_REMEDY = 'install the package nftables on the host';

/** `nft` ended with an error, whose text is the message. */
export class NftError extends Error {
  override readonly name = 'NftError';
}

/**
 * One transaction. Not through stdin, which nft opens by the name /dev/stdin: that fails for a socket, as Node.js
 * makes it.
 *
 * @throws {ProgramError | NftError}
 */
function nft(commands: readonly NftCommand[]): readonly NftObject[] {
  const { status, stdout, stderr } = runProgram('nft', ['-j', JSON.stringify({ nftables: commands })]);
  if (status !== 0) throw new NftError(firstLine(stderr) || `exit status ${status}`);
  return stdout.length === 0 ? [] : decode(listing, parseJson(stdout)).nftables;
}

/** Without the place in the input, which means nothing for JSON: `internal:0:0-0: Error: ...` */
function firstLine(stderr: string): string {
  return (stderr.split('\n', 1)[0] ?? '').replace(/^\S+:\d+:\d+-\d+: Error: /, '');
}

/** @throws {ProgramError | NftError} where nft does not work, for want of itself or of its part of the kernel */
export function tryNft(): void {
  nft([{ list: { tables: null } }]);
}

/** The rules of a chain; undefined when there is no such chain. @throws {ProgramError | NftError} */
export function listRules({ family, table, chain }: NftChain): readonly NftRule[] | undefined {
  try {
    return nft([{ list: { chain: { family, table, name: chain } } }]).flatMap(({ rule }) => rule ?? []);
  } catch (error) {
    if (error instanceof NftError && error.message.includes('No such file or directory')) return undefined;
    throw error;
  }
}

/** So many deletions, of some 130 bytes, are sure to fit into one argument: 128 KiB (MAX_ARG_STRLEN, linux/binfmts.h). */
const MAX_COMMANDS = 500;

/**
 * One transaction that follows from the rules of a chain. Very many commands, as only GC has them, are done in several.
 *
 * @param commands gets undefined when there is no such chain; when it gives none, nothing is done
 * @throws {ProgramError | NftError}
 */
export function changeNft(
  chain: NftChain,
  commands: (present: readonly NftRule[] | undefined) => readonly NftCommand[],
): void {
  retry(
    () => {
      const wanted = commands(listRules(chain));
      for (let at = 0; at < wanted.length; at += MAX_COMMANDS) nft(wanted.slice(at, at + MAX_COMMANDS));
    },
    (error) => error instanceof ProgramError,
  );
}
