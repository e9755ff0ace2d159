/** FNV-1a of 64 bits: a hash that costs nothing to load, for names that nobody attacks. */
const FNV_OFFSET = 0xcbf29ce484222325n;
const FNV_PRIME = 0x100000001b3n;

export function hash64(text: string): bigint {
  let hash = FNV_OFFSET;
  for (const byte of Buffer.from(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * FNV_PRIME);
  return hash;
}

/** 16 hexadecimal digits. */
export function hashDigits(text: string): string {
  return hash64(text).toString(16).padStart(16, '0');
}
