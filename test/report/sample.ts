import type { UnknownValue, Value } from '../../src/resource/value.ts';
import type { JudgedUnit, ReportInput } from '../../src/report/report-input.ts';
import type { RuleInfo } from '../../src/report/report.ts';
import type { Level, RelatedLocation, Verdict, VerdictKind } from '../../src/rule/verdict.ts';
import type { Location } from '../../src/text/location.ts';
import { inFile } from '../../src/text/location.ts';
import type { SourceFile } from '../../src/text/source-file.ts';
import { createSourceFile } from '../../src/text/source-file.ts';

export const template = createSourceFile(
  '/repo/infra/main.bicep',
  `param location string
resource vault 'Microsoft.RecoveryServices/vaults@2024-04-01' = {
  name: 'v'
  location: 'northeurope'
}
resource vm 'Microsoft.Compute/virtualMachines@2024-07-01' = {
  name: 'vm1'
  location: location
}
`,
);

/** Where `text` stands, for the n-th time. */
export function spot(text: string, file: SourceFile = template, nth = 1): Location {
  let start = -1;
  for (let i = 0; i < nth; i++) start = file.text.indexOf(text, start + 1);
  if (start < 0) throw new Error(`${text} is not in ${file.path}`);
  return inFile(file, start, start + text.length);
}

export function text(value: string): Value {
  return { kind: 'string', value, at: inFile(template, 0, 0) };
}

/** `parameters('name')` that has no value; `identity` makes two that read the same differ. */
export function unknown(name: string, identity?: string): UnknownValue {
  const symbol = {
    kind: 'call' as const,
    name: 'parameters',
    arguments: [text(name)],
    ...(identity ? { identity } : {}),
  };
  return {
    kind: 'unknown',
    symbol,
    because: `parameter '${name}' has no value; pass --parameters`,
    at: inFile(template, 0, 0),
  };
}

interface VerdictOptions {
  readonly ruleId?: string;
  readonly kind?: VerdictKind;
  readonly level?: Level;
  readonly name?: string | Value;
  readonly message?: string;
  readonly because?: string;
  readonly location?: Location;
  readonly related?: readonly RelatedLocation[];
}

export function verdict(options: VerdictOptions = {}): Verdict {
  const name = typeof options.name === 'object' ? options.name : text(options.name ?? 'vm1');
  const kind = options.kind ?? 'fail';
  const because =
    options.because ?? (kind === 'open' ? "parameter 'location' has no value; pass --parameters" : undefined);
  return {
    ruleId: options.ruleId ?? 'vm-unprotected',
    kind,
    level: options.level ?? 'warning',
    resource: {
      type: 'Microsoft.Compute/virtualMachines',
      name,
      id: name.kind === 'string' ? text(`/vms/${name.value}`) : name,
    },
    message: options.message ?? "'vm1' is not protected by Azure Backup",
    ...(because === undefined ? {} : { because }),
    location: options.location ?? spot('resource', template, 2),
    related: options.related ?? [],
  };
}

export function unit(verdicts: readonly Verdict[], more: Partial<JudgedUnit> = {}): JudgedUnit {
  return {
    template: '/repo/infra/main.bicep',
    scope: 'resourceGroup',
    complete: true,
    subjects: { virtualMachine: 1, vault: 1 },
    verdicts,
    suppressed: [],
    diagnostics: [],
    ...more,
  };
}

export const rules: readonly RuleInfo[] = [
  {
    id: 'vm-unprotected',
    level: 'warning',
    summary: 'Every virtual machine is protected by Azure Backup',
    why: 'A machine without a protected item cannot be restored.',
    fix: 'Add a protected item for it.',
    references: ['https://learn.microsoft.com/azure/backup/backup-azure-vms-introduction'],
    controls: ['MCSB BR-1'],
  },
  {
    id: 'vault-region-mismatch',
    level: 'error',
    summary: 'Vault and machine are in one region',
    why: 'A vault protects machines of its own region only.',
    fix: 'Move the vault.',
    references: [],
    controls: [],
  },
];

export function input(units: readonly JudgedUnit[], more: Partial<ReportInput> = {}): ReportInput {
  return {
    tool: { name: 'backuplint', version: '0.1.0' },
    workingDirectory: '/repo/infra',
    sourceRoot: '/repo',
    rules,
    units,
    diagnostics: [],
    skippedFiles: 0,
    listVerdicts: false,
    ...more,
  };
}

/** A fail with a related place. */
export const region = verdict({
  ruleId: 'vault-region-mismatch',
  level: 'error',
  message: "the vault 'v' is in another region",
  location: spot("'northeurope'"),
  related: [{ at: spot('resource', template, 2), message: 'the machine' }],
});
