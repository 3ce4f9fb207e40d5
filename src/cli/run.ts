import { harmlessLine, printable } from '../report/printable.ts';
import { Failure } from '../text/failure.ts';
import { toolVersion } from '../scan/version.ts';
import type { ExitCode } from './exit-code.ts';
import type { Command } from './command.ts';
import type { Host } from './host.ts';
import { wrapHelp } from './wrap-help.ts';

/** Longer lines are hard to read, however wide the terminal is. */
const widestHelp = 100;

/** Runs one command line. Never throws: what stops it is told on stderr, with a hint, and is exit code 2. */
export async function run(argv: readonly string[], host: Host): Promise<ExitCode> {
  try {
    const { parseArguments } = await import('./parse-arguments.ts');
    return await runCommand(await parseArguments(argv, toolVersion), host);
  } catch (error) {
    host.stderr.write(harmless(explain(error)));
    return 2;
  }
}

/** Each command brings its own code: listing the rules need not load the parsers. */
async function runCommand(command: Command, host: Host): Promise<ExitCode> {
  switch (command.name) {
    case 'help':
      host.stdout.write(`${wrapHelp(command.text, Math.min(host.stdout.width, widestHelp))}\n`);
      return 0;
    case 'lint':
      return (await import('./lint-command.ts')).lintCommand(command.paths, command.flags, host);
    case 'audit':
      return (await import('./audit-command.ts')).auditCommand(command.files, command.flags, host);
    case 'doctor':
      return (await import('./doctor-command.ts')).doctorCommand(command.flags, host);
    case 'expand':
      return (await import('./expand-command.ts')).expandCommand(command.template, command.flags, host);
    case 'report':
      return (await import('./report-command.ts')).reportCommand(command.file, command.flags, host);
    case 'report merge':
      return (await import('./report-command.ts')).mergeCommand(command.files, command.flags, host);
    case 'rules':
      return (await import('./rules-command.ts')).rulesCommand(command.flags, host);
    case 'explain':
      return (await import('./rules-command.ts')).explainCommand(command.rule, host);
  }
}

function explain(error: unknown): string {
  if (error instanceof Failure) {
    return `backuplint: ${error.message}\n${error.hint === undefined ? '' : `  hint: ${error.hint}\n`}`;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `backuplint: this is a bug in backuplint ${toolVersion}, please report it\n${stack}\n`;
}

/** File names and values are hostile: without control characters they can neither steer the terminal nor a pipeline. */
function harmless(text: string): string {
  return text
    .split('\n')
    .map((line) => harmlessLine(printable(line)))
    .join('\n');
}
