import { groupBy } from '../../../text/group-by.ts';
import type { BicepUnit, Problem, SymbolUse } from '../context.ts';
import type { BicepSymbol } from '../names/symbols.ts';

/** A file with more mentions in circles than this is not told about each of them. */
const mostReports = 100;

/** A mention in a declaration that others can mention. */
interface Edge extends SymbolUse {
  readonly from: BicepSymbol;
}

type Graph = ReadonlyMap<BicepSymbol, readonly Edge[]>;

/** Reports declarations that depend on themselves, at each mention that is part of a circle, in the compiler's words. */
export function reportCycles(uses: readonly SymbolUse[], unit: BicepUnit): void {
  if (!uses.some(isForward)) return;
  const suspects = usesBetweenCycles(uses.filter(isEdge));
  const graph = groupBy(suspects, (use) => use.from);
  let reports = 0;
  for (const use of suspects) {
    if (reports === mostReports) return;
    const problem = use.from === use.to ? selfReference(use) : circle(use, graph);
    if (problem === undefined) continue;
    unit.report(problem);
    reports++;
  }
}

function isEdge(use: SymbolUse): use is Edge {
  return use.from !== undefined;
}

/** Whether a declaration mentions itself or one that begins further down: every circle has such a mention, most files have none. */
function isForward({ from, to }: SymbolUse): boolean {
  return from !== undefined && startOf(to) >= startOf(from);
}

function startOf(symbol: BicepSymbol): number {
  const at = 'declaration' in symbol ? symbol.declaration.at : undefined;
  return at?.kind === 'file' ? at.span.start : 0;
}

/**
 * Mentions that may be part of a circle: what stays when declarations that mention nothing, or that nothing mentions, are taken away again and
 * again. Nothing stays of a file without circles, in linear time.
 */
function usesBetweenCycles(uses: readonly Edge[]): readonly Edge[] {
  const withEnds = peel(
    uses,
    (use) => use.from,
    (use) => use.to,
  );
  return peel(
    withEnds,
    (use) => use.to,
    (use) => use.from,
  );
}

/** The uses that stay when every symbol without an edge from its `near` side is removed together with the edges to it. */
function peel(
  uses: readonly Edge[],
  near: (use: Edge) => BicepSymbol,
  far: (use: Edge) => BicepSymbol,
): readonly Edge[] {
  const degree = new Map<BicepSymbol, number>();
  for (const use of uses) {
    degree.set(near(use), (degree.get(near(use)) ?? 0) + 1);
    if (!degree.has(far(use))) degree.set(far(use), 0);
  }
  const arriving = groupBy(uses, far);
  const queue = [...degree].flatMap(([symbol, count]) => (count === 0 ? [symbol] : []));
  const gone = new Set<BicepSymbol>(queue);
  for (const symbol of queue) {
    for (const use of arriving.get(symbol) ?? []) {
      const left = (degree.get(near(use)) ?? 0) - 1;
      degree.set(near(use), left);
      if (left > 0 || gone.has(near(use))) continue;
      gone.add(near(use));
      queue.push(near(use));
    }
  }
  return uses.filter((use) => !gone.has(use.from) && !gone.has(use.to));
}

function selfReference(use: Edge): Problem {
  const message = 'This expression is referencing its own declaration, which is not allowed.';
  return { code: 'BCP079', node: use.node, message };
}

/** The names from the mentioned declaration back to the mentioning one; `undefined` when there is no way back. */
function circle(use: Edge, graph: Graph): Problem | undefined {
  const path = pathBetween(use.to, use.from, graph);
  if (path === undefined) return undefined;
  const names = [use.toName, ...path].map((name) => `"${name}"`).join(' -> ');
  return { code: 'BCP080', node: use.node, message: `The expression is involved in a cycle (${names}).` };
}

/** Breadth first, without recursion. */
function pathBetween(start: BicepSymbol, goal: BicepSymbol, graph: Graph): string[] | undefined {
  const cameBy = new Map<BicepSymbol, Edge | undefined>([[start, undefined]]);
  const queue: BicepSymbol[] = [start];
  for (const symbol of queue) {
    if (symbol === goal) break;
    for (const use of graph.get(symbol) ?? []) {
      if (cameBy.has(use.to)) continue;
      cameBy.set(use.to, use);
      queue.push(use.to);
    }
  }
  if (!cameBy.has(goal)) return undefined;
  const names: string[] = [];
  for (let use = cameBy.get(goal); use !== undefined; use = cameBy.get(use.from)) names.unshift(use.toName);
  return names;
}
