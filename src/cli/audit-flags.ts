import { listNames } from '../input/row-source.ts';
import { cloudNames } from '../input/resource-graph/clouds.ts';
import { credentialNames } from '../input/resource-graph/credential-names.ts';
import { type Flags, judgingFlags, outputFlags, type Values } from './flags.ts';

const scope = 'What is audited (default: every subscription that is visible):';
const connection = 'Reaching Azure:';

const scopeFlags = {
  subscription: { type: 'string', array: true, describe: 'Id of a subscription; repeatable', group: scope },
  'management-group': { type: 'string', array: true, describe: 'Id of a management group; repeatable', group: scope },
  'tenant-id': {
    type: 'string',
    array: true,
    describe: 'Tenant to audit where several are visible (Lighthouse); repeatable',
    group: scope,
  },
} as const satisfies Flags;

const connectionFlags = {
  cloud: { type: 'string', choices: cloudNames, describe: 'Azure cloud [public]', group: connection },
  credential: { type: 'string', choices: credentialNames, describe: 'How to sign in [default]', group: connection },
  'sign-in-tenant': {
    type: 'string',
    describe: 'Tenant to sign in to, where the tool or the environment would take another one',
    group: connection,
  },
  'arm-endpoint': {
    type: 'string',
    describe: 'https://HOST of Resource Manager, instead of the one of the cloud',
    group: connection,
  },
} as const satisfies Flags;

const rows = 'Saved rows:';

/** `backuplint audit`. */
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
  'no-confirm': {
    type: 'boolean',
    describe: 'Leave out second looks: at lists of several pages, and at machines that seem unprotected',
  },
  'allow-incomplete': {
    type: 'string',
    array: true,
    describe: 'Subscription (id or name) that may stay partly unread; repeatable',
    group: scope,
  },
  'print-queries': { type: 'boolean', describe: 'Show the Resource Graph queries and stop' },
  ...outputFlags,
  'sarif-category': {
    type: 'string',
    describe: 'What the categories of the SARIF runs start with [backuplint-audit]',
    group: outputFlags.format.group,
  },
  ...judgingFlags,
} as const satisfies Flags;

/** `backuplint doctor`. */
export const doctorFlags = {
  ...scopeFlags,
  ...connectionFlags,
  role: { type: 'boolean', describe: 'Print the least-privilege custom role as JSON and stop' },
} as const satisfies Flags;

/** What was given to `audit`. */
export type AuditFlags = Values<typeof auditFlags>;
/** What was given to `doctor`. */
export type DoctorFlags = Values<typeof doctorFlags>;
/** What both were told about reaching Azure. */
export type ConnectionFlags = Values<typeof connectionFlags>;
