import { type Due, isEmpty, setOf, TooDeep } from './cursor.ts';
import * as message from './messages.ts';
import type {
  BicepFile,
  Decorator,
  Expression,
  ExtensionStatement,
  Identifier,
  ImportItem,
  ImportList,
  ImportStatement,
  ImportWildcard,
  Statement,
  TypeStatement,
  VariableStatement,
} from './nodes.ts';
import * as T from './token-kind.ts';
import { TypeParser } from './type-parser.ts';

export const LINE = setOf(T.NewLine);
export const VALUE_OR_LINE = setOf(T.Assignment, T.NewLine);
export const NAME_OR_LINE = setOf(T.Identifier, T.NewLine);
const TYPE_END = setOf(T.Assignment, T.LeftBrace, T.NewLine);
const ALIAS_END = setOf(T.Comma, T.NewLine);

/** Unclosed brackets after which the rest of the file is read again; a limit, so that hostile files stay linear. */
const SWALLOW_LIMIT = 20;

/** The decorators of a statement, and where it begins with them. */
export interface Head {
  readonly decorators: readonly Decorator[];
  readonly start: number;
}

/** Reads a file as a list of statements, and those statements that templates and parameter files share. */
export abstract class StatementParser extends TypeParser {
  /** Reads the statement at an identifier or, after decorators, at any token; `undefined` with a failure noted if there is none. */
  protected abstract statement(head: Head): Statement | undefined;
  /** Whether a statement begins at the token `position`, at the start of a line. */
  protected abstract beginsStatement(position: number): boolean;

  /** How often the rest of the file was read again after an unclosed bracket. */
  private swallows = 0;

  /** Reads the whole file. */
  file(): BicepFile {
    const statements: Statement[] = [];
    while (this.kind !== T.EndOfFile) {
      if (this.kind === T.NewLine) this.advance();
      else statements.push(this.statementOrSkip());
    }
    return { statements, trivia: this.trivia, start: 0, end: this.text.length };
  }

  private statementOrSkip(): Statement {
    const from = this.position;
    const known = this.problems.length;
    const start = this.start;
    let decorators: readonly Decorator[] = [];
    try {
      decorators = this.decorators();
      const read = this.statement({ decorators, start });
      if (read !== undefined) {
        this.endOfLine();
        this.goBackToSwallowed(from, known);
        return read;
      }
    } catch (error) {
      if (!(error instanceof TooDeep)) throw error;
      this.abandon(from, known);
      return { kind: 'missing', decorators, start, end: Math.max(start, this.previousEnd) };
    }
    return { kind: 'missing', decorators, ...this.recover(from, known, false, LINE) };
  }

  /** After a text that nests too deep: says so at the place, and goes on at the next declaration. */
  private abandon(from: number, known: number): void {
    this.problems.length = known;
    this.problem(message.tooDeep, this.start, this.end);
    this.depth = 0;
    this.moveTo(this.nextStatement(Math.max(this.position, from + 1)));
  }

  /**
   * An unclosed bracket takes the rest of the file with it. What is missing has been said at the end of the file, where the
   * official parser says it; the declarations that were taken are read all the same, if there are not too many such brackets.
   */
  private goBackToSwallowed(from: number, known: number): void {
    if (this.kind !== T.EndOfFile || this.swallows >= SWALLOW_LIMIT || this.problems.length === known) return;
    let last = this.position - 1;
    while (this.kinds[last] === T.NewLine) last--;
    const contentEnd = this.ends[last] ?? 0;
    if (!this.problems.slice(known).some(({ span }) => span.start >= contentEnd)) return;
    this.swallows++;
    this.moveTo(this.nextStatement(from + 1));
  }

  /** Index of the first token from `position` on that begins a statement at the start of a line, or of the file's end. */
  private nextStatement(position: number): number {
    let at = position;
    while (this.kinds[at] !== T.EndOfFile && !this.isAtLineStart(at)) at++;
    return at;
  }

  private isAtLineStart(position: number): boolean {
    const before = this.text.charCodeAt((this.starts[position] ?? 0) - 1);
    if (before !== 10 && before !== 13) return false;
    return this.kinds[position] === T.At || this.beginsStatement(position);
  }

  /** `= value`, for all declarations that end so. */
  protected assignedValue(after: { readonly start: number; readonly end: number }): Expression {
    const assignment = this.assignment(isEmpty(after));
    return this.expressionOrSkip('literals', isEmpty(assignment), LINE);
  }

  protected assignment(suppress: boolean, stops: number = LINE): Due {
    return this.expectOrSkip(T.Assignment, message.expectedCharacter['='], suppress, stops);
  }

  protected variable(head: Head): VariableStatement {
    this.advance();
    const name = this.identifierOrSkip(message.expectedVariableIdentifier, NAME_OR_LINE);
    const typed = this.kind !== T.EndOfFile && this.kind !== T.NewLine && this.kind !== T.Assignment;
    const type = typed ? this.typeOrSkip(isEmpty(name), VALUE_OR_LINE) : undefined;
    const value = this.assignedValue(type ?? name);
    const end = this.previousEnd;
    if (type === undefined) return { kind: 'var', name, value, ...head, end };
    return { kind: 'var', name, type, value, ...head, end };
  }

  protected typeDeclaration(head: Head): TypeStatement {
    this.advance();
    const name = this.identifierOrSkip(message.expectedTypeIdentifier, VALUE_OR_LINE);
    this.assignment(isEmpty(name));
    const value = this.typeOrSkip(isEmpty(name), TYPE_END);
    return { kind: 'type', name, value, ...head, end: this.previousEnd };
  }

  protected importStatement(head: Head): ImportStatement {
    this.advance();
    const what = this.imported();
    const from = this.position;
    const known = this.problems.length;
    const path = this.expectWord('from')
      ? this.stringOrSkip(message.expectedModulePath, false, LINE)
      : { kind: 'string' as const, texts: [''], values: [], ...this.recover(from, known, false, LINE) };
    return { kind: 'import', what, from: path, ...head, end: this.previousEnd };
  }

  private imported(): ImportList | ImportWildcard {
    const from = this.position;
    const known = this.problems.length;
    const start = this.start;
    if (this.kind === T.LeftBrace || this.kind === T.Asterisk) {
      const read = this.kind === T.LeftBrace ? this.importList() : this.importWildcard();
      return read ?? { kind: 'list', items: [], ...this.recover(from, known, false, LINE) };
    }
    if (this.kind === T.EndOfFile || this.kind === T.NewLine || this.kind === T.Identifier) {
      this.problemHere(message.expectedSymbolList);
      return { kind: 'list', items: [], ...this.nothingHere() };
    }
    const end = this.end;
    this.advance();
    this.problem(message.expectedSymbolList, start, end);
    return { kind: 'list', items: [], start, end };
  }

  private importWildcard(): ImportWildcard | undefined {
    const start = this.start;
    this.advance();
    if (!this.expectWord('as')) return undefined;
    if (this.kind !== T.Identifier) return this.fail(message.expectedNamespaceIdentifier);
    const alias = this.takeIdentifier();
    return { kind: 'wildcard', alias, start, end: alias.end };
  }

  private importList(): ImportList | undefined {
    const start = this.start;
    this.advance();
    const items: ImportItem[] = [];
    for (let more = this.startItems(T.RightBrace); more; more = this.nextItem(T.RightBrace)) {
      items.push(this.importItem());
    }
    if (!this.expect(T.RightBrace, message.expectedCharacter['}'])) return undefined;
    return { kind: 'list', items, start, end: this.previousEnd };
  }

  private importItem(): ImportItem {
    const name = this.importedName();
    const isQuoted = 'kind' in name;
    if (!this.isWord('as')) {
      if (isQuoted) this.problem(message.importItemNeedsAlias, name.start, name.end);
      return { name, start: name.start, end: name.end };
    }
    this.advance();
    const alias = this.identifierOrSkip(message.expectedTypeIdentifier, ALIAS_END);
    return { name, alias, start: name.start, end: Math.max(alias.end, this.previousEnd) };
  }

  private importedName(): ImportItem['name'] {
    if (this.kind === T.Identifier) return this.takeIdentifier();
    const start = this.start;
    if (this.kind === T.StringComplete || this.kind === T.StringLeft) {
      const read = this.string();
      if (read !== undefined && read.values.length === 0) return read;
      if (read !== undefined) this.problem(message.compileTimeConstantRequired, start, this.previousEnd);
      return { name: '', start, end: this.previousEnd };
    }
    const end = this.end;
    this.advance();
    this.problem(message.expectedExportedSymbol, start, end);
    return { name: '', start, end };
  }

  /** `extension name with {...} as alias`; the word before it may be the older `import`. */
  protected extension(head: Head): ExtensionStatement {
    this.advance();
    const specification =
      this.kind === T.Identifier
        ? this.takeIdentifier()
        : this.stringOrSkip(message.expectedExtensionSpecification, false, LINE);
    const config = this.atLineEnd() || this.isWord('as') ? undefined : this.withClause(isEmpty(specification));
    const alias = this.atLineEnd() ? undefined : this.extensionAlias(config !== undefined && isEmpty(config));
    return {
      kind: 'extension',
      specification,
      ...(config === undefined ? {} : { config }),
      ...(alias === undefined ? {} : { alias }),
      ...head,
      end: this.previousEnd,
    };
  }

  protected atLineEnd(): boolean {
    return this.kind === T.EndOfFile || this.kind === T.NewLine;
  }

  /** `with {...}`. */
  protected withClause(suppress: boolean, fault: message.Fault = message.expectedWithOrAs): Expression {
    const from = this.position;
    const known = this.problems.length;
    if (!this.expectWord('with', fault)) return { kind: 'missing', ...this.recover(from, known, suppress, LINE) };
    const objectFrom = this.position;
    const objectKnown = this.problems.length;
    return this.object('literals') ?? { kind: 'missing', ...this.recover(objectFrom, objectKnown, false, LINE) };
  }

  private extensionAlias(suppress: boolean): Identifier {
    const from = this.position;
    if (!this.expectWord('as', message.expectedWithOrAs)) {
      return { name: '', ...this.recover(from, this.problems.length, suppress, LINE) };
    }
    return this.identifierOrSkip(message.expectedExtensionAlias, LINE);
  }
}
