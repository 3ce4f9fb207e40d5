import { isEmpty, setOf } from './cursor.ts';
import type { Allowed } from './literal-parser.ts';
import * as message from './messages.ts';
import type { BinaryOperator, Expression, TernaryExpression } from './nodes.ts';
import { PrimaryParser } from './primary-parser.ts';
import * as T from './token-kind.ts';

const OPERAND_END = setOf(T.StringRight, T.RightBrace, T.RightParen, T.RightSquare, T.NewLine);
const THEN_END = OPERAND_END | setOf(T.Colon);

const OPERATORS: readonly (readonly [number, number, BinaryOperator])[] = [
  [T.Percent, 100, '%'],
  [T.Asterisk, 100, '*'],
  [T.Slash, 100, '/'],
  [T.Plus, 90, '+'],
  [T.Minus, 90, '-'],
  [T.RightChevron, 80, '>'],
  [T.GreaterOrEqual, 80, '>='],
  [T.LeftChevron, 80, '<'],
  [T.LessOrEqual, 80, '<='],
  [T.Equals, 70, '=='],
  [T.NotEquals, 70, '!='],
  [T.EqualsInsensitive, 70, '=~'],
  [T.NotEqualsInsensitive, 70, '!~'],
  [T.And, 50, '&&'],
  [T.Or, 40, '||'],
  [T.Coalesce, 30, '??'],
];
const PRECEDENCE = new Uint8Array(T.Count);
const OPERATOR: BinaryOperator[] = [];
for (const [kind, precedence, operator] of OPERATORS) {
  PRECEDENCE[kind] = precedence;
  OPERATOR[kind] = operator;
}

/** Reads expressions: operators and member access over the primary ones. */
export abstract class ExpressionParser extends PrimaryParser {
  protected override expression(allowed: Allowed): Expression | undefined {
    this.enter();
    const condition = this.binary(allowed, 0);
    const read = condition === undefined ? undefined : this.ternary(allowed, condition);
    this.leave();
    return read;
  }

  private ternary(allowed: Allowed, condition: Expression): Expression {
    if (this.kind === T.NewLine && this.peekPastNewLines() === T.Question) this.skipNewLines();
    if (this.kind !== T.Question) return condition;
    this.advance();
    const then = this.expressionOrSkip(allowed, false, THEN_END);
    if (then.kind !== 'missing' && this.peekPastNewLines() === T.Colon) this.skipNewLines();
    const thenEmpty = then.kind === 'missing' && isEmpty(then);
    const colon = this.expectOrSkip(T.Colon, message.expectedCharacter[':'], thenEmpty, OPERAND_END);
    const otherwise = this.expressionOrSkip(allowed, !colon.found && isEmpty(colon), OPERAND_END);
    const node: TernaryExpression = {
      kind: 'ternary',
      condition,
      // oxlint-disable-next-line unicorn/no-thenable -- a part of `a ? b : c`; nodes are never awaited
      then,
      otherwise,
      start: condition.start,
      end: Math.max(otherwise.end, colon.end),
    };
    return node;
  }

  private binary(allowed: Allowed, above: number): Expression | undefined {
    let left = this.unary(allowed);
    if (left === undefined) return undefined;
    for (;;) {
      const kind = this.kind;
      const precedence = PRECEDENCE[kind] ?? 0;
      const operator = OPERATOR[kind];
      if (precedence <= above || operator === undefined) return left;
      this.advance();
      const from = this.position;
      const known = this.problems.length;
      this.enter();
      const right: Expression = this.binary(allowed, precedence) ?? this.missingOperand(from, known);
      this.leave();
      left = { kind: 'binary', operator, left, right, start: left.start, end: Math.max(right.end, this.previousEnd) };
    }
  }

  private missingOperand(from: number, known: number): Expression {
    return { kind: 'missing', ...this.recover(from, known, false, OPERAND_END) };
  }

  private unary(allowed: Allowed): Expression | undefined {
    if (this.kind !== T.Exclamation && this.kind !== T.Minus) return this.member(allowed);
    const operator = this.kind === T.Minus ? '-' : '!';
    const start = this.start;
    this.advance();
    const from = this.position;
    const known = this.problems.length;
    const operand = this.member(allowed) ?? this.missingOperand(from, known);
    return { kind: 'unary', operator, operand, start, end: this.previousEnd };
  }

  private member(allowed: Allowed): Expression | undefined {
    let base = this.primary(allowed);
    while (base !== undefined) {
      switch (this.kind) {
        case T.LeftSquare:
          base = this.index(allowed, base);
          break;
        case T.Dot:
          base = this.dotted(allowed, base);
          break;
        case T.DoubleColon: {
          this.advance();
          const name = this.identifierOrEmpty(message.expectedMemberName);
          base = { kind: 'resourceAccess', base, name, start: base.start, end: this.previousEnd };
          break;
        }
        case T.Exclamation:
          this.advance();
          base = { kind: 'nonNull', base, start: base.start, end: this.previousEnd };
          break;
        default:
          return base;
      }
    }
    return undefined;
  }

  private index(allowed: Allowed, base: Expression): Expression | undefined {
    this.advance();
    const safe = this.takes(T.Question);
    const fromEnd = this.takes(T.Hat);
    let index: Expression | undefined;
    if (this.kind === T.RightSquare) {
      this.problemHere(message.emptyIndexer);
      index = { kind: 'missing', ...this.nothingHere() };
    } else index = this.expression(allowed);
    if (index === undefined || !this.expect(T.RightSquare, message.expectedCharacter[']'])) return undefined;
    return { kind: 'arrayAccess', base, index, safe, fromEnd, start: base.start, end: this.previousEnd };
  }

  private dotted(allowed: Allowed, base: Expression): Expression {
    this.advance();
    const markStart = this.start;
    const markEnd = this.end;
    const safe = this.takes(T.Question);
    const name = this.identifierOrEmpty(message.expectedMemberName);
    if (this.kind !== T.LeftParen) {
      return { kind: 'propertyAccess', base, name, safe, start: base.start, end: this.previousEnd };
    }
    const call = this.call(allowed, name, base, safe);
    if (safe) this.problem(message.safeCallNotPermitted, markStart, markEnd);
    return call;
  }
}
