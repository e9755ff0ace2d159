declare module '*.node' {
  /** With `type: 'file'`: where the file is, which in an executable is a path inside it. */
  const path: string;
  export default path;
}

declare module 'bun' {
  export function file(path: string): { bytes(): Promise<Uint8Array> };
}

declare module 'bun:ffi' {
  export function dlopen(
    library: string,
    symbols: {
      memfd_create: { args: readonly ['ptr', 'u32']; returns: 'i32' };
      write: { args: readonly ['i32', 'ptr', 'usize']; returns: 'i32' };
      close: { args: readonly ['i32']; returns: 'i32' };
    },
  ): {
    symbols: {
      memfd_create(name: Uint8Array, flags: number): number;
      write(fd: number, bytes: Uint8Array, size: number): number;
      close(fd: number): number;
    };
    close(): void;
  };
}
