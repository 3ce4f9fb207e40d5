import type * as bicep from '../../../syntax/bicep/nodes.ts';
import type { Diagnostic } from '../../../text/diagnostic.ts';
import { groupBy } from '../../../text/group-by.ts';
import type { OpenUnit } from '../create-unit.ts';
import type { BicepSymbol } from '../names/symbols.ts';

/** Errors in an expression that has a type all the same: a value that does not fit, or one that is known too late. */
const harmless: ReadonlySet<string> = new Set(
  [
    33, 34, 35, 36, 37, 40, 78, 88, 89, 104, 120, 138, 144, 177, 173, 178, 181, 182, 242, 247, 248, 327, 328, 332, 333,
    403,
  ].map((number) => `BCP${String(number).padStart(3, '0')}`),
);

/**
 * Reports each mention of a declaration that has no type because of the errors in it, as the compiler does, and of those that depend on it. To be
 * called when all other errors are known: a file without errors costs nothing.
 */
export function reportInvalidUses(tree: bicep.BicepFile, unit: OpenUnit): void {
  const errors = unit.diagnostics.filter(({ level, code }) => level === 'error' && !harmless.has(code));
  const isAnyLost = tree.statements.some((statement) => isLost(unit.globals.get(nameOf(statement))));
  if (errors.length === 0 && !isAnyLost) return;
  const starts = startsOf(errors, unit);
  const queue = tree.statements.flatMap((statement) => {
    const part = decidingPart(statement);
    const symbol = part === undefined ? undefined : unit.globals.get(nameOf(statement));
    if (symbol !== undefined && isLost(symbol)) return [symbol];
    return symbol !== undefined && part !== undefined && isAnyInside(starts, part) ? [symbol] : [];
  });
  const users = groupBy(unit.uses, ({ to }) => to);
  const circles = circleStarts(errors);
  const invalid = new Set<BicepSymbol>(queue);
  for (const symbol of queue) {
    for (const { from, toName, node } of users.get(symbol) ?? []) {
      if (!circles.has(node.start) && !isNestedIn(symbol, from)) {
        const message = `The referenced declaration with name "${toName}" is not valid.`;
        unit.report({ code: 'BCP062', node, message });
      }
      if (from?.kind !== 'variable' || from.type !== undefined || invalid.has(from)) continue;
      invalid.add(from);
      queue.push(from);
    }
  }
}

function isLost(symbol: BicepSymbol | undefined): boolean {
  return symbol?.kind === 'module' && symbol.isLost;
}

/** Where a declaration has its type from: a variable from its value, others from what is written before it. */
function decidingPart(statement: bicep.Statement): bicep.Node | undefined {
  switch (statement.kind) {
    case 'var':
      return statement.type === undefined ? statement.value : wholeType(statement.type);
    case 'param':
      return wholeType(statement.type);
    case 'type':
      return wholeType(statement.value);
    case 'resource':
      return statement.type;
    case 'module':
      return statement.path;
    default:
      return undefined;
  }
}

/** A type that is a name; one that is written out has a shape, whatever is wrong in its parts. */
function wholeType(node: bicep.TypeExpression): bicep.Node | undefined {
  switch (node.kind) {
    case 'typeNullable':
    case 'typeNonNull':
      return wholeType(node.base);
    case 'typeParenthesized':
      return wholeType(node.type);
    case 'typeArray':
    case 'typeObject':
    case 'typeTuple':
    case 'typeUnion':
      return undefined;
    default:
      return node;
  }
}

function nameOf(statement: bicep.Statement): string {
  return 'name' in statement && 'name' in statement.name ? statement.name.name : '';
}

/** A nested resource mentions the one around without a word. */
function isNestedIn(symbol: BicepSymbol, from: BicepSymbol | undefined): boolean {
  return from?.kind === 'resource' && from.container === symbol;
}

/** Where the errors of this file begin, in order. */
function startsOf(errors: readonly Diagnostic[], { file }: OpenUnit): readonly number[] {
  return errors
    .flatMap(({ at }) => (at?.kind === 'file' && at.file.path === file.path ? [at.span.start] : []))
    .sort((a, b) => a - b);
}

/** By halves: a file may have as many errors as statements. What is missing has no width. */
function isAnyInside(starts: readonly number[], { start, end }: bicep.Node): boolean {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? end) < start) low = middle + 1;
    else high = middle;
  }
  return (starts[low] ?? Number.POSITIVE_INFINITY) < Math.max(end, start + 1);
}

/** Mentions that are part of a circle say so themselves. */
function circleStarts(errors: readonly Diagnostic[]): ReadonlySet<number> {
  return new Set(
    errors.flatMap(({ code, at }) =>
      (code === 'BCP079' || code === 'BCP080') && at?.kind === 'file' ? [at.span.start] : [],
    ),
  );
}
