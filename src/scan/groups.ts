/** Things that belong together, each named by a key. */
export class Groups<K> {
  readonly #parents = new Map<K, K>();

  /** The key that stands for the group of `key`. */
  of(key: K): K {
    let root = key;
    for (let parent = this.#parents.get(root); parent !== undefined; parent = this.#parents.get(root)) root = parent;
    // The next one who asks has a short way, however long the chain was.
    if (root !== key) this.#parents.set(key, root);
    return root;
  }

  join(a: K, b: K): void {
    const [first, second] = [this.of(a), this.of(b)];
    if (first !== second) this.#parents.set(first, second);
  }
}
