import { listNames } from '../input/row-source.ts';
import { cloudNames } from '../input/resource-graph/clouds.ts';
import { credentialNames } from '../input/resource-graph/credential-names.ts';
import type { Flag, Values } from './flags.ts';

const scope = 'What is audited (default: every subscription that is visible):';
const connection = 'Reaching Azure:';
const output = 'Output:';

const scopeFlags = {
  subscription: { type: 'string', array: true, describe: 'Id of a subscription; repeatable', group: scope },
  'management-group': { type: 'string', array: true, describe: 'Id of a management group; repeatable', group: scope },
  'tenant-id': {
    type: 'string',
    array: true,
    describe: 'Tenant to audit where several are visible (Lighthouse); repeatable',
    group: scope,
  },
} as const satisfies Readonly<Record<string, Flag>>;

const connectionFlags = {
  cloud: { type: 'string', choices: cloudNames, describe: 'Azure cloud [public]', group: connection },
  credential: { type: 'string', choices: credentialNames, describe: 'How to sign in [default]', group: connection },
  'arm-endpoint': {
    type: 'string',
    describe: 'https://HOST of Resource Manager, instead of the one of the cloud',
    group: connection,
  },
} as const satisfies Readonly<Record<string, Flag>>;

const rows = 'Saved rows:';

export const auditFlags = {
  ...scopeFlags,
  shard: {
    type: 'string',
    describe: 'I/N: only part I of N of the subscriptions; backuplint report merge joins the reports',
    group: scope,
  },
  from: {
    type: 'string',
    array: true,
    describe: 'Files of rows (az graph query, Search-AzGraph, portal CSV, --save-rows) instead of a running Azure',
    group: rows,
  },
  'assume-complete': {
    type: 'string',
    array: true,
    choices: listNames,
    describe: 'List of saved rows that is whole though it seems cut or is in no file; repeatable',
    group: rows,
  },
  'save-rows': { type: 'string', describe: 'FILE.jsonl or FILE.jsonl.gz to save the rows to', group: rows },
  ...connectionFlags,
  deep: {
    type: 'string',
    choices: ['all', 'suspect'],
    alone: 'all',
    describe: 'Ask running machines for their VM agent; =suspect: only where the last backup did not complete',
  },
  'no-confirm': { type: 'boolean', describe: 'Report unprotected machines without a second look' },
  'allow-incomplete': {
    type: 'string',
    array: true,
    describe: 'Subscription (id or name) that may stay partly unread; repeatable',
    group: scope,
  },
  'print-queries': { type: 'boolean', describe: 'Show the Resource Graph queries and stop' },
  format: {
    alias: 'f',
    type: 'string',
    array: true,
    describe: 'NAME or NAME=FILE: text, json, sarif ...; repeatable [text]',
    group: output,
  },
  verdicts: { type: 'boolean', describe: 'List every verdict in JSON, passes included', group: output },
  'sarif-open': { type: 'boolean', describe: 'SARIF holds open findings as notes', group: output },
  'sarif-category': {
    type: 'string',
    describe: 'What the categories of the SARIF runs start with [backuplint-audit]',
    group: output,
  },
  color: {
    type: 'string',
    choices: ['auto', 'always', 'never'],
    describe: 'When to colour the text [auto]',
    group: output,
  },
  config: { alias: 'c', type: 'string', describe: 'Configuration file, instead of the one that is found' },
  'rule-option': { type: 'string', array: true, describe: 'ID.KEY=VALUE, over the configuration; repeatable' },
  'fail-on': {
    type: 'string',
    choices: ['error', 'warning', 'note', 'none'],
    describe: 'Level from which findings fail the run [warning]',
  },
  'fail-on-open': { type: 'boolean', describe: 'Open findings fail the run, too' },
} as const satisfies Readonly<Record<string, Flag>>;

export const doctorFlags = {
  ...scopeFlags,
  ...connectionFlags,
  role: { type: 'boolean', describe: 'Print the least-privilege custom role as JSON and stop' },
} as const satisfies Readonly<Record<string, Flag>>;

export type AuditFlags = Values<typeof auditFlags>;
export type DoctorFlags = Values<typeof doctorFlags>;
export type ConnectionFlags = Values<typeof connectionFlags>;
