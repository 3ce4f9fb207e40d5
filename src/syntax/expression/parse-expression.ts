import type { SyntaxProblem } from '../syntax-problem.ts';
import type { ArmCall, ArmExpression } from './nodes.ts';
import type { Token, TokenError, TokenKind } from './tokens.ts';
import { scanToken } from './tokens.ts';

/** What reading an expression gave: the tree, or (never both) what is wrong, in the words of Azure's engine. */
export interface ExpressionResult {
  readonly expression?: ArmExpression;
  readonly problems: readonly SyntaxProblem[];
}

/** Calls and accesses nested deeper than this are refused: consumers of the tree may recurse. */
const maximumExpressionDepth = 500;

/**
 * True when the value of a JSON string is an expression: it starts with `[` (but not `[[`) and ends with `]`
 * (https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions).
 */
export function isExpression(value: string): boolean {
  const length = value.length;
  return length > 1 && value.charCodeAt(0) === 91 && value.charCodeAt(length - 1) === 93 && value.charCodeAt(1) !== 91;
}

/** The text that a string which is no expression stands for: `[[a]` is an escaped `[a]`; everything else is itself. */
export function literalText(value: string): string {
  return value.startsWith('[[') && value.endsWith(']') ? value.slice(1) : value;
}

/**
 * Reads an expression; `value` is the whole text of the JSON string, brackets included, and all offsets are into it. Refuses what
 * Azure's engine refuses, with its messages. Never throws.
 */
export function parseArmExpression(value: string): ExpressionResult {
  const reader = new ExpressionReader(value.slice(1, -1));
  const expression = reader.read();
  if (expression !== undefined) return { expression, problems: [] };
  const { message, start, end } = reader.error;
  return {
    problems: [{ code: 'expression-syntax', level: 'error', message, span: { start: start + 1, end: end + 1 } }],
  };
}

/** The offset of the first character of an expression in its string: behind the opening bracket. */
const shift = 1;

class ExpressionReader {
  readonly #text: string;
  #token: Token | TokenError;
  #depth = 0;
  /** Height of the tree returned last: a chain `a.b.c` is as deep as nested calls are. */
  #height = 0;
  #error: TokenError | undefined;

  constructor(text: string) {
    this.#text = text;
    this.#token = scanToken(text, 0);
  }

  /** Why `read` returned nothing. */
  get error(): TokenError {
    return this.#error ?? { kind: 'error', start: 0, end: 0, message: 'The language expression is not valid.' };
  }

  read(): ArmExpression | undefined {
    const expression = this.#expression();
    if (expression === undefined || this.#take('EndOfData') === undefined) return undefined;
    return expression;
  }

  #expression(): ArmExpression | undefined {
    if (this.#depth >= maximumExpressionDepth) return this.#tooDeep();
    this.#depth++;
    const expression = this.#operand();
    this.#depth--;
    return expression;
  }

  #operand(): ArmExpression | undefined {
    const token = this.#token;
    const start = token.start + shift;
    const end = token.end + shift;
    this.#height = 1;
    if (token.kind === 'Literal') {
      this.#next(token.end);
      return { kind: 'string', start, end, value: token.value };
    }
    if (token.kind === 'Integer') {
      this.#next(token.end);
      return { kind: 'number', start, end, text: token.value };
    }
    const call = this.#call();
    return call === undefined ? undefined : this.#accesses(call);
  }

  #call(): ArmCall | undefined {
    const first = this.#take('Identifier');
    if (first === undefined) return undefined;
    let name = first;
    let namespace: string | undefined;
    if (this.#token.kind === 'Dot') {
      this.#next(this.#token.end);
      const second = this.#take('Identifier');
      if (second === undefined) return undefined;
      namespace = first.value;
      name = second;
    }
    if (this.#take('LeftParenthesis') === undefined) return undefined;
    const args = this.#arguments();
    const close = args === undefined ? undefined : this.#take('RightParenthesis');
    if (args === undefined || close === undefined) return undefined;
    const node: ArmCall = {
      kind: 'call',
      start: first.start + shift,
      end: close.end + shift,
      name: name.value,
      nameStart: first.start + shift,
      nameEnd: name.end + shift,
      arguments: args,
    };
    return namespace === undefined ? node : { ...node, namespace };
  }

  #arguments(): readonly ArmExpression[] | undefined {
    if (this.#token.kind === 'RightParenthesis') return [];
    const first = this.#expression();
    if (first === undefined) return undefined;
    // Most calls have one argument: a list that began empty would reserve room for 17.
    const args = [first];
    let height = this.#height;
    while (this.#token.kind === 'Comma') {
      this.#next(this.#token.end);
      const argument = this.#expression();
      if (argument === undefined) return undefined;
      args.push(argument);
      height = Math.max(height, this.#height);
    }
    if (height >= maximumExpressionDepth) return this.#tooDeep();
    this.#height = height + 1;
    return args;
  }

  /** `.name` and `[key]`, any number of them. */
  #accesses(call: ArmCall): ArmExpression | undefined {
    let base: ArmExpression = call;
    for (;;) {
      const height = this.#height;
      const opening = this.#token.kind;
      if (opening !== 'Dot' && opening !== 'LeftSquareBracket') return base;
      if (height >= maximumExpressionDepth) return this.#tooDeep();
      this.#next(this.#token.end);
      const key = opening === 'Dot' ? this.#propertyName() : this.#expression();
      if (key === undefined) return undefined;
      this.#height = Math.max(height, this.#height) + 1;
      let end = key.end;
      if (opening === 'LeftSquareBracket') {
        const close = this.#take('RightSquareBracket');
        if (close === undefined) return undefined;
        end = close.end + shift;
      }
      base = { kind: 'member', start: call.start, end, base, key };
    }
  }

  #propertyName(): ArmExpression | undefined {
    const name = this.#take('Identifier');
    if (name === undefined) return undefined;
    return { kind: 'string', start: name.start + shift, end: name.end + shift, value: name.value };
  }

  /** The current token when it is of this kind, moving on; else notes the error. */
  #take(expected: TokenKind): Token | undefined {
    const token = this.#token;
    if (token.kind === 'error') {
      this.#error ??= token;
      return undefined;
    }
    if (token.kind !== expected) {
      const message = `Unable to parse language expression '${this.#text}': expected token '${expected}' and actual '${token.kind}'.`;
      this.#error ??= { kind: 'error', start: token.start, end: token.end, message };
      return undefined;
    }
    this.#next(token.end);
    return token;
  }

  #next(position: number): void {
    this.#token = scanToken(this.#text, position);
  }

  #tooDeep(): undefined {
    const { start, end } = this.#token;
    const message = `The expression is nested more than ${maximumExpressionDepth} levels deep: it was not read`;
    this.#error ??= { kind: 'error', start, end, message };
    return undefined;
  }
}
