/** A message under construction. */
export type Mutable<T> = { -readonly [K in keyof T]: T[K] };
