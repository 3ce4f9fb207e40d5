import type { Expression, ResourceExpression } from '../expression.ts';
import type { Lowering } from './lowering.ts';

/** True for the functions whose first argument may be a symbolic name. `name` is lower-case. */
export function takesSymbol(name: string): boolean {
  return name === 'reference' || name === 'references' || name === 'resourceinfo' || name.startsWith('list');
}

/** The resource that `'symbol'` or `format('symbol[{0}]', index)` means; nothing when it is no symbol of this template. */
export function symbolOf(expression: Expression, lowering: Lowering): ResourceExpression | undefined {
  const { symbols } = lowering.names;
  const at = expression.at;
  if (expression.kind === 'string') {
    const whole = symbols.get(expression.value);
    if (whole !== undefined) return { kind: 'resource', declaration: whole, at };
    const instance = /^(.*)\[(\d+)\]$/.exec(expression.value);
    const declaration = symbols.get(instance?.[1] ?? '');
    const digits = instance?.[2];
    if (declaration === undefined || digits === undefined) return undefined;
    return { kind: 'resource', declaration, index: { kind: 'number', value: Number(digits), text: digits, at }, at };
  }
  if (expression.kind !== 'call' || expression.name.toLowerCase() !== 'format') return undefined;
  const [pattern, index, ...more] = expression.arguments;
  if (pattern?.kind !== 'string' || index === undefined || more.length > 0) return undefined;
  const suffix = '[{0}]';
  if (!pattern.value.endsWith(suffix)) return undefined;
  const declaration = symbols.get(pattern.value.slice(0, -suffix.length));
  return declaration === undefined ? undefined : { kind: 'resource', declaration, index, at };
}
