import type { GraphRow } from '../rows/graph-row.ts';
import type { ListName, RowSource, SourceOutcome } from '../row-source.ts';
import { PageAccounts } from './page-accounts.ts';
import { readTexts, requireReadable } from './read-text.ts';
import { RowCollector } from './row-collector.ts';
import type { Collected } from './row-collector.ts';
import { RowFile } from './row-file.ts';
import { SavedOutcome } from './saved-outcome.ts';

export interface SavedSourceOptions {
  /** Lists that are whole because the user says so (`--assume-complete`), though no file holds them or pages seem to be missing. */
  readonly assumeComplete?: readonly ListName[];
  /** Whether the rows of a subscription (its id in lower case) are wanted; default: of all. */
  readonly keeps?: (subscriptionId: string) => boolean;
  /** Subscriptions that rows must be there of. */
  readonly required?: readonly string[];
  /** Rows of fewer subscriptions than this are not the whole estate. */
  readonly minSubscriptions?: number;
}

/**
 * Rows from files, each list once: what `az graph query -o json`, `Search-AzGraph | ConvertTo-Json`, the portal's CSV export, REST calls and `--save-rows` write, compressed
 * or not. Files are read once, while the lists are asked for, and rows are cut down to what an audit reads. A file that is damaged, cut or of another
 * kind makes the outcome incomplete, with the command that makes a good one.
 *
 * @throws {Failure} when a file is not there or may not be read.
 */
export async function createSavedSource(
  files: readonly string[],
  options: SavedSourceOptions = {},
): Promise<RowSource> {
  for (const file of files) await requireReadable(file);
  return new FilesSource(files, options);
}

class FilesSource implements RowSource {
  readonly #collector: RowCollector;
  readonly #options: SavedSourceOptions;
  readonly #accounts = new PageAccounts();
  readonly #outcome: SavedOutcome;
  readonly #steps: AsyncGenerator<void, void>;
  /** The step that is under way, for all who wait for rows. */
  #step: Promise<boolean> | undefined;

  constructor(files: readonly string[], options: SavedSourceOptions) {
    this.#collector = new RowCollector(options.keeps ?? (() => true));
    this.#outcome = new SavedOutcome(options.assumeComplete ?? []);
    this.#options = options;
    this.#steps = this.#read(files);
  }

  async *pages(list: ListName): AsyncGenerator<readonly GraphRow[]> {
    while (await this.#advance()) yield this.#collector.take(list);
    yield this.#collector.take(list);
  }

  outcome(): SourceOutcome {
    return this.#outcome.outcome(this.#collector.scopes, this.#options.keeps ?? (() => true));
  }

  /** Reads a piece more; false at the end of the last file. */
  #advance(): Promise<boolean> {
    this.#step ??= this.#steps.next().then(({ done }) => {
      this.#step = undefined;
      return done !== true;
    });
    return this.#step;
  }

  async *#read(files: readonly string[]): AsyncGenerator<void, void> {
    for (const file of files) {
      try {
        yield* this.#readFile(file);
      } catch (error) {
        this.#outcome.noteDamage(file, error);
      }
    }
    this.#outcome.finish(this.#accounts.missing());
    const { required = [], minSubscriptions = 0, keeps = () => true } = this.#options;
    const wanted = required.filter((id) => keeps(id.toLowerCase()));
    this.#outcome.requireSubscriptions(wanted, this.#collector.scopes);
    this.#outcome.requireCount(minSubscriptions, this.#collector.subscriptions);
  }

  /** @throws {Error} what makes the rest of the file unreadable. */
  async *#readFile(file: string): AsyncGenerator<void, void> {
    const rows = new RowFile({
      row: (row, where) => this.#note(file, this.#collector.add(row), where),
      page: (page) => this.#accounts.add({ ...page, file }),
      header: (header) => this.#outcome.noteHeader(header),
      savedEnd: (end) => this.#outcome.noteEnd(end),
    });
    for await (const texts of readTexts(file)) {
      for (const text of texts) rows.push(text);
      yield;
    }
    rows.end();
  }

  #note(file: string, collected: Collected, where: () => { readonly line: number }): Collected {
    if (collected.kind === 'damaged') this.#outcome.noteRow(file, collected.list, collected.damage, where().line);
    else if ('list' in collected) this.#outcome.noteHeld(collected.list);
    return collected;
  }
}
