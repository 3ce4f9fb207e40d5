/** The JSON schema of one option of a rule. Each has a default, so that a rule never sees an option that is not there. */
export type OptionSchema = IntegerOption | BooleanOption | StringOption | ListOption;

/** A whole number. */
export interface IntegerOption {
  readonly type: 'integer';
  readonly minimum?: number;
  readonly maximum?: number;
  /** Name of another option of the rule, which must not be smaller. */
  readonly atMost?: string;
  readonly default: number;
  readonly description: string;
}

/** Yes or no. */
export interface BooleanOption {
  readonly type: 'boolean';
  readonly default: boolean;
  readonly description: string;
}

/** A text, perhaps one of a few. */
export interface StringOption {
  readonly type: 'string';
  readonly enum?: readonly string[];
  readonly default: string;
  readonly description: string;
}

/** A list of texts, perhaps each one of a few. */
export interface ListOption {
  readonly type: 'array';
  readonly items: { readonly type: 'string'; readonly enum?: readonly string[] };
  readonly default: readonly string[];
  readonly description: string;
}

/** The options of a rule by name. */
export type OptionSchemas = Readonly<Record<string, OptionSchema>>;

/** The values that a rule sees for its options. */
export type OptionValues<O extends OptionSchemas> = { readonly [K in keyof O]: OptionValue<O[K]> };

type OptionValue<S extends OptionSchema> = S extends IntegerOption
  ? number
  : S extends BooleanOption
    ? boolean
    : S extends ListOption
      ? readonly string[]
      : string;

/** Given options (validated before) over the defaults. */
export function withDefaults<O extends OptionSchemas>(
  options: O,
  given: Readonly<Record<string, unknown>> | undefined,
): OptionValues<O> {
  const values = Object.fromEntries(
    Object.entries(options).map(([key, schema]) => [
      key,
      given !== undefined && Object.hasOwn(given, key) ? given[key] : schema.default,
    ]),
  );
  // Sound because `given` was validated against these schemas and defaults have their schema's type.
  return values as OptionValues<O>;
}
