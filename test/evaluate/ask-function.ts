import { builtInFunctions } from '../../src/evaluate/functions/index.ts';
import { arityProblem } from '../../src/evaluate/functions/arity.ts';
import { judging } from '../../src/evaluate/judging/judging.ts';
import { preflight } from '../../src/evaluate/preflight/preflight.ts';
import type { FunctionArgument, FunctionCall, Lambda } from '../../src/evaluate/functions/built-in-function.ts';
import { renderJson } from '../../src/resource/render-expression.ts';
import { callSymbol, firstUnknown, unknownValue } from '../../src/resource/unknown.ts';
import type { LambdaSymbol, Value } from '../../src/resource/value.ts';
import type { ArmCall, ArmExpression } from '../../src/syntax/expression/nodes.ts';
import { parseArmExpression } from '../../src/syntax/expression/parse-expression.ts';
import { inFile } from '../../src/text/location.ts';
import { createSourceFile } from '../../src/text/source-file.ts';

const at = inFile(createSourceFile('/t.json', ''), 0, 0);

/** How a function is asked. */
export interface Asking {
  readonly steps?: number;
  readonly isPreflight?: boolean;
}

/** What a function call gave: its value, and the messages with which the engine refuses it. */
export interface Answer {
  readonly value: Value;
  readonly errors: readonly string[];
}

/**
 * Evaluates a template expression that consists of literals, built-in functions and lambdas; `parameters('x')` is unknown. This is the
 * smallest evaluator that the functions can be tried with.
 */
export function askFunction(expression: string, { steps = 1_000_000, isPreflight = false }: Asking = {}): Answer {
  const parsed = parseArmExpression(`[${expression}]`);
  if (parsed.expression === undefined) throw new Error(`${expression}: ${parsed.problems[0]?.message}`);
  const run = new Run(steps, isPreflight);
  return { value: run.value(parsed.expression, new Map()), errors: run.errors };
}

/** The answer as text: JSON with unknown parts as expressions, or `!` and the first error. */
export function answerText(expression: string, asking?: Asking): string {
  const { value, errors } = askFunction(expression, asking);
  if (errors[0] !== undefined) return `! ${errors[0]}`;
  return JSON.stringify(renderJson(value));
}

type Bindings = ReadonlyMap<string, Value>;

class Run {
  readonly errors: string[] = [];
  readonly #isPreflight: boolean;
  #steps: number;

  constructor(steps: number, isPreflight: boolean) {
    this.#steps = steps;
    this.#isPreflight = isPreflight;
  }

  value(node: ArmExpression, bindings: Bindings): Value {
    const result = this.#argument(node, bindings);
    if (result.kind === 'lambda') throw new Error('a lambda is no value');
    return result;
  }

  #argument(node: ArmExpression, bindings: Bindings): FunctionArgument {
    switch (node.kind) {
      case 'string':
        return { kind: 'string', value: node.value, at };
      case 'number':
        return { kind: 'number', value: Number(node.text), text: node.text, at };
      case 'member':
        return this.#member(this.value(node.base, bindings), this.value(node.key, bindings));
      case 'call':
        return this.#call(node, bindings);
    }
  }

  #member(of: Value, key: Value): Value {
    if (of.kind === 'array' && key.kind === 'number') return of.items[key.value] ?? { kind: 'null', at };
    if (of.kind === 'object' && key.kind === 'string') return of.properties.get(key.value) ?? { kind: 'null', at };
    return unknownValue({ kind: 'member', of, key }, 'unknown', at);
  }

  #call(node: ArmCall, bindings: Bindings): FunctionArgument {
    const [first] = node.arguments;
    const name = node.name.toLowerCase();
    if (name === 'lambda') return this.#lambda(node, bindings);
    if (name === 'lambdavariables' && first?.kind === 'string') {
      return bindings.get(first.value) ?? unknownValue({ kind: 'lambdaVariable', name: first.value }, 'a variable', at);
    }
    if (name === 'parameters' && first?.kind === 'string') {
      const argument: Value = { kind: 'string', value: first.value, at };
      return unknownValue(callSymbol('parameters', [argument]), `parameter '${first.value}' has no value`, at);
    }
    const builtIn = builtInFunctions.get(name);
    if (builtIn === undefined) throw new Error(`no function ${node.name}`);
    const args = node.arguments.map((argument) => this.#argument(argument, bindings));
    const problem = arityProblem(builtIn, node.name, args.length);
    const call = this.#functionCall(node.name);
    return problem === undefined ? builtIn.evaluate(args, call) : call.fail(problem);
  }

  #lambda(node: ArmCall, bindings: Bindings): Lambda {
    const names = node.arguments.slice(0, -1).map((name) => (name.kind === 'string' ? name.value : ''));
    const body = node.arguments.at(-1);
    if (body === undefined) throw new Error('a lambda has a body');
    return {
      kind: 'lambda',
      parameters: names,
      apply: (values) =>
        this.value(
          body,
          new Map([...bindings, ...names.map((name, i) => [name, values[i] ?? { kind: 'null', at }] as const)]),
        ),
      symbol: () => ({ kind: 'lambda', parameters: names, body: new Run(0, this.#isPreflight).value(body, bindings) }),
    };
  }

  #functionCall(name: string): FunctionCall {
    const stay = (args: readonly FunctionArgument[], because?: string, identity?: string) => {
      const symbols = args.map((arg): Value | LambdaSymbol => (arg.kind === 'lambda' ? arg.symbol() : arg));
      const values = symbols.flatMap((symbol) => (symbol.kind === 'lambda' ? [] : [symbol]));
      return unknownValue(
        callSymbol(name, symbols, identity),
        because ?? firstUnknown(values)?.because ?? 'not known',
        at,
      );
    };
    return {
      name,
      at,
      reading: (this.#isPreflight ? preflight : judging).values,
      stay,
      unknown: (symbol, because) => unknownValue(symbol, because, at),
      fail: (message) => {
        this.errors.push(message);
        return stay([]);
      },
      spend: (steps) => (this.#steps -= steps) >= 0,
    };
  }
}
