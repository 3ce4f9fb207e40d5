import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import * as rule from '../src/rule/index.ts';
import * as scan from '../src/scan/index.ts';
import * as testing from '../src/testing/index.ts';

const page = readFileSync(new URL('../docs/api.md', import.meta.url), 'utf8');
const entries: Readonly<Record<string, object>> = {
  backuplint: scan,
  'backuplint/rule': rule,
  'backuplint/testing': testing,
};

it('has what docs/api.md imports', () => {
  const imports = [...page.matchAll(/^import \{ (.*?) \} from '(backuplint.*?)';$/gm)];
  const missing = imports.flatMap(([, names = '', entry = '']) =>
    names.split(', ').filter((name) => !Object.hasOwn(entries[entry] ?? {}, name)),
  );
  expect(imports.length).toBeGreaterThan(2);
  expect(missing).toEqual([]);
});

it('has what the first table of docs/api.md names', () => {
  const rows = [...page.matchAll(/^\| `(backuplint[/\w]*)` \| (.*) \|$/gm)];
  const missing = rows.flatMap(([, entry = '', text = '']) =>
    [...text.matchAll(/`(\w+)`/g)].flatMap(([, name = '']) =>
      Object.hasOwn(entries[entry] ?? {}, name) ? [] : [name],
    ),
  );
  expect(rows.map(([, entry]) => entry)).toEqual(Object.keys(entries));
  expect(missing).toEqual([]);
});
