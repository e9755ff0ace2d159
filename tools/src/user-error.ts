/** A failure whose message says everything its reader needs, so that no stack is printed with it. */
export class UserError extends Error {
  override readonly name = 'UserError';
}

/** Runs a command to its exit status; an expected failure prints its message alone and exits with 1. */
export async function runCommand(main: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (error) {
    console.error(error instanceof UserError ? `\niplink-ts: ${error.message}` : error);
    process.exitCode = 1;
  }
}
