import { createWriteStream, rmSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Diagnostic } from '../../text/diagnostic.ts';
import { Failure, reasonOf } from '../../text/failure.ts';
import type { GraphRow } from '../rows/graph-row.ts';
import type { ListGap, ListName, LiveAnswers, RowSource, SourceOutcome } from '../row-source.ts';
import type { Shard } from '../shard.ts';
import { isStaged, type StagedFile, stagedFile } from '../staged-file.ts';
import type { SavedEnd, SavedHeader } from './saved-format.ts';

export interface SavingOptions {
  /** Absolute path; compressed when it ends in `.gz`. */
  readonly file: string;
  readonly toolVersion: string;
  /** ISO time at which reading begins. */
  readonly time: string;
  /** The part of the subscriptions that is read. */
  readonly shard?: Shard;
}

/** A source whose rows are written to a file while they are read. */
export interface SavingSource extends RowSource {
  /**
   * Writes the outcome and puts the file in its place, once all lists were read.
   *
   * @throws {Failure} when it cannot be written; then there is no file.
   */
  finish(): Promise<void>;
  /** Removes what is not in its place yet, at once: the run has failed, or the process ends. */
  discard(): void;
}

/**
 * Passes on the rows of a source and saves them as JSON lines: a header, the rows, and an end with scopes and gaps (`SavedHeader`, `SavedEnd`).
 * Read back, the file gives the same rows, scopes and gaps.
 */
export function createSavingSource(source: RowSource, options: SavingOptions): SavingSource {
  return new TeeSource(source, options);
}

/** Text is handed to the stream in pieces of this size. */
const pieceSize = 1 << 18;

class TeeSource implements SavingSource {
  readonly live?: LiveAnswers;
  readonly #source: RowSource;
  readonly #options: SavingOptions;
  #file: StagedFile | undefined;
  readonly #lists = new Set<ListName>();
  #output: Output | undefined;
  #pending = '';
  #rows = 0;

  constructor(source: RowSource, options: SavingOptions) {
    this.#source = source;
    if (source.live !== undefined) this.live = source.live;
    this.#options = options;
    const header: SavedHeader = {
      backuplint: 'rows',
      schemaVersion: 1,
      tool: options.toolVersion,
      time: options.time,
      ...(options.shard && { shard: options.shard }),
    };
    this.#pending = `${JSON.stringify(header)}\n`;
  }

  async *pages(list: ListName): AsyncGenerator<readonly GraphRow[]> {
    for await (const rows of this.#source.pages(list)) {
      for (const row of rows) {
        this.#rows++;
        this.#pending += `${JSON.stringify(row)}\n`;
        if (this.#pending.length > pieceSize) await this.#flush();
      }
      yield rows;
    }
    this.#lists.add(list);
  }

  outcome(): SourceOutcome {
    return this.#source.outcome();
  }

  async finish(): Promise<void> {
    const { scopes, gaps, diagnostics, assumed = [] } = this.#source.outcome();
    const end: SavedEnd = {
      backuplint: 'end',
      rows: this.#rows,
      // What a person said of a list is for the next reader to say again.
      lists: [...this.#lists].filter((list) => !assumed.includes(list)),
      scopes,
      gaps: gaps.map(plainGap),
      diagnostics: diagnostics.map(plainDiagnostic),
    };
    this.#pending += `${JSON.stringify(end)}\n`;
    await this.#flush();
    await this.#orFail(async () => {
      await this.#output?.close();
      if (this.#file !== undefined && isStaged(this.#file)) await rename(this.#file.temporary, this.#file.place);
    });
  }

  discard(): void {
    this.#output?.destroy();
    if (this.#file !== undefined && isStaged(this.#file)) rmSync(this.#file.temporary, { force: true });
  }

  async #flush(): Promise<void> {
    const text = this.#pending;
    this.#pending = '';
    await this.#orFail(async () => {
      this.#file ??= stagedFile(this.#options.file);
      this.#output ??= openOutput(this.#file, this.#options.file.endsWith('.gz'));
      await this.#output.write(text);
    });
  }

  async #orFail(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.discard();
      throw new Failure(`the rows cannot be saved: ${reasonOf(error)}`, 'name another file with --save-rows');
    }
  }
}

function plainGap({ because, list, subscriptionId, region, types }: ListGap): ListGap {
  return {
    because,
    ...(list === undefined ? {} : { list }),
    ...(subscriptionId === undefined ? {} : { subscriptionId }),
    ...(region === undefined ? {} : { region }),
    ...(types === undefined ? {} : { types }),
  };
}

function plainDiagnostic({ code, level, message, hint }: Diagnostic): Diagnostic {
  return { code, level, message, ...(hint === undefined ? {} : { hint }) };
}

interface Output {
  write(text: string): Promise<void>;
  close(): Promise<void>;
  destroy(): void;
}

function openOutput(target: StagedFile, compressed: boolean): Output {
  const file = createWriteStream(target.temporary, { flags: isStaged(target) ? 'wx' : 'w' });
  const gzip = compressed ? createGzip() : undefined;
  gzip?.pipe(file);
  const entry = gzip ?? file;
  // Whoever writes next is told.
  file.on('error', (error) => entry.destroy(error));
  gzip?.on('error', () => undefined);
  return {
    write: (text) =>
      new Promise((done, fail) => {
        entry.write(text, (error) => (error ? fail(error) : done()));
      }),
    async close() {
      entry.end();
      await finished(file);
    },
    destroy: () => file.destroy(),
  };
}
