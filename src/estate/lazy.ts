/** Computes on first use, once: how entities that refer to each other are built without an order. */
export function lazy<T extends object>(compute: () => T): () => T {
  let value: T | undefined;
  return () => (value ??= compute());
}
