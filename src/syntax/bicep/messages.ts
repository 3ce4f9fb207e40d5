/** What is wrong, without the place: the compiler's code and its words. */
export interface Fault {
  readonly code: string;
  readonly message: string;
}

function fault(code: string, message: string): Fault {
  return { code, message };
}

export const unterminatedComment = fault(
  'BCP002',
  'The multi-line comment at this location is not terminated. Terminate it with the */ character sequence.',
);
export const unterminatedString = fault(
  'BCP003',
  'The string at this location is not terminated. Terminate the string with a single quote character.',
);
export const unterminatedStringWithNewLine = fault(
  'BCP004',
  'The string at this location is not terminated due to an unexpected new line character.',
);
export const unterminatedEscape = fault(
  'BCP005',
  'The string at this location is not terminated. Complete the escape sequence and terminate the string with a single unescaped quote character.',
);
export const unrecognizedEscape = fault(
  'BCP006',
  'The specified escape sequence is not recognized. Only the following escape sequences are allowed: "\\$", "\\\'", "\\\\", "\\n", "\\r", "\\t", "\\u{...}".',
);
export const unrecognizedDeclaration = fault(
  'BCP007',
  'This declaration type is not recognized. Specify a metadata, parameter, variable, resource, or output declaration.',
);
export const expectedParameterContinuation = fault('BCP008', 'Expected the "=" token, or a newline at this location.');
export const unrecognizedExpression = fault(
  'BCP009',
  'Expected a literal value, an array, an object, a parenthesized expression, or a function call at this location.',
);
export const invalidInteger = fault('BCP010', 'Expected a valid 64-bit signed integer.');
export const expectedParameterIdentifier = fault('BCP013', 'Expected a parameter identifier at this location.');
export const expectedVariableIdentifier = fault('BCP015', 'Expected a variable identifier at this location.');
export const expectedOutputIdentifier = fault('BCP016', 'Expected an output identifier at this location.');
export const expectedResourceIdentifier = fault('BCP017', 'Expected a resource identifier at this location.');
export const expectedNewLine = fault('BCP019', 'Expected a new line character at this location.');
export const expectedMemberName = fault('BCP020', 'Expected a function or property name at this location.');
export const expectedPropertyName = fault('BCP022', 'Expected a property name at this location.');
export const identifierTooLong = fault(
  'BCP024',
  'The identifier exceeds the limit of 255. Reduce the length of the identifier.',
);
export const compileTimeConstantRequired = fault('BCP032', 'The value must be a compile-time constant.');
export const unexpectedInInterpolation = fault('BCP064', 'Found unexpected tokens in interpolated expression.');
export const expectedResourceType = fault(
  'BCP068',
  'Expected a resource type string. Specify a valid resource type of format "<type-name>@<apiVersion>".',
);
export const complexLiteralsNotAllowed = fault('BCP087', 'Array and object literals are not allowed here.');
export const expectedModuleIdentifier = fault('BCP096', 'Expected a module identifier at this location.');
export const expectedModulePath = fault(
  'BCP097',
  "Expected a module path string. This should be a relative path to another bicep file, e.g. 'myModule.bicep' or '../parent/myModule.bicep'",
);
export const emptyIndexer = fault('BCP117', 'An empty indexer is not allowed. Specify a valid expression.');
export const expectedBodyIfOrLoop = fault(
  'BCP118',
  'Expected the "{" character, the "[" character, or the "if" keyword at this location.',
);
export const expectedDecoratorName = fault('BCP123', 'Expected a namespace or decorator name at this location.');
export const decoratorsNotAllowed = fault('BCP130', 'Decorators are not allowed here.');
export const invalidUnicodeEscape = fault(
  'BCP133',
  'The unicode escape sequence is not valid. Valid unicode escape sequences range from \\u{0} to \\u{10FFFF}.',
);
export const unterminatedMultilineString = fault(
  'BCP140',
  "The multi-line string at this location is not terminated. Terminate it with \"'''\".",
);
export const expectedLoopVariable = fault(
  'BCP162',
  'Expected a loop item variable identifier or "(" at this location.',
);
export const expectedBodyOrIf = fault('BCP167', 'Expected the "{" character or the "if" keyword at this location.');
export const expectedExtensionSpecification = fault(
  'BCP201',
  'Expected an extension specification string. This should either be a relative path, or a valid OCI artifact specification.',
);
export const expectedExtensionAlias = fault('BCP202', 'Expected an extension alias name at this location.');
export const missingDiagnosticCodes = fault(
  'BCP226',
  'Expected at least one diagnostic code at this location. Valid format is "#disable-next-line diagnosticCode1 diagnosticCode2 ..."',
);
export const expectedNewLineOrComma = fault('BCP236', 'Expected a new line or comma character at this location.');
export const expectedComma = fault('BCP237', 'Expected a comma character at this location.');
export const unexpectedNewLineAfterComma = fault('BCP238', 'Unexpected new line character after a comma.');
export const parenthesesNeedOneItem = fault('BCP243', 'Parentheses must contain exactly one expression.');
export const expectedFilePath = fault(
  'BCP257',
  "Expected a Bicep file path string. This should be a relative path to another bicep file, e.g. 'myModule.bicep' or '../parent/myModule.bicep'",
);
export const expectedMetadataIdentifier = fault('BCP266', 'Expected a metadata identifier at this location.');
export const unrecognizedType = fault(
  'BCP279',
  'Expected a type at this location. Please specify a valid type expression or one of the following types: "any", "array", "bool", "int", "object", "string".',
);
export const expectedTypeLiteral = fault(
  'BCP300',
  'Expected a type literal at this location. Please specify a concrete value or a reference to a literal type.',
);
export const expectedWithOrAs = fault(
  'BCP305',
  'Expected the "with" keyword, "as" keyword, or a new line character at this location.',
);
export const expectedPropertyNameOrMatcher = fault(
  'BCP317',
  'Expected an identifier, a string, or an asterisk at this location.',
);
export const safeCallNotPermitted = fault(
  'BCP322',
  'The `.?` (safe dereference) operator may not be used on instance function invocations.',
);
export const expectedTypeIdentifier = fault('BCP325', 'Expected a type identifier at this location.');
export const unrecognizedParameterFileDeclaration = fault(
  'BCP337',
  'This declaration type is not valid for a Bicep Parameters file. Supported declarations: "using", "extends", "param", "var", "type".',
);
export const expectedAssertIdentifier = fault('BCP344', 'Expected an assert identifier at this location.');
export const expectedTestIdentifier = fault('BCP346', 'Expected a test identifier at this location.');
export const expectedTestPath = fault('BCP347', 'Expected a test path string at this location.');
export const expectedSymbolList = fault(
  'BCP354',
  "Expected left brace ('{') or asterisk ('*') character at this location.",
);
export const expectedExportedSymbol = fault('BCP355', 'Expected the name of an exported symbol at this location.');
export const expectedNamespaceIdentifier = fault('BCP356', 'Expected a valid namespace identifier at this location.');
export const importItemNeedsAlias = fault(
  'BCP375',
  "An import list item that identifies its target with a quoted string must include an 'as <alias>' clause.",
);
export const typeIndexNotInteger = fault(
  'BCP387',
  'Indexing into a type requires an integer greater than or equal to 0.',
);
export const expectedExtendsPath = fault(
  'BCP404',
  'The "extends" declaration is missing a bicepparam file path reference',
);
export const expectedWithOrNewLine = fault(
  'BCP436',
  'Expected the "with" keyword or a new line character at this location.',
);
export const tooDeep = fault(
  'nesting-too-deep',
  'The expressions at this location are nested deeper than the limit of 250 levels.',
);

/** `word` is due here. */
export function expectedKeyword(word: string): Fault {
  return fault('BCP012', `Expected the "${word}" keyword at this location.`);
}

/** A character or operator is due here. Made once: each bracket and colon that is read could be missing. */
export const expectedCharacter = {
  '=': missingCharacter('='),
  '=>': missingCharacter('=>'),
  ':': missingCharacter(':'),
  '(': missingCharacter('('),
  ')': missingCharacter(')'),
  ']': missingCharacter(']'),
  '{': missingCharacter('{'),
  '}': missingCharacter('}'),
  '>': missingCharacter('>'),
};

function missingCharacter(text: string): Fault {
  return fault('BCP018', `Expected the "${text}" character at this location.`);
}

/** A character that begins no token. */
export function unrecognizedToken(text: string): Fault {
  return text === '"'
    ? fault('BCP103', 'The following token is not recognized: """. Strings are defined using single quotes in bicep.')
    : fault('BCP001', `The following token is not recognized: "${text}".`);
}

/** `(a) in ..` or `(a, b, c) in ..` after `for`. */
export function expectedTwoLoopVariables(count: number): Fault {
  return fault(
    'BCP249',
    `Expected loop variable block to consist of exactly 2 elements (item variable and index variable), but found ${count}.`,
  );
}

/** What the compiler expects after each decorator that does not go with every declaration. */
const AFTER_DECORATOR: ReadonlyMap<string, Fault> = new Map([
  ...['secure', 'minLength', 'maxLength', 'minValue', 'maxValue', 'metadata', 'sealed', 'discriminator'].map(
    (name) =>
      [name, fault('BCP292', 'Expected a parameter, output, or type declaration after the decorator.')] as const,
  ),
  ['allowed', fault('BCP147', 'Expected a parameter declaration after the decorator.')],
  ['batchSize', fault('BCP153', 'Expected a resource or module declaration after the decorator.')],
  ...['retryOn', 'onlyIfNotExists', 'nullIfNotFound'].map(
    (name) => [name, fault('BCP149', 'Expected a resource declaration after the decorator.')] as const,
  ),
]);

/** Nothing, or no declaration, follows the decorator `name`. */
export function expectedAfterDecorator(name: string): Fault {
  return AFTER_DECORATOR.get(name) ?? fault('BCP132', 'Expected a declaration after the decorator.');
}
