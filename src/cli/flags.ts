import { failOnLevels } from '../config/index.ts';

/** A flag as it is declared: how it is shown, and how many values it takes. */
export interface Flag {
  readonly describe: string;
  readonly type: 'string' | 'boolean';
  readonly array?: true;
  readonly choices?: readonly string[];
  readonly alias?: string;
  readonly group?: string;
  /** The value when the flag stands alone: `--deep` is `--deep=all`. */
  readonly alone?: string;
}

/** The flags of a command, by name. */
export type Flags = Readonly<Record<string, Flag>>;

const context = 'Where it is deployed (what templates cannot know):';
const reading = 'Reading:';
const output = 'Output:';

/** What `lint` and `expand` have in common. */
export const readFlags = {
  parameters: {
    alias: 'p',
    type: 'string',
    array: true,
    describe: 'Parameter file, or name=value; repeatable',
    group: reading,
  },
  root: { type: 'string', array: true, describe: 'Folder that templates may read from; repeatable', group: reading },
  'module-cache': { type: 'string', describe: 'Folder of restored registry modules [~/.bicep]', group: reading },
  env: {
    type: 'string',
    array: true,
    describe: 'Environment variable that templates may read: NAME or NAME=VALUE; repeatable',
    group: reading,
  },
  'subscription-id': { type: 'string', describe: 'Id of the subscription', group: context },
  'resource-group': { type: 'string', describe: 'Name of the resource group', group: context },
  location: { type: 'string', describe: 'Location of the resource group, or of the deployment', group: context },
  'tenant-id': { type: 'string', describe: 'Id of the tenant', group: context },
  'management-group': { type: 'string', describe: 'Name of the management group', group: context },
  'deployment-name': { type: 'string', describe: 'Name of the deployment', group: context },
} as const satisfies Flags;

/** What `lint` and `audit` print, and where to. */
export const outputFlags = {
  format: {
    alias: 'f',
    type: 'string',
    array: true,
    describe: 'NAME or NAME=FILE: text, json, sarif, github, junit, markdown; repeatable [text]',
    group: output,
  },
  verdicts: { type: 'boolean', describe: 'List every verdict in JSON, passes included', group: output },
  color: {
    type: 'string',
    choices: ['auto', 'always', 'never'],
    describe: 'When to colour the text [auto]',
    group: output,
  },
  'sarif-open': { type: 'boolean', describe: 'SARIF holds open findings as notes', group: output },
} as const satisfies Flags;

/** By what `lint` and `audit` judge, and when they fail. */
export const judgingFlags = {
  config: { alias: 'c', type: 'string', describe: 'Configuration file, instead of the one that is found' },
  'rule-option': { type: 'string', array: true, describe: 'ID.KEY=VALUE, over the configuration; repeatable' },
  'fail-on': {
    type: 'string',
    choices: failOnLevels,
    describe: 'Level from which findings fail the run [warning]',
  },
  'fail-on-open': { type: 'boolean', describe: 'Open findings fail the run, too' },
} as const satisfies Flags;

/** `backuplint lint`. */
export const lintFlags = {
  ...readFlags,
  ...outputFlags,
  'sarif-suppressed': { type: 'boolean', describe: 'SARIF holds suppressed findings, marked as such', group: output },
  'sarif-category': { type: 'string', describe: 'Name of this kind of results in code scanning', group: output },
  ...judgingFlags,
  exclude: {
    type: 'string',
    array: true,
    describe: 'Glob of files that a folder scan leaves out; repeatable',
    group: reading,
  },
  'allow-incomplete': {
    type: 'string',
    array: true,
    describe: 'Glob of files that may stay partly unread; repeatable',
    group: reading,
  },
} as const satisfies Flags;

/** `backuplint rules`. */
export const rulesFlags = {
  format: { alias: 'f', type: 'string', choices: ['text', 'json'], describe: 'text or json [text]' },
} as const satisfies Flags;

/** `backuplint report`: what `lint` knows, as far as it is about a report that is there already. */
export const reportFlags = {
  format: lintFlags.format,
  color: lintFlags.color,
  'sarif-open': lintFlags['sarif-open'],
  'sarif-suppressed': lintFlags['sarif-suppressed'],
  'sarif-category': lintFlags['sarif-category'],
  'fail-on': lintFlags['fail-on'],
  'fail-on-open': lintFlags['fail-on-open'],
} as const satisfies Flags;

/** The values of declared flags: a list where a flag may be repeated, and each absent where it was not given. */
export type Values<F extends Flags> = {
  readonly [K in keyof F]?: F[K] extends { readonly array: true }
    ? readonly string[]
    : F[K]['type'] extends 'boolean'
      ? boolean
      : string;
};
