import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { runInThisContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { queries } from '../../src/input/resource-graph/queries.ts';
import { listNames } from '../../src/input/row-source.ts';

/** The columns that every Resource Graph table has; `kind` is a word of the schema language and must be quoted. */
const columns =
  "(id:string,name:string,type:string,tenantId:string,['kind']:string,location:string,resourceGroup:string,subscriptionId:string,managedBy:string,sku:dynamic,plan:dynamic,properties:dynamic,tags:dynamic,identity:dynamic,zones:dynamic,extendedLocation:dynamic)";

/** Of the operators that Resource Graph documents, those that page and that we use. */
const allowedOperators = ['where', 'project', 'order'];
/** https://learn.microsoft.com/azure/governance/resource-graph/concepts/query-language */
const allowedFunctions = ['tostring', 'bag_pack'];

/** What we use of Microsoft's own Kusto parser, which comes as two scripts for browsers. */
interface Parser {
  diagnose(query: string): readonly string[];
  outputColumns(query: string): readonly string[];
}

function loadParser(): Parser {
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve('@kusto/language-service-next/package.json'));
  for (const script of ['bridge.min.js', 'Kusto.Language.Bridge.min.js']) {
    runInThisContext(readFileSync(join(folder, script), 'utf8'), { filename: script });
  }
  // The scripts put an untyped global there.
  const language = (globalThis as unknown as { Kusto: { Language: KustoLanguage } }).Kusto.Language;
  const { Symbols } = language;
  const tables = ['resources', 'recoveryservicesresources', 'resourcecontainers'].map(
    (name) => new Symbols.TableSymbol.$ctor7(name, columns, null),
  );
  const globals = language.GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.ctor('arg', tables));
  const analyze = (query: string): KustoCode => language.KustoCode.ParseAndAnalyze(query, globals);
  return {
    diagnose: (query) => listOf(analyze(query).GetDiagnostics()).map(({ Code, Message }) => `${Code}: ${Message}`),
    outputColumns: (query) => listOf(analyze(query).ResultType.Columns).map(({ Name }) => Name),
  };
}

interface KustoList<T> {
  readonly Count: number;
  getItem(index: number): T;
}
interface KustoCode {
  GetDiagnostics(): KustoList<{ readonly Code: string; readonly Message: string }>;
  readonly ResultType: { readonly Columns: KustoList<{ readonly Name: string }> };
}
interface KustoLanguage {
  readonly GlobalState: { readonly Default: { WithDatabase(database: unknown): unknown } };
  readonly KustoCode: { ParseAndAnalyze(query: string, globals: unknown): KustoCode };
  readonly Symbols: {
    readonly TableSymbol: { readonly $ctor7: new (name: string, columns: string, description: null) => unknown };
    readonly DatabaseSymbol: { readonly ctor: new (name: string, tables: readonly unknown[]) => unknown };
  };
}

function listOf<T>(list: KustoList<T>): readonly T[] {
  return Array.from({ length: list.Count }, (_, index) => list.getItem(index));
}

const parser = loadParser();

describe('the parser', () => {
  it.each([
    ['a column that no table has', 'resources | project id, size'],
    ['a table that there is not', 'machines | project id'],
    ['broken syntax', 'resources | where type =~ | project id'],
    ['a function that there is not', 'resources | project id, x = cout(name)'],
  ])('sees %s', (_name, query) => {
    expect(parser.diagnose(query)).not.toEqual([]);
  });
});

describe.each(listNames)('the query for %s', (list) => {
  const query = queries[list];

  it('has no mistake that the official parser sees', () => {
    expect(parser.diagnose(query)).toEqual([]);
  });

  it('uses only operators and functions that Resource Graph documents', () => {
    const stages = query.split(/\n\| /).slice(1);
    for (const stage of stages) expect(allowedOperators).toContain(/^\w+/.exec(stage)?.[0]);
    const called = [...query.matchAll(/(\w+)\s*\(/g)].map(([, name]) => name);
    for (const name of called) expect(allowedFunctions).toContain(name);
  });

  it('can be paged and attributed: projects the identity of a row and is ordered by it', () => {
    expect(parser.outputColumns(query)).toEqual(
      expect.arrayContaining(['id', 'name', 'type', 'tenantId', 'subscriptionId', 'properties']),
    );
    expect(query.endsWith('\n| order by id asc')).toBe(true);
  });

  it('names each property as Azure spells it, at its own path', () => {
    for (const [, key, path] of query.matchAll(/'(\w+)', (properties\.[\w.]+)/g)) {
      expect(path?.split('.').at(-1)).toBe(key);
    }
  });
});
