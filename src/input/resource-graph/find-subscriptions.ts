import { Failure } from '../../text/failure.ts';
import type { Diagnostic } from '../../text/diagnostic.ts';
import { textColumn } from '../rows/graph-row.ts';
import type { GraphRow } from '../rows/graph-row.ts';
import { managementGroupsOf } from '../rows/management-groups.ts';
import type { QueryScope } from './graph-client.ts';
import type { ListedSubscription } from './listed-subscriptions.ts';
import type { ListOutcome } from './read-list.ts';
import type { ScopeBook } from './scope-book.ts';

/** What an audit is about. With neither subscriptions nor management groups: all that is visible in one tenant. */
export interface AskedScopes {
  readonly subscriptions: readonly string[];
  readonly managementGroups: readonly string[];
  /** Tenants whose subscriptions are wanted; any, but only one, when empty. */
  readonly tenantIds: readonly string[];
  /** Subscriptions that must be among those that are found. */
  readonly requireSubscriptions: readonly string[];
  /** Fewer subscriptions than this are not the whole estate. */
  readonly minSubscriptions: number;
}

/** Reads the subscriptions of one scope into `rows`. */
type ReadScope = (scope: QueryScope, rows: GraphRow[]) => Promise<ListOutcome>;

/** Resource Graph advises groups of fewer than 300 subscriptions a request. */
export const subscriptionsPerRequest = 200;

/**
 * Finds the subscriptions to audit and notes in `book` what became of each that was asked for. Resource Graph leaves out, without any sign,
 * what the principal cannot see: so what came is held against what was asked.
 *
 * @throws {Failure} when the server does not accept the sign-in, or an unscoped audit meets a second tenant.
 */
export async function findSubscriptions(
  asked: AskedScopes,
  read: ReadScope,
  book: ScopeBook,
): Promise<{ readonly rows: readonly GraphRow[]; readonly diagnostics: readonly Diagnostic[] }> {
  const diagnostics: Diagnostic[] = [];
  const met = new Map<string, GraphRow>();
  for (const scope of scopesOf(asked)) {
    const rows: GraphRow[] = [];
    const outcome = await read(scope, rows);
    if (!outcome.complete && outcome.failure?.status === 401) throw notSignedIn(outcome.because);
    const problem = problemOf(scope, outcome, rows.length, book);
    if (problem !== undefined) {
      book.addGap({ because: problem });
      diagnostics.push({ code: 'scope-incomplete', level: 'error', message: problem, hint: doctorHint });
    }
    // A subscription may be below two of the management groups.
    for (const row of rows) met.set(`${subscriptionOf(row)} ${textColumn(row, 'tenantId')}`.toLowerCase(), row);
  }
  const found = [...met.values()];
  refuseSecondTenant(asked, found);
  const rows = found.filter((row) => isOfTenants(row, asked.tenantIds));
  for (const row of rows) addVisible(row, book);
  noteMissing(asked, found, book);
  return { rows, diagnostics: [...diagnostics, ...countProblems(asked, rows, found.length)] };
}

const doctorHint = "'backuplint doctor' says what the signed-in identity may read";

/** Each management group by itself, so that one that cannot be read is known by name. */
function scopesOf({ subscriptions, managementGroups }: AskedScopes): readonly QueryScope[] {
  const scopes: QueryScope[] = managementGroups.map((group) => ({
    kind: 'managementGroups',
    managementGroups: [group],
  }));
  for (let i = 0; i < subscriptions.length; i += subscriptionsPerRequest) {
    scopes.push({ kind: 'subscriptions', subscriptions: subscriptions.slice(i, i + subscriptionsPerRequest) });
  }
  return scopes.length > 0 ? scopes : [{ kind: 'tenant' }];
}

/** What was not seen of a scope as a whole. That none of the subscriptions named may be read is told of each of them. */
function problemOf(scope: QueryScope, outcome: ListOutcome, rows: number, book: ScopeBook): string | undefined {
  const name = scope.kind === 'managementGroups' ? `management group '${scope.managementGroups.join()}'` : 'the tenant';
  if (!outcome.complete) {
    if (scope.kind === 'subscriptions' && outcome.failure?.kind === 'denied') {
      for (const id of scope.subscriptions) book.addUnreadable(id, 'denied', outcome.because);
      return undefined;
    }
    return scope.kind === 'subscriptions'
      ? `the subscriptions could not be looked up: ${outcome.because}`
      : `the subscriptions of ${name} could not be listed: ${outcome.because}`;
  }
  if (outcome.subscriptionLimitHit) {
    return `${name} has more than 10,000 subscriptions and Resource Graph looks at no more: name them with --subscription, in several runs`;
  }
  if (rows > 0 || scope.kind === 'subscriptions') return undefined;
  return `no subscription of ${name} is visible: it has none, or the signed-in identity may not read them (Reader)`;
}

/**
 * An identity may see subscriptions of customers (Azure Lighthouse) besides those of its own tenant, and one subscription through two tenants: which are
 * meant must be said, unless the subscriptions were named.
 * https://learn.microsoft.com/azure/lighthouse/how-to/view-manage-customers
 */
function refuseSecondTenant(asked: AskedScopes, rows: readonly GraphRow[]): void {
  const isSeenTwice = new Set(rows.map((row) => subscriptionOf(row)?.toLowerCase())).size < rows.length;
  if ((isScoped(asked) && !isSeenTwice) || asked.tenantIds.length > 0) return;
  const counts = new Map<string, number>();
  for (const row of rows) {
    const tenant = textColumn(row, 'tenantId')?.toLowerCase();
    if (tenant !== undefined && tenant !== '') counts.set(tenant, (counts.get(tenant) ?? 0) + 1);
  }
  if (counts.size > 1) throw severalTenants(counts);
}

/** The refusal to mix tenants, which names them and how many subscriptions each has. */
function severalTenants(counts: ReadonlyMap<string, number>): Failure {
  const tenants = [...counts].map(([id, count]) => `${id} (${count} subscription${count === 1 ? '' : 's'})`);
  return new Failure(
    `the signed-in identity sees subscriptions of ${counts.size} tenants: ${tenants.join(', ')}`,
    `say which to audit: --tenant-id ${[...counts.keys()][0] ?? 'ID'}; give the flag once for each`,
  );
}

function notSignedIn(because: string): Failure {
  return new Failure(
    `the server does not accept the sign-in: ${because}`,
    "sign in again ('az login'), or choose another --credential",
  );
}

function isOfTenants(row: GraphRow, tenantIds: readonly string[]): boolean {
  const tenant = textColumn(row, 'tenantId')?.toLowerCase();
  return tenantIds.length === 0 || tenantIds.some((id) => id.toLowerCase() === tenant);
}

function addVisible(row: GraphRow, book: ScopeBook): void {
  const subscriptionId = subscriptionOf(row);
  if (subscriptionId === undefined) return;
  const name = textColumn(row, 'name');
  const tenantId = textColumn(row, 'tenantId');
  const managementGroups = managementGroupsOf(row);
  book.add({
    subscriptionId,
    ...(name === undefined ? {} : { name }),
    ...(tenantId === undefined ? {} : { tenantId }),
    ...(managementGroups.length === 0 ? {} : { managementGroups }),
  });
}

/** Whatever was asked for or is required, and did not come. */
function noteMissing(asked: AskedScopes, found: readonly GraphRow[], book: ScopeBook): void {
  const tenants = new Map(found.map((row) => [subscriptionOf(row)?.toLowerCase(), textColumn(row, 'tenantId')]));
  for (const id of [...asked.subscriptions, ...asked.requireSubscriptions]) {
    if (book.has(id)) continue;
    const tenant = tenants.get(id.toLowerCase());
    book.addUnreadable(
      id,
      'hidden',
      tenant === undefined
        ? 'it does not exist, or the signed-in identity has no role that lets it read the subscription (Reader)'
        : `it belongs to tenant '${tenant}', which --tenant-id does not name`,
    );
  }
}

/** True for an audit of named subscriptions or management groups. */
export function isScoped({ subscriptions, managementGroups }: AskedScopes): boolean {
  return subscriptions.length > 0 || managementGroups.length > 0;
}

/** What Resource Manager lists in the tenants asked for, and Resource Graph does not show, is hidden: nothing of it was looked at. */
export function noteListed(asked: AskedScopes, listed: readonly ListedSubscription[], book: ScopeBook): void {
  const tenants = new Set(asked.tenantIds.map((id) => id.toLowerCase()));
  for (const { subscriptionId, name, tenantId } of listed) {
    const isWanted = tenants.size === 0 || tenantId === undefined || tenants.has(tenantId.toLowerCase());
    if (!isWanted || book.has(subscriptionId)) continue;
    const because = 'Resource Manager lists it, but Resource Graph does not show it (yet)';
    book.addUnreadable(subscriptionId, 'hidden', because, name);
  }
}

function countProblems(asked: AskedScopes, rows: readonly GraphRow[], found: number): readonly Diagnostic[] {
  const problems: Diagnostic[] = [];
  const present = new Set(rows.map((row) => textColumn(row, 'tenantId')?.toLowerCase()));
  for (const tenant of asked.tenantIds.filter((id) => !present.has(id.toLowerCase()))) {
    const message = `no subscription of tenant '${tenant}' is visible`;
    problems.push({ code: 'tenant-hidden', level: 'error', message, hint: doctorHint });
  }
  if (rows.length < asked.minSubscriptions) {
    const message = `${rows.length} subscriptions are visible, but the configuration says that there are at least ${asked.minSubscriptions}`;
    problems.push({ code: 'too-few-subscriptions', level: 'error', message, hint: doctorHint });
  }
  if (found > rows.length) {
    const message = `${found - rows.length} subscriptions of other tenants are left out`;
    problems.push({ code: 'other-tenants', level: 'note', message });
  }
  return problems;
}

function subscriptionOf(row: GraphRow): string | undefined {
  return textColumn(row, 'subscriptionId') ?? textColumn(row, 'id')?.split('/').at(-1);
}
