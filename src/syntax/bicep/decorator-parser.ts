import { setOf } from './cursor.ts';
import { ExpressionParser } from './expression-parser.ts';
import * as message from './messages.ts';
import type { Decorator, Expression } from './nodes.ts';
import * as T from './token-kind.ts';

const LINE = setOf(T.NewLine);
const NO_DECORATORS: readonly Decorator[] = [];

/** Reads decorators, which stand before declarations, properties of object types and items of tuples. */
export abstract class DecoratorParser extends ExpressionParser {
  /** Decorators, each on a line of its own. */
  protected decorators(): readonly Decorator[] {
    if (this.kind !== T.At) return NO_DECORATORS;
    const decorators: Decorator[] = [];
    while (this.kind === T.At) {
      const start = this.start;
      this.advance();
      const from = this.position;
      const known = this.problems.length;
      const expression: Expression = this.decoratorCall() ?? {
        kind: 'missing',
        ...this.recover(from, known, false, LINE),
      };
      decorators.push({ expression, start, end: Math.max(expression.end, this.previousEnd) });
      if (this.kind === T.EndOfFile) this.problemHere(message.expectedNewLine);
      this.endOfLine();
      this.skipNewLines();
    }
    return decorators;
  }

  /** The line must end here; what still stands on it is a problem, and skipped with its line break. */
  protected endOfLine(): void {
    if (this.kind === T.EndOfFile) return;
    this.expectOrSkip(T.NewLine, message.expectedNewLine, false, LINE);
    if (this.kinds[this.position - 1] !== T.NewLine && this.kind === T.NewLine) this.advance();
  }

  private decoratorCall(): Expression | undefined {
    if (this.kind !== T.Identifier) return this.fail(message.expectedDecoratorName);
    const name = this.takeIdentifier();
    let expression: Expression =
      this.kind === T.LeftParen
        ? this.call('literals', name, undefined, false)
        : { kind: 'variable', name: name.name, start: name.start, end: name.end };
    while (this.kind === T.Dot) {
      this.advance();
      const member = this.identifierOrEmpty(message.expectedMemberName);
      expression =
        this.kind === T.LeftParen
          ? this.call('literals', member, expression, false)
          : {
              kind: 'propertyAccess',
              base: expression,
              name: member,
              safe: false,
              start: expression.start,
              end: this.previousEnd,
            };
    }
    return expression;
  }
}
