import type { ListName } from '../row-source.ts';

/** What a page says of itself. */
export interface PageNote {
  /** Rows of the page, and how many of them no earlier page had. */
  readonly rows: number;
  readonly newRows: number;
  /** Lists whose rows are on the page. */
  readonly lists: readonly ListName[];
  /** Rows that the query has in all, where the page says so. */
  readonly total?: number;
  /** Whether more pages follow: it says so, it looks so, or not. */
  readonly more: boolean | 'perhaps';
  readonly file: string;
}

/** A page after which rows are missing. */
export interface MissingPages {
  readonly lists: readonly ListName[];
  readonly because: string;
}

/** Adds up the pages of all files: those of one query belong together by the number of rows that they announce, and may come in any order. */
export class PageAccounts {
  readonly #chains = new Map<number, { rows: number; lastPages: number; lists: Set<ListName>; file: string }>();
  /** Pages without a total, after which another one must follow in the same file. */
  readonly #open = new Map<string, MissingPages>();

  add(page: PageNote): void {
    if (page.total === undefined) this.#addUncounted(page);
    else if (page.rows > page.total || (page.more === false && page.rows === page.total)) return;
    else this.#addToChain(page, page.total);
  }

  /** The pages that are missing, once all files were read. */
  missing(): readonly MissingPages[] {
    const chains = [...this.#chains].flatMap(([total, { rows, lastPages, lists, file }]): MissingPages[] => {
      if (lastPages > 0 && rows === total * lastPages) return [];
      return [{ lists: [...lists], because: `'${file}' holds ${rows} of ${total} rows` }];
    });
    return [...chains, ...new Set(this.#open.values())];
  }

  #addToChain(page: PageNote, total: number): void {
    const chain = this.#chains.get(total) ?? { rows: 0, lastPages: 0, lists: new Set(), file: page.file };
    this.#chains.set(total, chain);
    chain.rows += page.newRows;
    if (page.more === false) chain.lastPages++;
    for (const list of page.lists) chain.lists.add(list);
  }

  #addUncounted(page: PageNote): void {
    const lists: readonly (ListName | undefined)[] = page.lists.length > 0 ? page.lists : [undefined];
    const because =
      page.more === true
        ? `'${page.file}' says that more rows follow, but does not hold them`
        : `'${page.file}' holds exactly ${page.rows} rows, which is where an export without paging stops`;
    const missing = { lists: page.lists, because };
    for (const list of lists) {
      const key = `${page.file}\0${list ?? ''}`;
      if (page.more === false) this.#open.delete(key);
      else this.#open.set(key, missing);
    }
  }
}
