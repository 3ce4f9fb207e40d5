import { isEmpty, setOf } from './cursor.ts';
import * as message from './messages.ts';
import type {
  AssertStatement,
  Decorator,
  Expression,
  FunctionParameter,
  FunctionStatement,
  Identifier,
  MetadataStatement,
  ModuleStatement,
  OutputStatement,
  ParameterStatement,
  ResourceStatement,
  Statement,
  TargetScopeStatement,
  TestStatement,
  TypeExpression,
} from './nodes.ts';
import { type Head, LINE, NAME_OR_LINE, StatementParser, VALUE_OR_LINE } from './statement-parser.ts';
import * as T from './token-kind.ts';

const STRING_OR_LINE = setOf(T.StringComplete, T.StringLeft, T.NewLine);
const BODY_OR_LINE = setOf(T.LeftBrace, T.NewLine);
const TYPE_END = setOf(T.Assignment, T.LeftBrace, T.NewLine);
const LAMBDA_END = setOf(T.NewLine, T.RightParen);
const PARAMETER_END = setOf(T.NewLine, T.Comma, T.RightParen);

/** Every word that begins a statement of a template. */
const WORDS: readonly string[] = [
  'targetScope',
  'metadata',
  'type',
  'param',
  'var',
  'func',
  'resource',
  'output',
  'module',
  'test',
  'import',
  'extension',
  'assert',
];

function decoratorName(expression: Expression): string {
  if (expression.kind === 'variable') return expression.name;
  return expression.kind === 'call' || expression.kind === 'propertyAccess' ? expression.name.name : '';
}

/** Reads `.bicep` files. */
export class TemplateParser extends StatementParser {
  protected override beginsStatement(position: number): boolean {
    return WORDS.some((word) => this.isWordAt(position, word));
  }

  protected override statement(head: Head): Statement | undefined {
    switch (this.kind === T.Identifier ? this.tokenText() : '') {
      case 'targetScope':
        return this.targetScope(head);
      case 'metadata':
        return this.metadata(head);
      case 'type':
        return this.typeDeclaration(head);
      case 'param':
        return this.parameter(head);
      case 'var':
        return this.variable(head);
      case 'func':
        return this.functionDeclaration(head);
      case 'resource':
        return this.resource(head);
      case 'output':
        return this.output(head);
      case 'module':
        return this.module(head);
      case 'test':
        return this.test(head);
      case 'import':
        return this.importOrExtension(head);
      case 'extension':
        return this.extension(head);
      case 'assert':
        return this.assertion(head);
      default:
        return this.noStatement(head);
    }
  }

  /** Decorators alone are a statement of their own kind; anything else is none. */
  private noStatement({ decorators, start }: Head): Statement | undefined {
    const last = decorators.at(-1);
    if (last === undefined) return this.fail(message.unrecognizedDeclaration);
    this.danglingDecorator(last);
    if (this.kind !== T.EndOfFile) {
      this.fail(message.unrecognizedDeclaration);
      this.recover(this.position, this.problems.length, false, LINE);
    }
    return { kind: 'missing', decorators, start, end: last.end };
  }

  /** Where a decorator or its line is itself broken, that has been said. */
  private danglingDecorator({ expression, start, end }: Decorator): void {
    const broken = this.problems.some(({ span }) => span.start >= start);
    if (!broken) this.problem(message.expectedAfterDecorator(decoratorName(expression)), start, end);
  }

  protected override nestedResource(): ResourceStatement | undefined {
    const from = this.position;
    const known = this.problems.length;
    const start = this.start;
    const decorators = this.decorators();
    if (this.isWord('resource')) {
      this.enter();
      const nested = this.resource({ decorators, start });
      this.leave();
      return nested;
    }
    const last = decorators.at(-1);
    if (last !== undefined) this.danglingDecorator(last);
    else {
      this.fail(message.unrecognizedDeclaration);
      this.recover(from, known, false, LINE);
    }
    return undefined;
  }

  private targetScope(head: Head): TargetScopeStatement {
    this.advance();
    this.assignment(false);
    const value = this.expressionOrSkip('literals', false, LINE);
    return { kind: 'targetScope', value, ...head, end: this.previousEnd };
  }

  private metadata(head: Head): MetadataStatement {
    this.advance();
    const name = this.identifierOrSkip(message.expectedMetadataIdentifier, VALUE_OR_LINE);
    const value = this.assignedValue(name);
    return { kind: 'metadata', name, value, ...head, end: this.previousEnd };
  }

  private assertion(head: Head): AssertStatement {
    this.advance();
    const name = this.identifierOrSkip(message.expectedAssertIdentifier, VALUE_OR_LINE);
    const value = this.assignedValue(name);
    return { kind: 'assert', name, value, ...head, end: this.previousEnd };
  }

  private parameter(head: Head): ParameterStatement {
    this.advance();
    const name = this.identifierOrSkip(message.expectedParameterIdentifier, NAME_OR_LINE);
    const type = this.typeOrSkip(isEmpty(name), TYPE_END);
    let defaultValue: Expression | undefined;
    if (this.kind === T.Assignment) {
      this.advance();
      defaultValue = this.expressionOrSkip('literals', false, LINE);
    } else if (!this.atLineEnd()) {
      const from = this.position;
      this.fail(message.expectedParameterContinuation);
      this.recover(from, this.problems.length, isEmpty(type), LINE);
    }
    const end = this.previousEnd;
    if (defaultValue === undefined) return { kind: 'param', name, type, ...head, end };
    return { kind: 'param', name, type, defaultValue, ...head, end };
  }

  private output(head: Head): OutputStatement {
    this.advance();
    const name = this.identifierOrSkip(message.expectedOutputIdentifier, NAME_OR_LINE);
    const type = this.typeOrSkip(isEmpty(name), VALUE_OR_LINE, true);
    const value = this.assignedValue(type);
    return { kind: 'output', name, type, value, ...head, end: this.previousEnd };
  }

  private resource(head: Head): ResourceStatement {
    const keyword = { start: this.start, end: this.end };
    this.advance();
    const name = this.identifierOrSkip(message.expectedResourceIdentifier, STRING_OR_LINE);
    const type = this.stringOrSkip(message.expectedResourceType, isEmpty(name), VALUE_OR_LINE);
    const existing = this.isWord('existing');
    if (existing) this.advance();
    const assignment = this.assignment(isEmpty(type), BODY_OR_LINE);
    if (assignment.found) this.newLinesBeforeIf();
    const value = this.body('resources', isEmpty(assignment));
    return { kind: 'resource', keyword, name, type, existing, value, ...head, end: this.previousEnd };
  }

  private module(head: Head): ModuleStatement {
    const keyword = { start: this.start, end: this.end };
    this.advance();
    const name = this.identifierOrSkip(message.expectedModuleIdentifier, STRING_OR_LINE);
    const path = this.stringOrSkip(message.expectedModulePath, isEmpty(name), VALUE_OR_LINE);
    const assignment = this.assignment(isEmpty(path), BODY_OR_LINE);
    this.newLinesBeforeIf();
    const value = this.body('literals', isEmpty(assignment));
    return { kind: 'module', keyword, name, path, value, ...head, end: this.previousEnd };
  }

  private newLinesBeforeIf(): void {
    if (this.isWordAt(this.pastNewLines(this.position), 'if')) this.skipNewLines();
  }

  /** The object, condition or loop of a resource or module. */
  private body(allowed: 'literals' | 'resources', suppress: boolean): Expression {
    const from = this.position;
    const known = this.problems.length;
    let read: Expression | undefined;
    if (this.kind === T.LeftBrace) read = this.object(allowed);
    else if (this.kind === T.LeftSquare) read = this.loop(allowed, true);
    else if (this.isWord('if')) read = this.condition(allowed, false);
    else this.fail(message.expectedBodyIfOrLoop);
    return read ?? { kind: 'missing', ...this.recover(from, known, suppress, LINE) };
  }

  private test(head: Head): TestStatement {
    this.advance();
    const name = this.identifierOrSkip(message.expectedTestIdentifier, STRING_OR_LINE);
    const path = this.stringOrSkip(message.expectedTestPath, isEmpty(name), VALUE_OR_LINE);
    const assignment = this.assignment(isEmpty(path), BODY_OR_LINE);
    const from = this.position;
    const known = this.problems.length;
    const value = this.object('literals') ?? {
      kind: 'missing' as const,
      ...this.recover(from, known, isEmpty(assignment), LINE),
    };
    return { kind: 'test', name, path, value, ...head, end: this.previousEnd };
  }

  private importOrExtension(head: Head): Statement {
    const next = this.peek(1);
    return next === T.StringComplete || next === T.StringLeft ? this.extension(head) : this.importStatement(head);
  }

  private functionDeclaration(head: Head): FunctionStatement {
    this.advance();
    const name = this.identifierOrSkip(message.expectedVariableIdentifier, VALUE_OR_LINE);
    const signature = this.signature(isEmpty(name));
    return { kind: 'func', name, ...signature, ...head, end: this.previousEnd };
  }

  private signature(suppress: boolean): Pick<FunctionStatement, 'parameters' | 'returns' | 'body'> {
    const from = this.position;
    if (!this.expect(T.LeftParen, message.expectedCharacter['('])) {
      const skipped = this.recover(from, this.problems.length, suppress, LINE);
      return { parameters: [], returns: { kind: 'missingType', ...skipped }, body: { kind: 'missing', ...skipped } };
    }
    const parameters = this.functionParameters();
    const returns = this.typeOrSkip(false, LAMBDA_END);
    const arrow = this.expectOrSkip(T.Arrow, message.expectedCharacter['=>'], false, LAMBDA_END);
    if (arrow.found) this.newLinesBeforeBody();
    const body = this.expressionOrSkip('literals', false, LAMBDA_END);
    return { parameters, returns, body };
  }

  private functionParameters(): readonly FunctionParameter[] {
    const parameters: FunctionParameter[] = [];
    this.skipNewLines();
    while (this.kind !== T.RightParen) {
      const name: Identifier = this.identifierOrEmpty(message.expectedVariableIdentifier);
      const type: TypeExpression = this.typeOrSkip(false, PARAMETER_END);
      parameters.push({ name, type, start: name.start, end: type.end });
      this.skipNewLines();
      if (this.kind !== T.Comma) break;
      this.advance();
      this.skipNewLines();
    }
    this.closeParen(false);
    return parameters;
  }
}
