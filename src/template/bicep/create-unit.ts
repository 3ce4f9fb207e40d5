import type { Diagnostic } from '../../text/diagnostic.ts';
import { inFile } from '../../text/location.ts';
import type { SourceFile } from '../../text/source-file.ts';
import type * as bicep from '../../syntax/bicep/nodes.ts';
import type { SyntaxProblem } from '../../syntax/syntax-problem.ts';
import type { Expression } from '../expression.ts';
import type { DeploymentScope } from '../template.ts';
import type { BicepHost } from './bicep-host.ts';
import { unsupported } from './context.ts';
import type { BicepUnit, Context, SymbolUse } from './context.ts';
import { lowerExpression } from './lower/lower-expression.ts';
import { keyText, literalText } from './lower/lower-string.ts';
import type { BicepSymbol } from './names/symbols.ts';

/** Chains of operators and accesses longer than this are not lowered: the stack must hold them. */
const deepestExpression = 1000;

/** A unit that is being filled: names are added while declarations are collected, diagnostics while they are lowered. */
export interface OpenUnit extends BicepUnit {
  readonly globals: Map<string, BicepSymbol>;
  readonly extensions: string[];
  readonly diagnostics: Diagnostic[];
  readonly uses: SymbolUse[];
}

/** The shared state of lowering one file. */
export function createUnit(
  file: SourceFile,
  kind: 'template' | 'parameters',
  tree: bicep.BicepFile,
  problems: readonly SyntaxProblem[],
  host: BicepHost,
): OpenUnit {
  const diagnostics = problems.map((problem) => syntaxDiagnostic(file, problem));
  const seen = new Set<string>();
  const uses: SymbolUse[] = [];
  return {
    file,
    kind,
    scope: scopeOf(tree),
    host,
    globals: new Map(),
    extensions: extensionNames(tree),
    diagnostics,
    uses,
    lower: limitDepth(),
    at: ({ start, end }) => inFile(file, start, end),
    use: (use) => uses.push(use),
    hasErrorIn: ({ start, end }, codes) =>
      diagnostics.some(
        ({ code, at }) => codes.has(code) && at?.kind === 'file' && at.span.start >= start && at.span.end <= end,
      ),
    report({ code, node, message, hint, level = 'error' }) {
      const key = `${code} ${node.start} ${node.end} ${message}`;
      if (seen.has(key)) return;
      seen.add(key);
      const at = inFile(file, node.start, node.end);
      diagnostics.push(hint === undefined ? { code, level, message, at } : { code, level, message, hint, at });
    },
  };
}

/** Diagnostics in order of their places; those in other files last. */
export function inOrder(diagnostics: readonly Diagnostic[], file: SourceFile): Diagnostic[] {
  const startOf = ({ at }: Diagnostic): number =>
    at?.kind === 'file' && at.file.path === file.path ? at.span.start : Number.POSITIVE_INFINITY;
  return [...diagnostics].sort((a, b) => {
    const [left, right] = [startOf(a), startOf(b)];
    return left === right ? 0 : left - right;
  });
}

function limitDepth(): (node: bicep.Expression, context: Context) => Expression {
  let depth = 0;
  return (node, context) => {
    if (depth >= deepestExpression) {
      const message = `The expression is nested deeper than ${deepestExpression} levels.`;
      context.unit.report({ code: 'nesting-too-deep', node, message });
      return unsupported(context.unit.at(node), message);
    }
    depth++;
    try {
      return lowerExpression(node, context);
    } finally {
      depth--;
    }
  };
}

function syntaxDiagnostic(file: SourceFile, { code, level, message, hint, span }: SyntaxProblem): Diagnostic {
  const at = inFile(file, span.start, span.end);
  return hint === undefined ? { code, level, message, at } : { code, level, message, hint, at };
}

const scopes: ReadonlyMap<string, DeploymentScope> = new Map([
  ['resourceGroup', 'resourceGroup'],
  ['subscription', 'subscription'],
  ['managementGroup', 'managementGroup'],
  ['tenant', 'tenant'],
  ['desiredStateConfiguration', 'desiredStateConfiguration'],
  ['local', 'local'],
]);

/** `targetScope = '...'`; a resource group when it is not said. */
function scopeOf(tree: bicep.BicepFile): DeploymentScope {
  for (const statement of tree.statements) {
    if (statement.kind === 'targetScope') return scopes.get(literalText(statement.value) ?? '') ?? 'resourceGroup';
  }
  return 'resourceGroup';
}

function extensionNames(tree: bicep.BicepFile): string[] {
  return tree.statements
    .filter((statement) => statement.kind === 'extension')
    .map(({ alias, specification }) => alias?.name ?? keyText(specification) ?? '');
}
