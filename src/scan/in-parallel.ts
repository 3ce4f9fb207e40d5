/** How many requests to Resource Manager are under way at the same time. */
const concurrency = 8;

/** Does the work for each, a few at a time; rejects with the first error. */
export async function inParallel<T>(all: readonly T[], work: (each: T) => Promise<void>): Promise<void> {
  const queue = all.values();
  const workers = Array.from({ length: concurrency }, async () => {
    for (const each of queue) await work(each);
  });
  await Promise.all(workers);
}
