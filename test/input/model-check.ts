import { createGraphSource } from '../../src/input/resource-graph/graph-source.ts';
import type { SourceOutcome } from '../../src/input/row-source.ts';
import { createScenario, isMachine } from './virtual-graph.ts';
import type { Scenario } from './virtual-graph.ts';

/** What reading a scenario gave, and what is wrong with it; nothing is, as a rule. */
export interface ModelResult {
  readonly complete: boolean;
  readonly wrong?: string;
}

/**
 * Reads the machines of a random estate through random faults. The set of machines must be exactly that of the model, or the outcome must say
 * that it is incomplete, in the subscription where a machine is missing or in all: never short and complete. Nothing else may come, either.
 */
export async function checkScenario(seed: number): Promise<ModelResult> {
  const scenario = createScenario(seed);
  const source = createGraphSource({
    client: scenario.client,
    instanceView: () => Promise.resolve({ kind: 'gone' }),
    subscriptions: scenario.asked,
    managementGroups: [],
    tenantIds: [],
    requireSubscriptions: [],
    minSubscriptions: 0,
    confirm: true,
    progress: () => undefined,
    clock: scenario.clock,
  });
  const found = new Set<string>();
  let twice = false;
  for await (const page of source.pages('virtualMachines')) {
    for (const row of page) {
      const id = String(row['id']);
      twice ||= found.has(id);
      found.add(id);
    }
  }
  const outcome = source.outcome();
  const wrong = twice ? 'a machine came twice' : mistakeOf(scenario, found, outcome);
  const told = wrong === undefined ? {} : { wrong: `seed ${seed}: ${wrong}; faults: ${scenario.faults.join(', ')}` };
  return { complete: isComplete(outcome), ...told };
}

function mistakeOf(scenario: Scenario, found: ReadonlySet<string>, outcome: SourceOutcome): string | undefined {
  const machines = scenario.rows.filter(isMachine);
  const known = new Set(machines.map(({ id }) => id));
  for (const id of found) if (!known.has(id) && !scenario.restless.has(id)) return `'${id}' does not exist`;
  const whole = outcome.diagnostics.some(({ level }) => level === 'error');
  const doubted = new Set(outcome.gaps.map(({ subscriptionId }) => subscriptionId?.toLowerCase()));
  for (const { id, subscriptionId } of machines) {
    if (found.has(id) || scenario.restless.has(id)) continue;
    const isDoubted = whole || doubted.has(undefined) || doubted.has(subscriptionId.toLowerCase());
    const isUnasked = scenario.asked.length === 0 && scenario.hidden.has(subscriptionId);
    // Nobody can tell that a subscription exists which was not asked for and cannot be seen.
    if (!isDoubted && !isUnasked) return `'${id}' is missing from a list that is said to be complete`;
  }
  return undefined;
}

function isComplete({ gaps, diagnostics, scopes }: SourceOutcome): boolean {
  return (
    gaps.length === 0 &&
    diagnostics.every(({ level }) => level !== 'error') &&
    scopes.every(({ status }) => status === 'read')
  );
}
