import { relative } from 'node:path';
import type {
  AgentState,
  BackupPolicy,
  Entity,
  Estate,
  ProtectedItem,
  Vault,
  VirtualMachine,
} from '../../src/estate/estate.ts';
import type { Fact } from '../../src/estate/fact.ts';
import type { UnitInventory } from '../../src/input/index.ts';
import { type Json, renderExpression, renderJson } from '../../src/resource/render-expression.ts';
import type { Resource } from '../../src/resource/resource.ts';
import type { Value } from '../../src/resource/value.ts';
import type { Location } from '../../src/text/location.ts';
import { positionAt } from '../../src/text/source-file.ts';
import type { EvaluatedUnit } from './scenario.ts';

/** Writes places; without places, two languages can be compared. */
export interface Describer {
  /** Folder that paths are relative to. */
  readonly folder: string;
  readonly places: boolean;
}

/** The resources of some units as JSON for reading: unknown values are `[expression]`, each with its reason once. */
export function describeResources(units: readonly EvaluatedUnit[], by: Describer): Json {
  return units.map(({ read }) => ({
    ...unitHead(read, by),
    resources: read.inventory.resources.map((resource) => describeResource(resource, by)),
    ...list('gaps', read.inventory.gaps, ({ because, at }) => ({ because, ...placeOf(at, by) })),
    ...list('diagnostics', read.inventory.diagnostics, ({ level, code, message, at }) => ({
      [`${level} ${code}`]: message,
      ...placeOf(at, by),
    })),
    ...list('suppressions', by.places ? read.inventory.suppressions : [], ({ rules, reason, at, covers }) => ({
      rules: [...rules],
      ...(reason !== undefined && { reason }),
      ...placeOf(at, by),
      covers: placeText(covers, by),
    })),
  }));
}

/** The estates of some units as JSON for reading. */
export function describeEstates(units: readonly EvaluatedUnit[], by: Describer): Json {
  return units.map(({ read, estate }) => ({ ...unitHead(read, by), ...describeEstate(estate, by) }));
}

function describeEstate(estate: Estate, by: Describer): { readonly [key: string]: Json } {
  return {
    ...list('virtualMachines', estate.virtualMachine, (machine) => describeMachine(machine, by)),
    ...list('vaults', estate.vault, (vault) => describeVault(vault, by)),
    ...list('backupPolicies', estate.backupPolicy, (policy) => describePolicy(policy, by)),
    ...list('protectedItems', estate.protectedItem, (item) => describeItem(item, by)),
  };
}

function describeMachine(machine: VirtualMachine, by: Describer): Json {
  return {
    ...entity(machine, by),
    location: fact(machine.location, by, ({ name }) => name),
    protectedItems: fact(machine.protectedItems, by, (items) => items.map(nameOf)),
    ...list('idleItems', machine.idleItems, nameOf),
    agent: fact<AgentState>(machine.agent, by, (state) => state),
  };
}

function describeVault(vault: Vault, by: Describer): Json {
  return {
    ...entity(vault, by),
    location: fact(vault.location, by, ({ name }) => name),
    redundancy: vault.redundancy.map(({ property, value }) => ({ [property]: fact(value, by, (text) => text) })),
    acceptsOtherRegions: fact(vault.acceptsOtherRegions, by, (accepts) => accepts),
  };
}

function describePolicy(policy: BackupPolicy, by: Describer): Json {
  return {
    ...entity(policy, by),
    schedule: fact(policy.schedule, by, (schedule) =>
      schedule.frequency === 'Weekly'
        ? { frequency: 'Weekly', runsPerWeek: fact(schedule.runsPerWeek, by, (runs) => runs) }
        : { ...schedule },
    ),
    retention: fact(policy.retention, by, (retention) => ({ ...retention })),
    agentless: fact(policy.agentless, by, (agentless) => agentless),
  };
}

function describeItem(item: ProtectedItem, by: Describer): Json {
  return {
    ...entity(item, by),
    protectsMachine: fact(item.protectsMachine, by, (protects) => protects),
    machine: fact(item.machine, by, linkTo),
    vault: fact(item.vault, by, linkTo),
    policy: fact(item.policy, by, linkTo),
    active: fact(item.active, by, (active) => active),
    agentless: fact(item.agentless, by, (agentless) => agentless),
    sameRegion: fact(item.sameRegion, by, (same) => same),
  };
}

function entity({ name, at }: Entity, by: Describer): { readonly [key: string]: Json } {
  return { name, ...placeOf(at, by) };
}

function linkTo({ name, resource }: Entity): Json {
  return resource.existing ? { existing: name } : name;
}

function nameOf({ name }: Entity): string {
  return name;
}

function fact<T>(subject: Fact<T>, by: Describer, describe: (value: T) => Json): Json {
  const place = placeOf(subject.at, by);
  if (!subject.known) return { unknown: subject.because, ...place };
  return { [subject.isDefault ? 'default' : 'is']: describe(subject.value), ...place };
}

function describeResource(resource: Resource, by: Describer): Json {
  const { id, type, name, exists, repeated, existing, body, at, calledBy } = resource;
  const reasons = new Map<string, string>();
  for (const value of [id.value, exists, body]) collectReasons(value, reasons);
  return {
    id: renderJson(id.value),
    type,
    name: renderJson(name),
    ...placeOf(at, by),
    ...(by.places && calledBy.length > 0 && { calledBy: calledBy.map((place) => placeText(place, by)) }),
    ...(exists.kind === 'unknown' && { exists: renderJson(exists) }),
    ...(repeated !== undefined && { repeated: repeated.because }),
    ...(existing && { existing }),
    body: withoutNames(renderJson(body)),
    ...(reasons.size > 0 && { unknown: Object.fromEntries(reasons) }),
  };
}

/** Name and type are told already. */
function withoutNames(body: Json): Json {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const hidden = new Set(['name', 'type', 'apiversion', 'dependson', 'comments']);
  return Object.fromEntries(Object.entries(body).filter(([key]) => !hidden.has(key.toLowerCase())));
}

function collectReasons(value: Value, reasons: Map<string, string>): void {
  if (value.kind === 'unknown') reasons.set(`[${renderExpression(value)}]`, value.because);
  if (value.kind === 'array') for (const item of value.items) collectReasons(item, reasons);
  if (value.kind === 'object') for (const property of value.properties) collectReasons(property.value, reasons);
}

function unitHead({ unit }: UnitInventory, by: Describer): { readonly [key: string]: Json } {
  if (!by.places) return {};
  const { template, parameterFile } = unit.root;
  const context = Object.entries(unit.inputs.context);
  return {
    template: relative(by.folder, template.file.path),
    ...(parameterFile !== undefined && { parameters: relative(by.folder, parameterFile.path) }),
    ...(context.length > 0 && { context: Object.fromEntries(context) }),
  };
}

function list<T>(key: string, items: readonly T[], describe: (item: T) => Json): { readonly [key: string]: Json } {
  return items.length === 0 ? {} : { [key]: items.map(describe) };
}

function placeOf(at: Location | undefined, by: Describer): { readonly [key: string]: Json } {
  return by.places && at !== undefined ? { at: placeText(at, by) } : {};
}

function placeText(at: Location, by: Describer): string {
  if (at.kind === 'live') return at.resourceId;
  const { line, column } = positionAt(at.file, at.span.start);
  return `${relative(by.folder, at.file.path)}:${line}:${column} ${excerpt(at.file.text.slice(at.span.start, at.span.end))}`;
}

function excerpt(text: string): string {
  const line = text.split(/\r?\n/, 1)[0] ?? '';
  return line.length <= 60 ? line : `${line.slice(0, 57)}...`;
}
