import { isEmpty } from './cursor.ts';
import * as message from './messages.ts';
import type {
  ExtendsStatement,
  ExtensionConfigStatement,
  ParameterAssignment,
  ResourceStatement,
  Statement,
  UsingStatement,
} from './nodes.ts';
import { type Head, LINE, NAME_OR_LINE, StatementParser } from './statement-parser.ts';
import * as T from './token-kind.ts';

/** Every word that begins a statement of a parameter file. */
const WORDS: readonly string[] = ['using', 'extends', 'param', 'var', 'import', 'extensionConfig', 'extension', 'type'];

/** Reads `.bicepparam` files. */
export class ParametersParser extends StatementParser {
  protected override beginsStatement(position: number): boolean {
    return WORDS.some((word) => this.isWordAt(position, word));
  }

  protected override statement(head: Head): Statement | undefined {
    switch (this.kind === T.Identifier ? this.tokenText() : '') {
      case 'using':
        return this.using(this.undecorated(head));
      case 'extends':
        return this.extendsStatement(this.undecorated(head));
      case 'param':
        return this.parameter(this.undecorated(head));
      case 'var':
        return this.variable(head);
      case 'import':
        return this.importStatement(head);
      case 'extensionConfig':
        return this.extensionConfig(this.undecorated(head));
      case 'extension':
        return this.extension(head);
      case 'type':
        return this.typeDeclaration(head);
      default:
        return this.fail(message.unrecognizedParameterFileDeclaration);
    }
  }

  /** Resources are not declared in parameter files, so nothing ever asks for a nested one. */
  protected override nestedResource(): ResourceStatement | undefined {
    return undefined;
  }

  private undecorated(head: Head): Head {
    for (const { start, end } of head.decorators) this.problem(message.decoratorsNotAllowed, start, end);
    return head;
  }

  private using(head: Head): UsingStatement {
    this.advance();
    const path = this.usingPath();
    const empty = path !== 'none' && isEmpty(path);
    const config = this.atLineEnd() ? undefined : this.withClause(empty, message.expectedWithOrNewLine);
    const end = this.previousEnd;
    if (config === undefined) return { kind: 'using', path, ...head, end };
    return { kind: 'using', path, config, ...head, end };
  }

  private usingPath(): UsingStatement['path'] {
    if (this.isWord('none')) {
      this.advance();
      return 'none';
    }
    const { start, end } = this;
    if (this.kind === T.Identifier) {
      this.problem(message.expectedKeyword('none'), start, end);
      this.advance();
      return { kind: 'string', texts: [''], values: [], start, end };
    }
    if (this.kind === T.StringComplete) return this.stringOrSkip(message.expectedFilePath, false, LINE);
    this.problemHere(message.expectedSymbolList);
    return { kind: 'string', texts: [''], values: [], ...this.nothingHere() };
  }

  private extendsStatement(head: Head): ExtendsStatement {
    this.advance();
    const path = this.stringOrSkip(message.expectedExtendsPath, false, LINE);
    return { kind: 'extends', path, ...head, end: this.previousEnd };
  }

  private parameter(head: Head): ParameterAssignment {
    this.advance();
    const name = this.identifierOrSkip(message.expectedParameterIdentifier, NAME_OR_LINE);
    const value = this.assignedValue(name);
    return { kind: 'paramAssignment', name, value, ...head, end: this.previousEnd };
  }

  private extensionConfig(head: Head): ExtensionConfigStatement {
    this.advance();
    const name = this.identifierOrSkip(message.expectedExtensionAlias, NAME_OR_LINE);
    const config = this.withClause(isEmpty(name), message.expectedKeyword('with'));
    return { kind: 'extensionConfig', name, config, ...head, end: this.previousEnd };
  }
}
