import { Cursor, isEmpty, setOf } from './cursor.ts';
import type { Due } from './cursor.ts';
import * as message from './messages.ts';
import type {
  ArrayExpression,
  Expression,
  ForExpression,
  Identifier,
  IfCondition,
  ObjectExpression,
  ObjectProperty,
  ParenthesizedExpression,
  ResourceStatement,
  Spread,
  StringExpression,
} from './nodes.ts';
import { multiLineValue, singleLineValue } from './string-value.ts';
import * as T from './token-kind.ts';

/** What an expression may hold: nothing special, array and object literals, or nested resources as well. */
export type Allowed = 'simple' | 'literals' | 'resources';

const NO_VALUES: readonly Expression[] = [];
const LINE = setOf(T.NewLine);
const IN_ARRAY = setOf(T.NewLine, T.RightSquare);
const IN_OBJECT = setOf(T.NewLine, T.RightBrace);
const KEY_END = setOf(T.Colon, T.NewLine, T.RightBrace);
const ARRAY_SPREAD_END = setOf(T.Comma, T.NewLine, T.RightSquare);
const OBJECT_SPREAD_END = setOf(T.Comma, T.NewLine, T.RightBrace);
const INTERPOLATION_END = setOf(T.StringMiddle, T.StringRight, T.NewLine);
const LOOP_ITEMS_END = setOf(T.Colon, T.RightSquare, T.NewLine);
const CONDITION_END = setOf(T.LeftBrace, T.NewLine);
const LOOP_CONDITION_END = setOf(T.RightSquare, T.LeftBrace, T.NewLine);
const CLOSING_PAREN_END = setOf(T.StringRight, T.RightBrace, T.RightSquare, T.NewLine);

/** Reads what is written between brackets and quotes: arrays, objects, loops, conditions and strings. */
export abstract class LiteralParser extends Cursor {
  protected abstract expression(allowed: Allowed): Expression | undefined;
  protected abstract parenthesized(allowed: Allowed): ParenthesizedExpression | undefined;
  protected abstract nestedResource(): ResourceStatement | undefined;
  protected abstract loopVariables(): LoopVariables;

  /** An expression; where it is none, the text up to one of `stops`. */
  protected expressionOrSkip(allowed: Allowed, suppress: boolean, stops: number): Expression {
    const from = this.position;
    const known = this.problems.length;
    const read = this.expression(allowed);
    if (read !== undefined) return read;
    const { start, end } = this.recover(from, known, suppress, stops);
    return { kind: 'missing', start, end };
  }

  protected array(): ArrayExpression | undefined {
    const start = this.start;
    this.advance();
    const items: (Expression | Spread)[] = [];
    for (let more = this.startItems(T.RightSquare); more; more = this.nextItem(T.RightSquare)) {
      items.push(
        this.kind === T.Ellipsis ? this.spread(ARRAY_SPREAD_END) : this.expressionOrSkip('literals', false, IN_ARRAY),
      );
    }
    if (!this.expect(T.RightSquare, message.expectedCharacter[']'])) return undefined;
    return { kind: 'array', items, start, end: this.previousEnd };
  }

  private spread(stops: number): Spread {
    const start = this.start;
    this.advance();
    const value = this.expressionOrSkip('literals', false, stops);
    return { kind: 'spread', value, start, end: this.previousEnd };
  }

  protected object(allowed: Allowed): ObjectExpression | undefined {
    const start = this.start;
    if (!this.expect(T.LeftBrace, message.expectedCharacter['{'])) return undefined;
    const members: (ObjectProperty | Spread | ResourceStatement)[] = [];
    for (let more = this.startItems(T.RightBrace); more; more = this.nextItem(T.RightBrace)) {
      const member = this.objectMember(allowed);
      if (member !== undefined) members.push(member);
    }
    if (!this.expect(T.RightBrace, message.expectedCharacter['}'])) return undefined;
    return { kind: 'object', members, start, end: this.previousEnd };
  }

  private objectMember(allowed: Allowed): ObjectProperty | Spread | ResourceStatement | undefined {
    if (this.kind === T.Ellipsis) return this.spread(OBJECT_SPREAD_END);
    if (allowed === 'resources' && this.atNestedResource()) return this.nestedResource();
    const start = this.start;
    const key = this.propertyKey();
    const isWithoutColon = !this.takes(T.Colon) && isEmpty(this.withoutColon(isEmpty(key)));
    const value = this.expressionOrSkip('literals', isWithoutColon, IN_OBJECT);
    return { kind: 'property', key, value, start, end: Math.max(value.end, key.end) };
  }

  /** What was skipped where a colon is due. */
  private withoutColon(suppress: boolean): Due {
    return this.expectOrSkip(T.Colon, message.expectedCharacter[':'], suppress, IN_OBJECT);
  }

  /** `resource` begins a nested resource where a name follows, else it is a property. */
  private atNestedResource(): boolean {
    return this.kind === T.At || (this.isWord('resource') && this.peek(1) === T.Identifier);
  }

  private propertyKey(): Identifier | StringExpression {
    if (this.kind === T.Identifier) return this.takeIdentifier();
    const from = this.position;
    const known = this.problems.length;
    if (this.kind === T.StringComplete || this.kind === T.StringLeft) {
      const read = this.string();
      if (read !== undefined) return read;
    }
    this.fail(message.expectedPropertyName, from);
    const { start, end } = this.recover(from, known, false, KEY_END);
    return { name: '', start, end };
  }

  /** `[for ...]`; the caller has seen the bracket. In a declaration the body is an object or a condition. */
  protected loop(allowed: Allowed, ofDeclaration: boolean): ForExpression | undefined {
    const start = this.start;
    this.advance();
    this.skipNewLines();
    if (!this.expectWord('for')) {
      return undefined;
    }
    const variables = this.loopVariables();
    const inWord = this.wordOrSkip('in', !variables.valid, IN_ARRAY);
    const items = this.expressionOrSkip('literals', isEmpty(inWord), LOOP_ITEMS_END);
    const colon = this.expectOrSkip(T.Colon, message.expectedCharacter[':'], isMissing(items), IN_ARRAY);
    const body = this.loopBody(allowed, ofDeclaration, isEmpty(colon));
    if (body.kind !== 'missing') this.skipNewLines();
    this.expectOrSkip(T.RightSquare, message.expectedCharacter[']'], isMissing(body), IN_ARRAY);
    const { item, index } = variables;
    const end = this.previousEnd;
    if (index === undefined) return { kind: 'for', item, items, body, start, end };
    return { kind: 'for', item, index, items, body, start, end };
  }

  protected wordOrSkip(word: string, suppress: boolean, stops: number): { start: number; end: number } {
    const from = this.position;
    if (this.expectWord(word)) return this.skippedSince(from);
    return this.recover(from, this.problems.length, suppress, stops);
  }

  private loopBody(allowed: Allowed, ofDeclaration: boolean, suppress: boolean): Expression {
    if (!ofDeclaration) {
      return this.expressionOrSkip(allowed === 'simple' ? 'literals' : allowed, suppress, IN_ARRAY);
    }
    const from = this.position;
    const known = this.problems.length;
    let read: Expression | undefined;
    if (this.kind === T.LeftBrace) read = this.object(allowed);
    else if (this.isWord('if')) read = this.condition(allowed, true);
    else this.fail(message.expectedBodyOrIf);
    if (read !== undefined) return read;
    const { start, end } = this.recover(from, known, suppress, IN_ARRAY);
    return { kind: 'missing', start, end };
  }

  /** `if (condition) { ... }`; the caller has seen the word. */
  protected condition(allowed: Allowed, inLoop: boolean): IfCondition {
    const start = this.start;
    this.advance();
    const from = this.position;
    const known = this.problems.length;
    const read = this.parenthesized('literals');
    // Without its closing bracket the condition has been diagnosed; what follows would only repeat it.
    const closed = read !== undefined && this.kinds[this.position - 1] === T.RightParen;
    const condition: Expression = read ?? {
      kind: 'missing',
      ...this.recover(from, known, false, inLoop ? LOOP_CONDITION_END : CONDITION_END),
    };
    const bodyFrom = this.position;
    const bodyKnown = this.problems.length;
    const body: Expression = this.object(allowed) ?? {
      kind: 'missing',
      ...this.recover(bodyFrom, bodyKnown, !closed, inLoop ? IN_ARRAY : LINE),
    };
    return { kind: 'if', condition, body, start, end: this.previousEnd };
  }

  /** Consumes the closing bracket of a list in parentheses, or skips to where its surroundings go on. */
  protected closeParen(suppress: boolean): boolean {
    return this.expectOrSkip(T.RightParen, message.expectedCharacter[')'], suppress, CLOSING_PAREN_END).found;
  }

  /** A string, or `undefined` (without a failure noted) when there is none or it is broken, which the lexer has said. */
  protected string(): StringExpression | undefined {
    const start = this.start;
    if (this.kind === T.StringComplete) {
      const value = this.stringPart(start, T.StringComplete, 0);
      this.advance();
      if (value === undefined) return undefined;
      return { kind: 'string', texts: [value], values: NO_VALUES, start, end: this.previousEnd };
    }
    if (this.kind !== T.StringLeft) {
      this.skipInInterpolation();
      return undefined;
    }
    return this.interpolatedString();
  }

  private interpolatedString(): StringExpression | undefined {
    const start = this.start;
    const dollars = this.leadingDollars(start);
    const texts: (string | undefined)[] = [];
    const values: Expression[] = [];
    while (this.kind === T.StringLeft || this.kind === T.StringMiddle) {
      texts.push(this.stringPart(start, this.kind, dollars));
      this.advance();
      values.push(this.interpolation());
    }
    if (this.kind !== T.StringRight) return undefined;
    texts.push(this.stringPart(start, T.StringRight, dollars));
    this.advance();
    const complete = texts.filter((part) => part !== undefined);
    if (complete.length < texts.length) return undefined;
    return { kind: 'string', texts: complete, values, start, end: this.previousEnd };
  }

  private interpolation(): Expression {
    const read = this.expressionOrSkip('simple', false, INTERPOLATION_END);
    const kind = this.kind;
    if (kind === T.StringMiddle || kind === T.StringRight || kind === T.NewLine) return read;
    this.skipInInterpolation();
    return { kind: 'missing', start: read.start, end: this.previousEnd };
  }

  private skipInInterpolation(): void {
    const from = this.position;
    this.skipTo(INTERPOLATION_END);
    const { start, end } = this.skippedSince(from);
    this.problem(message.unexpectedInInterpolation, start, end);
  }

  private leadingDollars(start: number): number {
    let at = start;
    while (this.text.charCodeAt(at) === 36 /* $ */) at++;
    return at - start;
  }

  /** Value of the current token of the string that begins at `start`. */
  private stringPart(start: number, kind: number, dollars: number): string | undefined {
    const token = this.text.slice(this.start, this.end);
    const first = kind === T.StringComplete || kind === T.StringLeft;
    const last = kind === T.StringComplete || kind === T.StringRight;
    const quotes = start + (kind === T.StringComplete ? this.leadingDollars(start) : dollars);
    const multiLine = quotes > start || (this.text.startsWith("'''", start) && kind === T.StringComplete);
    if (!multiLine) return singleLineValue(token, 1, last ? "'" : '${');
    const opening = first ? quotes - start + 3 : 1;
    return multiLineValue(token, opening, last ? "'''" : `${'$'.repeat(dollars)}{`, first);
  }
}

/** `item`, or `(item, index)`; not valid when something was wrong with it. */
export interface LoopVariables {
  readonly item: Identifier;
  readonly index?: Identifier;
  readonly valid: boolean;
}

/** Whether `node` stands for text that is not there at all. */
function isMissing(node: Expression): boolean {
  return node.kind === 'missing' && isEmpty(node);
}
