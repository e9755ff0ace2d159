/** node:fs, loaded when it is first used: see file.ts for what that takes an executable. */
export const fs = (): typeof import('node:fs') => process.getBuiltinModule('node:fs');
