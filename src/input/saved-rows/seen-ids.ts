const multipliers = [0x01000193, 0x85ebca6b, 0xc2b2ae35] as const;

/**
 * Ids that were seen, as 96-bit hashes: the ids of a million rows would take more memory than all that is kept of the rows. The seeds are drawn anew for each
 * run, so that nobody can choose ids that collide; by chance two of a million do so once in 10^17 runs.
 */
export class SeenIds {
  readonly #seeds = multipliers.map(() => (Math.random() * 0x1_0000_0000) | 0);
  #slots = new Uint32Array(3 * 1024);
  #size = 0;

  /** Notes an id, whatever its case; false when it was noted before. */
  add(id: string): boolean {
    if (this.#size * 2 >= this.#slots.length / 3) this.#grow();
    const [seedA = 0, seedB = 0, seedC = 0] = this.#seeds;
    let a = seedA;
    let b = seedB;
    let c = seedC;
    const lower = id.toLowerCase();
    // Two at a time: half the multiplications.
    for (let i = 0; i < lower.length; i += 2) {
      const pair = lower.charCodeAt(i) | (lower.charCodeAt(i + 1) << 16);
      a = Math.imul(a ^ pair, multipliers[0]);
      a ^= a >>> 15;
      b = Math.imul((b ^ pair) + a, multipliers[1]);
      c = Math.imul((c + pair) ^ (b >>> 13), multipliers[2]);
    }
    // All zero means an empty slot.
    const isNew = insert(this.#slots, (a ^ (c >>> 16)) >>> 0, b >>> 0, (c | 1) >>> 0);
    if (isNew) this.#size++;
    return isNew;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Uint32Array(old.length * 2);
    for (let at = 0; at < old.length; at += 3) {
      const c = old[at + 2] ?? 0;
      if (c !== 0) insert(this.#slots, old[at] ?? 0, old[at + 1] ?? 0, c);
    }
  }
}

function insert(slots: Uint32Array, a: number, b: number, c: number): boolean {
  const count = slots.length / 3;
  for (let slot = a % count; ; slot = (slot + 1) % count) {
    const at = slot * 3;
    if (slots[at + 2] === 0) {
      slots[at] = a;
      slots[at + 1] = b;
      slots[at + 2] = c;
      return true;
    }
    if (slots[at] === a && slots[at + 1] === b && slots[at + 2] === c) return false;
  }
}
