import { isEmpty, setOf } from './cursor.ts';
import { type Allowed, LiteralParser, type LoopVariables } from './literal-parser.ts';
import * as message from './messages.ts';
import type {
  BooleanExpression,
  CallExpression,
  Expression,
  Identifier,
  IntegerExpression,
  LambdaExpression,
  NullExpression,
  ParenthesizedExpression,
} from './nodes.ts';
import * as T from './token-kind.ts';

const ARGUMENT_END = setOf(T.NewLine, T.Comma, T.RightParen);
const LAMBDA_END = setOf(T.NewLine, T.RightParen);
const IN_PARENTHESES = setOf(T.StringRight, T.RightBrace, T.RightParen, T.RightSquare, T.NewLine, T.Comma);
/** Words that begin a declaration: a lambda without a body does not take the next line for it. */
const DECLARATION_WORDS = ['assert', 'import', 'metadata', 'param', 'var', 'resource', 'output', 'module', 'type'];
const LARGEST_INTEGER = '18446744073709551615';

/** Reads the expressions that are no operators: names, calls, lambdas, literals and what is in parentheses. */
export abstract class PrimaryParser extends LiteralParser {
  /** Arguments and brackets of a call; the caller has seen the opening one. */
  protected call(allowed: Allowed, name: Identifier, base: Expression | undefined, safe: boolean): CallExpression {
    this.advance();
    const args: Expression[] = [];
    this.listInBrackets(T.RightParen, () => args.push(this.expressionOrSkip(allowed, false, ARGUMENT_END)));
    if (this.kind === T.RightParen) this.advance();
    else this.problemHere(message.expectedCharacter[')']);
    const end = this.previousEnd;
    if (base === undefined) return { kind: 'call', safe, name, arguments: args, start: name.start, end };
    return { kind: 'call', base, safe, name, arguments: args, start: base.start, end };
  }

  /** Items with commas between them, up to (not over) `closing`; line breaks may follow a comma and precede the end. */
  protected listInBrackets(closing: number, readItem: () => void): void {
    if (this.kind === closing) return;
    this.skipNewLines();
    while (this.kind !== T.EndOfFile && this.kind !== closing) {
      readItem();
      if (this.kind === T.EndOfFile || this.kind === closing) return;
      if (this.kind === T.NewLine) {
        const next = this.kinds[this.pastCommentLines()] ?? T.EndOfFile;
        // The list was never closed: what is missing is said at the end of its last line.
        if (next === T.EndOfFile) return;
        if (next !== closing) this.problemHere(message.expectedComma);
        this.skipNewLines();
      } else if (this.kind === T.Comma) {
        this.advance();
        this.skipNewLines();
        if (this.kind === closing) readItem();
      } else this.problemHere(message.expectedNewLineOrComma);
    }
  }

  /** Index of the token after this line break and the lines after it that hold nothing but a comment. */
  private pastCommentLines(): number {
    let at = this.position + 1;
    while (this.kinds[at] === T.NewLine && this.hasCommentBefore(at)) at++;
    return at;
  }

  private hasCommentBefore(position: number): boolean {
    const gap = this.text.slice(this.ends[position - 1], this.starts[position]);
    return gap.includes('/');
  }

  protected primary(allowed: Allowed): Expression | undefined {
    switch (this.kind) {
      case T.Identifier:
        return this.named(allowed);
      case T.StringComplete:
      case T.StringLeft:
        return this.stringOrSkipped();
      case T.LeftBrace:
        return allowed === 'simple' ? this.fail(message.complexLiteralsNotAllowed) : this.object(allowed);
      case T.LeftSquare:
        if (allowed === 'simple') return this.fail(message.complexLiteralsNotAllowed);
        return this.isWordAt(this.pastNewLines(this.position + 1), 'for') ? this.loop(allowed, false) : this.array();
      case T.LeftParen:
        return this.parenthesizedOrLambda(allowed);
      default:
        return this.literal() ?? this.fail(message.unrecognizedExpression);
    }
  }

  private stringOrSkipped(): Expression {
    const start = this.start;
    const read = this.string();
    return read ?? { kind: 'missing', start, end: Math.max(start, this.previousEnd) };
  }

  /** A number, `true`, `false` or `null`, or `undefined` (without a failure noted). */
  protected literal(): IntegerExpression | BooleanExpression | NullExpression | undefined {
    const start = this.start;
    const end = this.end;
    switch (this.kind) {
      case T.Integer:
        return this.integer();
      case T.True:
      case T.False: {
        const value = this.kind === T.True;
        this.advance();
        return { kind: 'boolean', value, start, end };
      }
      case T.Null:
        this.advance();
        return { kind: 'null', start, end };
      default:
        return undefined;
    }
  }

  /** A number; one above 64 bits is a problem, and stays as written. */
  private integer(): IntegerExpression {
    const start = this.start;
    const end = this.end;
    const text = this.text.slice(start, end);
    this.advance();
    const digits = text.replace(/^0+/, '');
    if (digits.length > 19 && (digits.length > 20 || digits > LARGEST_INTEGER)) {
      this.problem(message.invalidInteger, start, end);
    }
    return { kind: 'integer', text, start, end };
  }

  private named(allowed: Allowed): Expression {
    const identifier = this.takeIdentifier();
    if (this.kind === T.LeftParen) return this.call(allowed, identifier, undefined, false);
    if (this.kind === T.Arrow) return this.lambda([identifier], identifier.start);
    return { kind: 'variable', name: identifier.name, start: identifier.start, end: identifier.end };
  }

  private lambda(parameters: readonly Identifier[], start: number): LambdaExpression {
    this.advance();
    this.newLinesBeforeBody();
    const body = this.expressionOrSkip('literals', false, LAMBDA_END);
    return { kind: 'lambda', parameters, body, start, end: Math.max(body.end, this.previousEnd) };
  }

  /** The body of a lambda may begin on the next line, unless a declaration stands there. */
  protected newLinesBeforeBody(): void {
    const next = this.pastNewLines(this.position);
    if (!DECLARATION_WORDS.some((word) => this.isWordAt(next, word))) this.skipNewLines();
  }

  protected override parenthesized(allowed: Allowed): ParenthesizedExpression | undefined {
    const start = this.start;
    if (!this.expect(T.LeftParen, message.expectedCharacter['('])) return undefined;
    return this.closeParenthesized(start, this.parenthesizedItems(allowed, true));
  }

  private parenthesizedOrLambda(allowed: Allowed): Expression {
    const start = this.start;
    this.advance();
    const list = this.parenthesizedItems(allowed, true);
    if (this.kind !== T.Arrow) return this.closeParenthesized(start, list);
    // What is no name in a list of parameters is passed over in silence, as the official parser does.
    const parameters = list.items.filter((item) => item.kind === 'variable');
    return this.lambda(parameters, start);
  }

  private closeParenthesized(start: number, list: ParenthesizedItems): ParenthesizedExpression {
    const end = this.previousEnd;
    const [only] = list.items;
    if (list.tokens === 0 && list.items.length === 1 && only !== undefined) {
      return { kind: 'parenthesized', expression: only, start, end };
    }
    const empty = list.tokens === 0 && list.items.length === 0;
    const expression: Expression = { kind: 'missing', start: list.start, end: empty ? list.start : list.end };
    // A lone line break or comma is passed over by the official parser; it is still no expression.
    this.problem(message.parenthesesNeedOneItem, expression.start, expression.end);
    return { kind: 'parenthesized', expression, start, end };
  }

  /** Expressions with commas (and, if allowed, line breaks) between them, and the closing bracket. */
  protected parenthesizedItems(allowed: Allowed, newLines: boolean): ParenthesizedItems {
    const first = this.position;
    const start = this.previousEnd;
    const items: Expression[] = [];
    let tokens = newLines ? this.countNewLines() : 0;
    let suppress = false;
    while (this.kind !== T.RightParen) {
      const item = this.expressionOrSkip(allowed, false, IN_PARENTHESES);
      items.push(item);
      suppress = item.kind === 'missing' && isEmpty(item);
      if (newLines && this.kind === T.NewLine) {
        tokens += this.countNewLines();
        suppress = false;
      }
      if (this.kind !== T.Comma) break;
      this.advance();
      suppress = false;
      tokens++;
      if (newLines) tokens += this.countNewLines();
    }
    const end = this.position > first ? this.previousEnd : start;
    const closed = this.closeParen(suppress);
    return { items, tokens, closed, start: this.position > first ? (this.starts[first] ?? start) : start, end };
  }

  private countNewLines(): number {
    const before = this.position;
    this.skipNewLines();
    return this.position - before;
  }

  protected override loopVariables(): LoopVariables {
    if (this.kind === T.Identifier) return { item: this.takeIdentifier(), valid: true };
    const start = this.start;
    if (this.kind !== T.LeftParen) {
      this.problemHere(message.expectedLoopVariable);
      return { item: { name: '', ...this.nothingHere() }, valid: false };
    }
    const known = this.problems.length;
    this.advance();
    const { items, closed } = this.parenthesizedItems('simple', false);
    const [item, index] = items.map((each) =>
      each.kind === 'variable' ? each : { name: '', start: each.start, end: each.end },
    );
    if (closed && items.length !== 2 && this.problems.length === known) {
      this.problem(message.expectedTwoLoopVariables(items.length), start, this.previousEnd);
    }
    const valid = this.problems.length === known;
    if (item === undefined) return { item: { name: '', start, end: start }, valid };
    return index === undefined ? { item, valid } : { item, index, valid };
  }
}

/** What stands between parentheses: expressions, and how many commas and line breaks. */
interface ParenthesizedItems {
  readonly items: readonly Expression[];
  readonly tokens: number;
  readonly closed: boolean;
  readonly start: number;
  readonly end: number;
}
