import { queries } from '../input/resource-graph/queries.ts';
import { listNames } from '../input/row-source.ts';
import { exitCodeOf, reporters } from '../report/index.ts';
import { parseShard } from '../input/shard.ts';
import { audit } from '../scan/audit.ts';
import type { AuditOptions } from '../scan/audit-options.ts';
import { Failure } from '../text/failure.ts';
import type { AuditFlags } from './audit-flags.ts';
import { createAuditProgress } from './audit-progress.ts';
import { connectionOf } from './connection.ts';
import type { ExitCode } from './exit-code.ts';
import type { Host } from './host.ts';
import { outputTargetsOf } from './output-targets.ts';
import { failurePolicyOf, writeReport } from './write-report.ts';

/**
 * `backuplint audit`: judges running subscriptions and writes the report in the formats asked for.
 *
 * @throws {Failure} when it cannot run; then no file is written.
 */
export async function auditCommand(files: readonly string[], flags: AuditFlags, host: Host): Promise<ExitCode> {
  if (flags['print-queries']) {
    host.stdout.write(`${listNames.map((list) => `// ${list}\n${queries[list]}\n`).join('\n')}`);
    return 0;
  }
  const targets = outputTargetsOf(flags.format ?? [], [...reporters.keys()], host.workingDirectory);
  const progress = createAuditProgress(host);
  const deep = flags.deep === 'all' || flags.deep === 'suspect' ? flags.deep : undefined;
  const { report, config } = await audit({
    ...connectionOf(flags, host),
    workingDirectory: host.workingDirectory,
    subscriptions: flags.subscription ?? [],
    managementGroups: flags['management-group'] ?? [],
    tenantIds: flags['tenant-id'] ?? [],
    allowIncomplete: flags['allow-incomplete'] ?? [],
    ruleOptions: flags['rule-option'] ?? [],
    confirm: !flags['no-confirm'],
    verdicts: flags.verdicts ?? false,
    ...rowOptionsOf(files, flags),
    ...(deep !== undefined && { deep }),
    ...(flags.config !== undefined && { config: flags.config }),
    ...(host.atExit && { atExit: host.atExit }),
    onProgress: (state) => progress.update(state),
  }).finally(() => progress.clear());
  writeReport(report, () => undefined, targets, flags, host);
  return exitCodeOf(report, failurePolicyOf(flags, config));
}

/** Where the rows come from and go to. `files` are those after the first of `--from`, as the shell writes `--from *.json`. */
function rowOptionsOf(
  files: readonly string[],
  flags: AuditFlags,
): Pick<AuditOptions, 'from' | 'assumeComplete' | 'saveRows' | 'shard'> {
  const { from, shard } = flags;
  const saveRows = flags['save-rows'];
  const assumed = flags['assume-complete'];
  if (from === undefined) {
    const [file] = files;
    if (file !== undefined) throw new Failure(`audit takes no file '${file}'`, `to read saved rows: --from ${file}`);
    if (assumed !== undefined) throw new Failure('--assume-complete is about saved rows', 'pass --from FILE, too');
  }
  for (const flag of ['deep', 'management-group', 'tenant-id'] as const) {
    if (from !== undefined && flags[flag] !== undefined) {
      throw new Failure(`--${flag} needs a running Azure`, 'leave it out, or leave out --from');
    }
  }
  return {
    ...(from !== undefined && { from: [...from, ...files] }),
    ...(assumed !== undefined && { assumeComplete: listNames.filter((list) => assumed.includes(list)) }),
    ...(saveRows !== undefined && { saveRows }),
    ...(shard !== undefined && { shard: parseShard(shard) }),
  };
}
