/**
 * The tree of an ARM template expression `[...]`
 * (https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions). Offsets are into the value of the JSON
 * string that holds it.
 */
export type ArmExpression = ArmString | ArmNumber | ArmCall | ArmMember;

export interface ArmString {
  readonly kind: 'string';
  readonly start: number;
  readonly end: number;
  readonly value: string;
}
export interface ArmNumber {
  readonly kind: 'number';
  readonly start: number;
  readonly end: number;
  readonly text: string;
}
/** `name(args)`, `namespace.name(args)`; `true`, `false`, `null` are calls without arguments in ARM, written with or without `()`. */
export interface ArmCall {
  readonly kind: 'call';
  readonly start: number;
  readonly end: number;
  readonly namespace?: string;
  readonly name: string;
  readonly nameStart: number;
  readonly nameEnd: number;
  readonly arguments: readonly ArmExpression[];
}
/** `base.key`, `base[key]`. */
export interface ArmMember {
  readonly kind: 'member';
  readonly start: number;
  readonly end: number;
  readonly base: ArmExpression;
  /** A property name becomes a string node at its place. */
  readonly key: ArmExpression;
}
