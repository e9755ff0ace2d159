declare module '*.node' {
  /** With `type: 'file'`: where the file is, which in an executable is a path inside it. */
  const path: string;
  export default path;
}

declare module 'bun:ffi' {
  export function dlopen(
    library: string,
    symbols: { memfd_create: { args: readonly ['ptr', 'u32']; returns: 'i32' } },
  ): { symbols: { memfd_create(name: Uint8Array, flags: number): number }; close(): void };
}
