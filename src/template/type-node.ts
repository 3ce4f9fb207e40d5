import type { Located, Location } from '../text/location.ts';
import type { TypeDeclaration } from './template.ts';
import type { Expression } from './expression.ts';

/** The type of a parameter, output or user function, as far as values are checked against it. Same for both languages. */
export type TypeNode = TypeShape & TypeConstraints & Located;

/** What kinds of types there are. */
export type TypeShape =
  | { readonly kind: 'string' | 'int' | 'bool' | 'array' | 'object' | 'any' }
  /** `'a' | 'b'`, `1 | 2`; ARM: a `const`-like `allowedValues` is a constraint instead. */
  | { readonly kind: 'literal'; readonly value: Expression }
  | { readonly kind: 'union'; readonly members: readonly TypeNode[] }
  | { readonly kind: 'tuple'; readonly items: readonly TypeNode[] }
  | { readonly kind: 'list'; readonly item: TypeNode }
  | { readonly kind: 'record'; readonly properties: readonly PropertyType[]; readonly additional?: TypeNode | false }
  | { readonly kind: 'reference'; readonly declaration: TypeDeclaration }
  /** `@discriminator('kind')`: the members are record types (or references to them). */
  | { readonly kind: 'tagged'; readonly discriminator: string; readonly members: readonly TypeNode[] }
  /** Needs Azure's resource types (`resourceInput<>`), or could not be resolved: accepts anything. */
  | { readonly kind: 'opaque'; readonly because: string };

/** What decorators, or the properties beside `type`, ask of values besides. */
export interface TypeConstraints {
  /** The text of a parameter: the compiler lets it stand for one of several certain texts. */
  readonly loose?: true;
  readonly nullable?: true;
  readonly secure?: true;
  readonly allowedValues?: readonly Expression[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minValue?: number;
  readonly maxValue?: number;
}

/** A property of a record type. */
export interface PropertyType {
  readonly name: string;
  readonly type: TypeNode;
  readonly at: Location;
}
