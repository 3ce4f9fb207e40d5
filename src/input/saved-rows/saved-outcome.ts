import type { Diagnostic } from '../../text/diagnostic.ts';
import { reasonOf } from '../../text/failure.ts';
import { listNames, listWords } from '../row-source.ts';
import type { ListGap, ListName, SourceOutcome, SubscriptionScope } from '../row-source.ts';
import { azCommand, listAdvice, powerShellCommand, saveRowsAdvice } from './advice.ts';
import { DamagedText } from './damaged-text.ts';
import { typeOfList } from './list-of-type.ts';
import type { MissingPages } from './page-accounts.ts';
import type { SavedEnd, SavedHeader } from './saved-format.ts';
import type { RowDamage } from './slim-row.ts';

interface DamagedRows {
  readonly file: string;
  readonly list: ListName;
  readonly damage: RowDamage;
  readonly line: number;
  count: number;
}

/** Keeps account of what files of rows hold and what they do not. */
export class SavedOutcome {
  readonly #assumed: ReadonlySet<ListName>;
  /** Those of them that had to be taken for whole. */
  readonly #taken = new Set<ListName>();
  readonly #held = new Set<ListName>();
  readonly #damaged = new Map<string, DamagedRows>();
  readonly #gaps: ListGap[] = [];
  readonly #diagnostics: Diagnostic[] = [];
  readonly #scopes = new Map<string, SubscriptionScope>();
  /** When the oldest file that says it was saved, in milliseconds since 1970. */
  #savedAt: number | undefined;
  /** Whether a file holds a part of the subscriptions only. */
  #isShard = false;

  constructor(assumed: readonly ListName[]) {
    this.#assumed = new Set(assumed);
  }

  noteHeld(list: ListName): void {
    this.#held.add(list);
  }

  noteHeader(header: SavedHeader): void {
    this.#isShard ||= header.shard !== undefined;
    const time = Date.parse(header.time);
    // A header that says no time leaves the ages to the clock.
    if (!Number.isNaN(time)) this.#savedAt = Math.min(time, this.#savedAt ?? time);
  }

  /** Takes over what the run that saved the rows could not look at. */
  noteEnd(end: SavedEnd): void {
    for (const list of end.lists) this.#held.add(list);
    for (const scope of end.scopes) this.#scopes.set(scope.subscriptionId.toLowerCase(), scope);
    this.#gaps.push(...end.gaps);
    this.#diagnostics.push(...end.diagnostics);
  }

  noteRow(file: string, list: ListName, damage: RowDamage, line: number): void {
    this.#held.add(list);
    const key = `${file}\0${list}\0${damage}`;
    const known = this.#damaged.get(key);
    if (known === undefined) this.#damaged.set(key, { file, list, damage, line, count: 1 });
    else known.count++;
  }

  /** A file whose rest could not be read: any list may go on in it. */
  noteDamage(file: string, error: unknown): void {
    const where = error instanceof DamagedText && error.where;
    const place = where ? `${file}:${where.line}:${where.column}` : file;
    const reason = reasonOf(error);
    this.#add({ because: `'${file}' could not be read: ${reason}` }, 'saved-rows-unreadable', {
      message: `${place}: ${reason}`,
      hint: `save the rows again: ${saveRowsAdvice}; for az and PowerShell, backuplint audit --print-queries shows the queries`,
    });
  }

  /** Once all files were read. */
  finish(missing: readonly MissingPages[]): void {
    for (const rows of this.#damaged.values()) this.#addDamagedRows(rows);
    for (const { lists, because } of missing) this.#addMissingPages(lists, because);
    for (const list of listNames) {
      // Without a list of subscriptions, those of the rows are what was looked at.
      if (list === 'subscriptions' || this.#held.has(list)) continue;
      if (this.#assumed.has(list)) this.#noteAssumed(list);
      else {
        const because = `no file holds the ${listWords[list]}`;
        this.#add(gapOf(list, because), 'list-missing', {
          message: `${because}: they were not looked at`,
          hint: `${listAdvice(list)}; if there are none, pass --assume-complete ${list}`,
        });
      }
    }
  }

  /** Notes which of the subscriptions that must be there are not among those of the rows. */
  requireSubscriptions(required: readonly string[], seen: readonly SubscriptionScope[]): void {
    const known = new Set([...seen.map(({ subscriptionId }) => subscriptionId.toLowerCase()), ...this.#scopes.keys()]);
    for (const subscriptionId of required.filter((id) => !known.has(id.toLowerCase()))) {
      const because = 'no file holds a row of it';
      this.#scopes.set(subscriptionId.toLowerCase(), { subscriptionId, status: 'hidden', because });
      this.#gaps.push({ because: `subscription '${subscriptionId}' was not looked at: ${because}`, subscriptionId });
    }
  }

  /** Notes when rows are of fewer subscriptions than there must be. How many there are beside those of a shard was known when it was saved. */
  requireCount(minSubscriptions: number, seen: number): void {
    if (this.#isShard) return;
    const count = Math.max(seen, this.#scopes.size);
    if (count >= minSubscriptions) return;
    const message = `the files hold ${count} subscriptions, but the configuration says that there are at least ${minSubscriptions}`;
    this.#add({ because: message }, 'too-few-subscriptions', { message, hint: saveRowsAdvice });
  }

  /** `seen` are the subscriptions of the rows; `keeps` tells which ones this run is about. */
  outcome(seen: readonly SubscriptionScope[], keeps: (subscriptionId: string) => boolean): SourceOutcome {
    const because = this.#gaps.find(({ subscriptionId }) => subscriptionId === undefined)?.because;
    const scopes = new Map(seen.map((scope) => [scope.subscriptionId.toLowerCase(), scope]));
    for (const [id, scope] of this.#scopes) scopes.set(id, scope);
    const mine = [...scopes.values()].filter(({ subscriptionId }) => keeps(subscriptionId.toLowerCase()));
    const read = mine.map((scope): SubscriptionScope => {
      return because === undefined || scope.status !== 'read' ? scope : { ...scope, status: 'partly', because };
    });
    return {
      scopes: read,
      diagnostics: this.#diagnostics,
      gaps: this.#gaps.filter(
        ({ subscriptionId }) => subscriptionId === undefined || keeps(subscriptionId.toLowerCase()),
      ),
      assumed: [...this.#taken],
      requests: 0,
      pages: 0,
      retries: 0,
      waitedMs: 0,
      // Ages count from when the rows were true, not from when someone looks at them.
      ...(this.#savedAt === undefined ? {} : { readAt: this.#savedAt }),
    };
  }

  #addDamagedRows({ file, list, damage, line, count }: DamagedRows): void {
    const what =
      damage === 'depth-cut'
        ? 'are cut: nested objects were written as text'
        : 'lack properties or a location, which the query left out';
    const because = `${count} of the ${listWords[list]} in '${file}' ${what}`;
    this.#add(gapOf(list, because), `saved-rows-${damage}`, {
      message: `${file}:${line}: ${because}; they were not used`,
      hint: damage === 'depth-cut' ? `run: ${powerShellCommand(list)}` : `run: ${azCommand(list)}`,
    });
  }

  #addMissingPages(lists: readonly ListName[], because: string): void {
    if (lists.length === 0) {
      this.#add({ because }, 'saved-rows-cut', { message: because, hint: saveRowsAdvice });
    }
    for (const list of lists) {
      if (this.#assumed.has(list)) this.#noteAssumed(list);
      else {
        this.#add(gapOf(list, because), 'saved-rows-cut', {
          message: `${because}: the ${listWords[list]} are not all there`,
          hint: `${listAdvice(list)}; if that is all of them, pass --assume-complete ${list}`,
        });
      }
    }
  }

  #noteAssumed(list: ListName): void {
    this.#taken.add(list);
    const message = `the ${listWords[list]} are taken to be complete, as --assume-complete says`;
    this.#diagnostics.push({ code: 'list-assumed-complete', level: 'note', message });
  }

  #add(gap: ListGap, code: string, diagnostic: { readonly message: string; readonly hint: string }): void {
    this.#gaps.push(gap);
    this.#diagnostics.push({ code, level: 'error', ...diagnostic });
  }
}

function gapOf(list: ListName, because: string): ListGap {
  return { because, list, types: [typeOfList[list]] };
}
