import type {
  Decorator,
  Expression,
  Identifier,
  ImportStatement,
  ResourceStatement,
  Spread,
  Statement,
  StringExpression,
  TypeExpression,
} from '../../src/syntax/bicep/nodes.ts';

/** Statements in one line each, with brackets around every operator, so that a test sees what binds to what. */
export function printStatement(statement: Statement): string {
  const decorators = statement.decorators.map((decorator) => `${printDecorator(decorator)} `).join('');
  return decorators + undecorated(statement);
}

function undecorated(statement: Statement): string {
  switch (statement.kind) {
    case 'targetScope':
      return `targetScope = ${printExpression(statement.value)}`;
    case 'metadata':
    case 'assert':
      return `${statement.kind} ${statement.name.name} = ${printExpression(statement.value)}`;
    case 'param':
      return `param ${statement.name.name}: ${printType(statement.type)}${optional(' = ', statement.defaultValue)}`;
    case 'var': {
      const type = statement.type === undefined ? '' : `: ${printType(statement.type)}`;
      return `var ${statement.name.name}${type} = ${printExpression(statement.value)}`;
    }
    case 'output':
      return `output ${statement.name.name}: ${printType(statement.type)} = ${printExpression(statement.value)}`;
    case 'resource':
      return printResource(statement);
    case 'module':
    case 'test':
      return `${statement.kind} ${statement.name.name} ${printString(statement.path)} = ${printExpression(statement.value)}`;
    case 'type':
      return `type ${statement.name.name} = ${printType(statement.value)}`;
    case 'func': {
      const parameters = statement.parameters.map(({ name, type }) => `${name.name}: ${printType(type)}`).join(', ');
      return `func ${statement.name.name}(${parameters}): ${printType(statement.returns)} => ${printExpression(statement.body)}`;
    }
    case 'import':
      return `import ${printImported(statement)} from ${printString(statement.from)}`;
    case 'extension': {
      const alias = statement.alias === undefined ? '' : ` as ${statement.alias.name}`;
      return `extension ${printName(statement.specification)}${optional(' with ', statement.config)}${alias}`;
    }
    case 'extensionConfig':
      return `extensionConfig ${statement.name.name}${optional(' with ', statement.config)}`;
    case 'using': {
      const path = statement.path === 'none' ? 'none' : printString(statement.path);
      return `using ${path}${optional(' with ', statement.config)}`;
    }
    case 'extends':
      return `extends ${printString(statement.path)}`;
    case 'paramAssignment':
      return `param ${statement.name.name} = ${printExpression(statement.value)}`;
    case 'missing':
      return '<missing>';
  }
}

function printResource(statement: ResourceStatement): string {
  const existing = statement.existing ? ' existing' : '';
  return `resource ${statement.name.name} ${printString(statement.type)}${existing} = ${printExpression(statement.value)}`;
}

function printImported({ what }: ImportStatement): string {
  if (what.kind === 'wildcard') return `* as ${what.alias.name}`;
  const items = what.items.map(({ name, alias }) => printName(name) + (alias === undefined ? '' : ` as ${alias.name}`));
  return `{${items.join(', ')}}`;
}

function printDecorator({ expression }: Decorator): string {
  return `@${printExpression(expression)}`;
}

function optional(before: string, expression: Expression | undefined): string {
  return expression === undefined ? '' : before + printExpression(expression);
}

function printName(name: Identifier | StringExpression): string {
  return 'kind' in name ? printString(name) : name.name;
}

function printString({ texts, values }: StringExpression): string {
  const parts = texts.map((text, i) => {
    const value = values[i];
    return JSON.stringify(text).slice(1, -1) + (value === undefined ? '' : `\${${printExpression(value)}}`);
  });
  return `'${parts.join('')}'`;
}

function printExpression(node: Expression | Spread): string {
  switch (node.kind) {
    case 'string':
      return printString(node);
    case 'integer':
      return node.text;
    case 'boolean':
      return String(node.value);
    case 'null':
      return 'null';
    case 'variable':
      return node.name;
    case 'array':
      return `[${node.items.map(printExpression).join(', ')}]`;
    case 'spread':
      return `...${printExpression(node.value)}`;
    case 'object':
      return `{${node.members.map(printMember).join(', ')}}`;
    case 'for': {
      const variables = node.index === undefined ? node.item.name : `(${node.item.name}, ${node.index.name})`;
      return `[for ${variables} in ${printExpression(node.items)}: ${printExpression(node.body)}]`;
    }
    case 'if':
      return `if ${printExpression(node.condition)} ${printExpression(node.body)}`;
    case 'parenthesized':
      return `paren(${printExpression(node.expression)})`;
    case 'missing':
      return '<missing>';
    default:
      return printOperation(node);
  }
}

function printMember(
  member:
    | Spread
    | ResourceStatement
    | { readonly kind: 'property'; readonly key: Identifier | StringExpression; readonly value: Expression },
): string {
  if (member.kind === 'spread') return printExpression(member);
  if (member.kind === 'resource') return printStatement(member);
  return `${printName(member.key)}: ${printExpression(member.value)}`;
}

type Operation = Extract<
  Expression,
  {
    kind:
      | 'ternary'
      | 'binary'
      | 'unary'
      | 'call'
      | 'propertyAccess'
      | 'arrayAccess'
      | 'resourceAccess'
      | 'nonNull'
      | 'lambda';
  }
>;

function printOperation(node: Operation): string {
  switch (node.kind) {
    case 'ternary':
      return `(${printExpression(node.condition)} ? ${printExpression(node.then)} : ${printExpression(node.otherwise)})`;
    case 'binary':
      return `(${printExpression(node.left)} ${node.operator} ${printExpression(node.right)})`;
    case 'unary':
      return `(${node.operator}${printExpression(node.operand)})`;
    case 'call': {
      const base = node.base === undefined ? '' : `${printExpression(node.base)}${node.safe ? '.?' : '.'}`;
      return `${base}${node.name.name}(${node.arguments.map(printExpression).join(', ')})`;
    }
    case 'propertyAccess':
      return `${printExpression(node.base)}${node.safe ? '.?' : '.'}${node.name.name}`;
    case 'arrayAccess':
      return `${printExpression(node.base)}[${node.safe ? '?' : ''}${node.fromEnd ? '^' : ''}${printExpression(node.index)}]`;
    case 'resourceAccess':
      return `${printExpression(node.base)}::${node.name.name}`;
    case 'nonNull':
      return `${printExpression(node.base)}!`;
    case 'lambda':
      return `(${node.parameters.map(({ name }) => name).join(', ')}) => ${printExpression(node.body)}`;
  }
}

function printType(node: TypeExpression): string {
  switch (node.kind) {
    case 'typeName':
      return node.name;
    case 'typeLiteral':
      return printExpression(node.value);
    case 'typeUnion':
      return `(${node.members.map(printType).join(' | ')})`;
    case 'typeArray':
      return `${printType(node.item)}[]`;
    case 'typeTuple':
      return `[${node.items.map((item) => decorated(item.decorators, printType(item.type))).join(', ')}]`;
    case 'typeObject':
      return `{${node.properties
        .map(({ decorators, key, type }) =>
          decorated(decorators, `${key === '*' ? '*' : printName(key)}: ${printType(type)}`),
        )
        .join(', ')}}`;
    case 'typeNullable':
      return `${printType(node.base)}?`;
    case 'typeNonNull':
      return `${printType(node.base)}!`;
    case 'typeNegation':
      return `(${node.operator}${printType(node.operand)})`;
    case 'typeParenthesized':
      return `paren(${printType(node.type)})`;
    case 'typeMember':
      return `${printType(node.base)}.${node.name === '*' ? '*' : node.name.name}`;
    case 'typeItem':
      return `${printType(node.base)}[${node.index === '*' ? '*' : node.index.text}]`;
    case 'typeInstantiation':
      return `${printType(node.base)}<${node.arguments.map(printType).join(', ')}>`;
    case 'resourceType':
      return `resource${node.type === undefined ? '' : ` ${printString(node.type)}`}`;
    case 'missingType':
      return '<missing>';
  }
}

function decorated(decorators: readonly Decorator[], text: string): string {
  return [...decorators.map(printDecorator), text].join(' ');
}
