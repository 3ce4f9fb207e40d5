import type * as bicep from '../../syntax/bicep/nodes.ts';
import { objectOf, propertyValue } from './lower/declaration-body.ts';
import { hasDecorator } from './lower/decorators.ts';

/**
 * Whether the official compiler writes a file with symbolic names (languageVersion 2.0): where it uses what only these know. The engine
 * then sees `existing` resources too. https://learn.microsoft.com/azure/azure-resource-manager/bicep/file
 */
export function usesSymbolicNames({ statements }: bicep.BicepFile): boolean {
  return statements.some(needsSymbolicNames);
}

function needsSymbolicNames(statement: bicep.Statement): boolean {
  switch (statement.kind) {
    case 'type':
    case 'func':
    case 'import':
    case 'extension':
      return true;
    case 'var':
      return statement.type !== undefined;
    case 'param':
      return isUserDefined(statement.type);
    case 'output':
      return isUserDefined(statement.type) || hasDecorator(statement.decorators, 'secure');
    case 'module':
      return propertyValue(objectOf(statement.value), 'name') === undefined;
    case 'resource':
      return (
        (statement.existing && propertyValue(objectOf(statement.value), 'dependsOn') !== undefined) ||
        hasDecorator(statement.decorators, 'onlyIfNotExists')
      );
    default:
      return false;
  }
}

/** A type that is more than a name. */
function isUserDefined(type: bicep.TypeExpression): boolean {
  switch (type.kind) {
    case 'typeUnion':
    case 'typeArray':
    case 'typeTuple':
    case 'typeObject':
    case 'typeNullable':
      return true;
    case 'typeParenthesized':
      return isUserDefined(type.type);
    default:
      return false;
  }
}
