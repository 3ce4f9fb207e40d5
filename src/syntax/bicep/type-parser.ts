import { isEmpty, setOf } from './cursor.ts';
import { DecoratorParser } from './decorator-parser.ts';
import * as message from './messages.ts';
import type {
  Identifier,
  ResourceType,
  StringExpression,
  TypeExpression,
  TypeInstantiation,
  TypeObject,
  TypeProperty,
  TypeTuple,
  TypeTupleItem,
} from './nodes.ts';
import * as T from './token-kind.ts';

const LINE = setOf(T.NewLine);
const IN_OBJECT = setOf(T.NewLine, T.RightBrace);
const IN_TUPLE = setOf(T.NewLine, T.RightSquare);
const KEY_END = setOf(T.Colon, T.NewLine, T.RightBrace);
const OPERAND_END = setOf(T.StringRight, T.RightBrace, T.RightParen, T.RightSquare, T.NewLine);
const IN_PARENTHESES = OPERAND_END | setOf(T.Comma);
const ARGUMENT_END = setOf(T.NewLine, T.Comma, T.RightChevron);
const RESOURCE_TYPE_END = setOf(T.Assignment, T.NewLine);

/** Reads type expressions. */
export abstract class TypeParser extends DecoratorParser {
  /** A type; where it is none, the text up to one of `stops`. */
  protected typeOrSkip(suppress: boolean, stops: number, resourceTypeOptional = false): TypeExpression {
    const from = this.position;
    const known = this.problems.length;
    const read = this.type(resourceTypeOptional);
    if (read !== undefined) return read;
    const { start, end } = this.recover(from, known, suppress, stops);
    return { kind: 'missingType', start, end };
  }

  private type(resourceTypeOptional: boolean): TypeExpression | undefined {
    if (this.isWord('resource') && this.peek(1) !== T.LeftChevron) return this.resourceType(resourceTypeOptional);
    return this.typeExpression();
  }

  private resourceType(optional: boolean): ResourceType {
    const start = this.start;
    this.advance();
    const isString = this.kind === T.StringComplete || this.kind === T.StringLeft;
    if (optional && !isString) return { kind: 'resourceType', start, end: this.previousEnd };
    const type = this.stringOrSkip(message.expectedResourceType, false, RESOURCE_TYPE_END);
    return { kind: 'resourceType', type, start, end: this.previousEnd };
  }

  /** A string; where there is none, or a broken one, an empty string over the text up to one of `stops`. */
  protected stringOrSkip(fault: message.Fault, suppress: boolean, stops: number): StringExpression {
    const from = this.position;
    const known = this.problems.length;
    const read = this.string();
    if (read !== undefined) return read;
    this.fail(fault, from);
    return { kind: 'string', texts: [''], values: [], ...this.recover(from, known, suppress, stops) };
  }

  private typeExpression(): TypeExpression | undefined {
    this.enter();
    const read = this.union();
    this.leave();
    return read;
  }

  /** A union may begin with `|`, and each `|` may stand on a line of its own. */
  private union(): TypeExpression | undefined {
    const start = this.atUnionMember() ? this.takePipe() : undefined;
    const first = this.nullable();
    if (first === undefined || (start === undefined && !this.atUnionMember())) return first;
    const members = [first];
    while (this.atUnionMember()) {
      this.takePipe();
      const from = this.position;
      const known = this.problems.length;
      if (this.kind === T.NewLine) {
        this.problemHere(message.expectedTypeLiteral);
        members.push({ kind: 'missingType', ...this.nothingHere() });
      } else members.push(this.nullable() ?? { kind: 'missingType', ...this.recover(from, known, false, LINE) });
    }
    return { kind: 'typeUnion', members, start: start ?? first.start, end: this.previousEnd };
  }

  private atUnionMember(): boolean {
    return this.kind === T.Pipe || (this.kind === T.NewLine && this.peek(1) === T.Pipe);
  }

  private takePipe(): number {
    this.skipNewLines();
    const start = this.start;
    this.advance();
    return start;
  }

  private nullable(): TypeExpression | undefined {
    let base = this.negation();
    while (base !== undefined && (this.kind === T.Question || this.kind === T.Exclamation)) {
      const kind = this.kind === T.Question ? 'typeNullable' : 'typeNonNull';
      this.advance();
      base = { kind, base, start: base.start, end: this.previousEnd };
    }
    return base;
  }

  private negation(): TypeExpression | undefined {
    if (this.kind !== T.Exclamation && this.kind !== T.Minus) return this.typeMember();
    const operator = this.kind === T.Minus ? '-' : '!';
    const start = this.start;
    this.advance();
    const from = this.position;
    const known = this.problems.length;
    const operand = this.typeMember() ?? { kind: 'missingType', ...this.recover(from, known, false, OPERAND_END) };
    return { kind: 'typeNegation', operator, operand, start, end: this.previousEnd };
  }

  private typeMember(): TypeExpression | undefined {
    let base = this.typePrimary();
    while (base !== undefined && (this.kind === T.LeftSquare || this.kind === T.Dot)) {
      base = this.kind === T.LeftSquare ? this.typeItem(base) : this.typeDotted(base);
    }
    return base;
  }

  private typeItem(base: TypeExpression): TypeExpression | undefined {
    this.advance();
    const start = base.start;
    if (this.kind === T.RightSquare) {
      this.advance();
      return { kind: 'typeArray', item: base, start, end: this.previousEnd };
    }
    const isAny = this.kind === T.Asterisk;
    if (isAny) this.advance();
    const index = isAny ? '*' : this.expression('simple');
    if (index === undefined || !this.expect(T.RightSquare, message.expectedCharacter[']'])) return undefined;
    const end = this.previousEnd;
    if (index === '*' || index.kind === 'integer') return { kind: 'typeItem', base, index, start, end };
    this.problem(message.typeIndexNotInteger, index.start, index.end);
    return { kind: 'missingType', start, end };
  }

  private typeDotted(base: TypeExpression): TypeExpression {
    this.advance();
    const start = base.start;
    if (this.kind === T.Asterisk) {
      this.advance();
      return { kind: 'typeMember', base, name: '*', start, end: this.previousEnd };
    }
    const name = this.identifierOrEmpty(message.expectedMemberName);
    const member: TypeExpression = { kind: 'typeMember', base, name, start, end: this.previousEnd };
    return this.kind === T.LeftChevron ? this.instantiation(member) : member;
  }

  private instantiation(base: TypeExpression): TypeInstantiation {
    this.advance();
    const args: TypeExpression[] = [];
    this.listInBrackets(T.RightChevron, () => args.push(this.memberTypeOrSkip(ARGUMENT_END)));
    if (this.kind === T.RightChevron) this.advance();
    else this.problemHere(message.expectedCharacter['>']);
    return { kind: 'typeInstantiation', base, arguments: args, start: base.start, end: this.previousEnd };
  }

  /** A type without the `resource '...'` form, which stands only in declarations. */
  private memberTypeOrSkip(stops: number, suppress = false): TypeExpression {
    const from = this.position;
    const known = this.problems.length;
    return this.typeExpression() ?? { kind: 'missingType', ...this.recover(from, known, suppress, stops) };
  }

  private typePrimary(): TypeExpression | undefined {
    switch (this.kind) {
      case T.Identifier: {
        const { name, start, end } = this.takeIdentifier();
        const named: TypeExpression = { kind: 'typeName', name, start, end };
        return this.kind === T.LeftChevron ? this.instantiation(named) : named;
      }
      case T.LeftBrace:
        return this.typeObject();
      case T.LeftSquare:
        return this.typeTuple();
      case T.LeftParen:
        return this.typeParenthesized();
      case T.StringComplete:
      case T.StringLeft: {
        const start = this.start;
        const value = this.string();
        if (value === undefined) return { kind: 'missingType', start, end: this.previousEnd };
        return { kind: 'typeLiteral', value, start, end: value.end };
      }
      default:
        return this.typeLiteral();
    }
  }

  private typeLiteral(): TypeExpression | undefined {
    const value = this.literal();
    if (value === undefined) return this.fail(message.unrecognizedType);
    return { kind: 'typeLiteral', value, start: value.start, end: value.end };
  }

  private typeParenthesized(): TypeExpression {
    const start = this.start;
    this.advance();
    const items: TypeExpression[] = [];
    const known = this.problems.length;
    const inside = this.start;
    let suppress = false;
    while (this.kind !== T.RightParen) {
      const item = this.memberTypeOrSkip(IN_PARENTHESES);
      items.push(item);
      suppress = item.kind === 'missingType' && isEmpty(item);
      if (this.kind !== T.Comma) break;
      suppress = false;
      this.advance();
    }
    const insideEnd = Math.max(inside, this.previousEnd);
    this.closeParen(suppress);
    const [type] = items;
    const end = this.previousEnd;
    if (type !== undefined && items.length === 1) return { kind: 'typeParenthesized', type, start, end };
    if (this.problems.length === known) this.problem(message.parenthesesNeedOneItem, inside, insideEnd);
    return { kind: 'missingType', start, end };
  }

  private typeObject(): TypeObject | undefined {
    const start = this.start;
    this.advance();
    const properties: TypeProperty[] = [];
    for (let more = this.startItems(T.RightBrace); more; more = this.nextItem(T.RightBrace)) {
      properties.push(this.typeProperty());
    }
    if (!this.expect(T.RightBrace, message.expectedCharacter['}'])) return undefined;
    return { kind: 'typeObject', properties, start, end: this.previousEnd };
  }

  private typeProperty(): TypeProperty {
    const start = this.start;
    const decorators = this.decorators();
    const key = this.typePropertyKey();
    const keyEmpty = key !== '*' && isEmpty(key);
    const colon = this.expectOrSkip(T.Colon, message.expectedCharacter[':'], keyEmpty, IN_OBJECT);
    const type = this.memberTypeOrSkip(IN_OBJECT, isEmpty(colon));
    return { key, type, decorators, start, end: Math.max(start, this.previousEnd) };
  }

  private typePropertyKey(): Identifier | StringExpression | '*' {
    if (this.kind === T.Identifier) return this.takeIdentifier();
    if (this.kind === T.Asterisk) {
      this.advance();
      return '*';
    }
    const from = this.position;
    const known = this.problems.length;
    if (this.kind === T.StringComplete || this.kind === T.StringLeft) {
      const read = this.string();
      if (read !== undefined) return read;
    }
    const wasString = this.position > from;
    this.fail(wasString ? message.expectedPropertyName : message.expectedPropertyNameOrMatcher, from);
    return { name: '', ...this.recover(from, known, false, KEY_END) };
  }

  private typeTuple(): TypeTuple | undefined {
    const start = this.start;
    this.advance();
    const items: TypeTupleItem[] = [];
    for (let more = this.startItems(T.RightSquare); more; more = this.nextItem(T.RightSquare)) {
      const itemStart = this.start;
      const decorators = this.decorators();
      const type = this.memberTypeOrSkip(IN_TUPLE);
      items.push({ type, decorators, start: itemStart, end: Math.max(itemStart, this.previousEnd) });
    }
    if (!this.expect(T.RightSquare, message.expectedCharacter[']'])) return undefined;
    return { kind: 'typeTuple', items, start, end: this.previousEnd };
  }
}
