import type * as bicep from '../../../syntax/bicep/nodes.ts';
import { runtimeValuesIn } from './runtime-values.ts';
import type { RuntimeValue } from './runtime-values.ts';
import { meaningOf } from './scope.ts';
import type { Scope } from './scope.ts';
import { resourceTexts } from './type-of-name.ts';

/** Where values must be known before a deployment runs, with the compiler's code and words. */
export type StartPlace =
  | { readonly kind: 'property'; readonly name: string; readonly type: string }
  | { readonly kind: 'condition' | 'loop' | 'function' }
  | { readonly kind: 'loopVariable'; readonly name: string }
  | { readonly kind: 'argument'; readonly name: string };

/** Properties of resources and modules that the deployment engine must know before anything is deployed. */
export const startProperties: ReadonlySet<string> = new Set(
  'name scope parent location tags kind sku zones plan identity managedBy managedByExtended extendedLocation asserts'.split(
    ' ',
  ),
);

/** Reports each value in an expression that only a running deployment knows, where it must be known before. */
export function checkKnownAtStart(node: bicep.Expression, place: StartPlace, scope: Scope): void {
  if (scope.inExisting || isPlain(node, scope)) return;
  // The targets of a resource are named as wholes.
  const whole = place.kind !== 'property' || (place.name !== 'scope' && place.name !== 'parent');
  for (const value of runtimeValuesIn(node, scope, whole)) {
    if (place.kind === 'condition' && value.call !== undefined) reportRuntimeCall(value.call, scope);
    else report(value, place, scope);
  }
}

/** Reports `reference()` and `list*()` where they cannot be called at all: in conditions and defaults of parameters. */
export function reportRuntimeCall(name: bicep.Identifier, { unit }: Scope): void {
  const message = `Function "${name.name}" is not valid at this location. It can only be used in resource declarations.`;
  unit.report({ code: 'BCP066', node: name, message });
}

/** Most names and locations: nothing in them can depend on a deployment. */
function isPlain(node: bicep.Expression, scope: Scope): boolean {
  switch (node.kind) {
    case 'integer':
    case 'boolean':
      return true;
    case 'string':
      return node.values.every((value) => isPlain(value, scope));
    case 'variable': {
      const kind = meaningOf(node.name, scope)?.kind;
      return kind === 'parameter' || kind === 'typed';
    }
    default:
      return false;
  }
}

function report({ node, of, property, chain }: RuntimeValue, place: StartPlace, { unit }: Scope): void {
  const [code, where] = describe(place);
  const names = chain === undefined || of === undefined ? chain : [...chain, of.name];
  const through =
    names === undefined
      ? ''
      : ` You are referencing a variable which cannot be calculated at the start (${names.map((name) => `"${name}"`).join(' -> ')}).`;
  const which =
    property !== undefined && place.kind === 'loopVariable' && of !== undefined
      ? ` The property "${property}" of ${of.name} cannot be calculated at the start.`
      : '';
  unit.report({ code, node, message: `This expression is being used ${where}.${through}${which}${readable(of)}` });
}

function readable(of: RuntimeValue['of']): string {
  if (of === undefined) return '';
  const names = of.kind === 'module' ? ['name'] : [...resourceTexts].sort();
  return ` Properties of ${of.name} which can be calculated at the start include ${names.map((name) => `"${name}"`).join(', ')}.`;
}

function describe(place: StartPlace): [code: string, where: string] {
  const requires = 'which requires a value that can be calculated at the start of the deployment';
  switch (place.kind) {
    case 'property':
      return ['BCP120', `in an assignment to the "${place.name}" property of the "${place.type}" type, ${requires}`];
    case 'condition':
      return ['BCP177', `in the if-condition expression, ${requires}`];
    case 'loop':
      return ['BCP178', `in the for-expression, ${requires}`];
    case 'argument':
      return ['BCP181', `in an argument of the function "${place.name}", ${requires}`];
    case 'loopVariable':
      return [
        'BCP182',
        `in the for-body of the variable "${place.name}", which requires values that can be calculated at the start of the deployment`,
      ];
    case 'function':
      return ['BCP341', `inside a function declaration, ${requires}`];
  }
}
