import { type FileLocation, inFile } from '../../text/location.ts';
import type { ArmCall, ArmExpression } from '../../syntax/expression/nodes.ts';
import { literalText, isExpression, parseArmExpression } from '../../syntax/expression/parse-expression.ts';
import type { Expression } from '../expression.ts';
import { type Lowering, reportError } from './lowering.ts';
import { lowerCopyIndex } from './lower-copy-index.ts';
import { symbolOf, takesSymbol } from './symbols.ts';

/** A string of the JSON text that may be an expression: its value, and where it stands with its quotes. */
export interface StringSource {
  readonly value: string;
  readonly start: number;
  readonly end: number;
  /** The characters between the quotes are the value: then places inside it can be told exactly. */
  readonly verbatim: boolean;
}

/** The meaning of a string in a template: an expression, or text (with `[[` unescaped). */
export function lowerString(source: StringSource, lowering: Lowering): Expression {
  const whole = inFile(lowering.file, source.start, source.end);
  if (!source.value.startsWith('[')) return { kind: 'string', value: source.value, at: whole };
  const [next, ...later] = lowering.later;
  if (next !== undefined && source.value.startsWith('[[')) {
    const left = { ...source, value: source.value.slice(1), verbatim: false };
    const expression = lowerString(left, { ...next.lowering, later });
    return { kind: 'deferred', levelsUp: next.levelsUp, expression, at: whole };
  }
  if (!isExpression(source.value)) return { kind: 'string', value: literalText(source.value), at: whole };
  const { expression, problems } = parseArmExpression(source.value);
  if (expression !== undefined) return new ExpressionLowering(source, lowering).lower(expression, lowering);
  const problem = problems[0];
  const message = problem?.message ?? 'The language expression is not valid.';
  const at =
    source.verbatim && problem !== undefined
      ? inFile(lowering.file, source.start + 1 + problem.span.start, source.start + 1 + problem.span.end)
      : whole;
  reportError(lowering, 'expression-syntax', message, at);
  return { kind: 'unsupported', because: 'the expression could not be read', at: whole };
}

/** Functions whose later arguments the engine evaluates only when it needs them, with the number of those that it always does. */
const lazyFunctions: ReadonlyMap<string, number> = new Map([
  ['if', 1],
  ['and', 1],
  ['or', 1],
  ['coalesce', 1],
]);

/** https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-resource#reference */
function isOfRunTime(name: string): boolean {
  return /^(references?|list.*|to(logical|physical)zones?)$/.test(name);
}

/** Turns the tree of one string into an expression with the declarations that its names mean. */
class ExpressionLowering {
  readonly #source: StringSource;
  readonly #lowering: Lowering;

  constructor(source: StringSource, lowering: Lowering) {
    this.#source = source;
    this.#lowering = lowering;
  }

  lower(node: ArmExpression, scope: Lowering): Expression {
    const at = this.#at(node.start, node.end);
    switch (node.kind) {
      case 'string':
        return { kind: 'string', value: node.value, at };
      case 'number':
        return { kind: 'number', value: Number(node.text), text: node.text, at };
      case 'member':
        return { kind: 'member', base: this.lower(node.base, scope), key: this.lower(node.key, scope), at };
      case 'call':
        return this.#call(node, scope, at);
    }
  }

  #at(start: number, end: number): FileLocation {
    const { verbatim, start: open, end: close } = this.#source;
    return verbatim
      ? inFile(this.#lowering.file, open + 1 + start, open + 1 + end)
      : inFile(this.#lowering.file, open, close);
  }

  #call(node: ArmCall, scope: Lowering, at: FileLocation): Expression {
    if (node.namespace !== undefined) return this.#userCall(node, node.namespace, scope, at);
    const name = node.name.toLowerCase();
    const only = node.arguments.length === 1 ? node.arguments[0] : undefined;
    const literal = only?.kind === 'string' ? only.value : undefined;
    if ((name === 'parameters' || name === 'variables') && only === undefined) {
      return this.#undeclared(
        `The template language function '${name}' must have only one parameter.`,
        node,
        scope,
        at,
      );
    }
    if (name === 'parameters' && literal !== undefined) return this.#parameter(literal, node, scope, at);
    if (name === 'variables' && literal !== undefined) return this.#variable(literal, node, scope, at);
    if (name === 'lambdavariables' && literal !== undefined) return { kind: 'lambdaVariable', name: literal, at };
    if (node.arguments.length === 0) {
      if (name === 'true' || name === 'false') return { kind: 'bool', value: name === 'true', at };
      if (name === 'null') return { kind: 'null', at };
    }
    if (name === 'lambda') return this.#lambda(node, scope, at);
    const args = this.#arguments(node, name, scope);
    if (name === 'copyindex') return lowerCopyIndex(node.name, args, at, scope);
    const call = { kind: 'call', name: node.name, arguments: this.#withSymbol(name, args, scope), at } as const;
    return scope.beforeResources && isOfRunTime(name) ? { ...call, misplaced: true } : call;
  }

  #arguments(node: ArmCall, name: string, scope: Lowering): readonly Expression[] {
    const always = lazyFunctions.get(name) ?? Number.POSITIVE_INFINITY;
    const later = scope.perhapsUnused || always > node.arguments.length ? scope : { ...scope, perhapsUnused: true };
    return node.arguments.map((argument, index) => this.lower(argument, index < always ? scope : later));
  }

  /** The first argument of `reference('symbol')` and its like is the resource itself. */
  #withSymbol(name: string, args: readonly Expression[], scope: Lowering): readonly Expression[] {
    const first = args[0];
    if (first === undefined || scope.names.symbols.size === 0 || !takesSymbol(name)) return args;
    const resource = symbolOf(first, scope);
    if (resource !== undefined) return [resource, ...args.slice(1)];
    if (name === 'resourceinfo' && first.kind === 'string') {
      this.#notFound(
        `The template resource '${first.value}' is not found.`,
        scope,
        this.#at(0, this.#source.value.length),
      );
    }
    return args;
  }

  #parameter(name: string, node: ArmCall, scope: Lowering, at: FileLocation): Expression {
    if (scope.functionParameters?.has(name.toLowerCase()) === true) return { kind: 'functionParameter', name, at };
    const declaration = scope.names.parameters.get(name.toLowerCase());
    if (declaration !== undefined) return { kind: 'parameter', declaration, at };
    return this.#undeclared(`The template parameter '${name}' is not found.`, node, scope, at);
  }

  #variable(name: string, node: ArmCall, scope: Lowering, at: FileLocation): Expression {
    const declaration = scope.names.variables.get(name.toLowerCase());
    if (declaration !== undefined) return { kind: 'variable', declaration, at };
    return this.#undeclared(`The template variable '${name}' is not found.`, node, scope, at);
  }

  #undeclared(message: string, node: ArmCall, scope: Lowering, at: FileLocation): Expression {
    if (this.#notFound(message, scope, at)) return { kind: 'unsupported', because: message, at };
    return { kind: 'call', name: node.name, arguments: this.#arguments(node, '', scope), at };
  }

  /** Notes the error unless the engine perhaps never gets there. */
  #notFound(message: string, scope: Lowering, at: FileLocation): boolean {
    if (!scope.perhapsUnused) reportError(scope, 'unknown-name', message, at);
    return !scope.perhapsUnused;
  }

  #userCall(node: ArmCall, namespace: string, scope: Lowering, at: FileLocation): Expression {
    const name = `${namespace}.${node.name}`;
    const declaration = scope.names.functions.get(name.toLowerCase());
    const args = this.#arguments(node, '', scope);
    if (declaration !== undefined) return { kind: 'userCall', function: declaration, arguments: args, at };
    const message = `The template function '${name}' is not valid.`;
    if (this.#notFound(message, scope, at)) return { kind: 'unsupported', because: message, at };
    return { kind: 'call', name, arguments: args, at };
  }

  /** `lambda('x', 'y', body)`: the names must be literals, else it stays a call that evaluation refuses. */
  #lambda(node: ArmCall, scope: Lowering, at: FileLocation): Expression {
    const body = node.arguments.at(-1);
    const names = node.arguments
      .slice(0, -1)
      .map((argument) => (argument.kind === 'string' ? argument.value : undefined));
    const parameters = names.filter((name) => name !== undefined);
    if (body === undefined || parameters.length < names.length) {
      return { kind: 'call', name: node.name, arguments: this.#arguments(node, '', scope), at };
    }
    return { kind: 'lambda', parameters, body: this.lower(body, { ...scope, perhapsUnused: true }), at };
  }
}
