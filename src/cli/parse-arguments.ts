import type { Argv } from 'yargs';
import yargs from 'yargs';
import { Failure } from '../text/failure.ts';
import { type AuditFlags, auditFlags, type DoctorFlags, doctorFlags } from './audit-flags.ts';
import type { Command, LintFlags, ReadFlags, ReportCommandFlags, RulesFlags } from './command.ts';
import { type Flags, lintFlags, readFlags, reportFlags, rulesFlags } from './flags.ts';
import { usageFailure } from './usage-failure.ts';

/**
 * Reads the command line.
 *
 * @throws {Failure} for a flag that does not exist, a value that is missing or not among its choices.
 */
export async function parseArguments(given: readonly string[], version: string): Promise<Command> {
  const argv = withoutDashes(given);
  let command: Command | undefined;
  const choose = (chosen: Command): void => {
    command = chosen;
  };
  let help = '';
  await defineCommands(yargs([...argv]), choose)
    .scriptName('backuplint')
    .usage('Which of your Azure virtual machines could not be restored, and why?\n\nUsage: $0 [command]')
    .parserConfiguration({
      'greedy-arrays': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
      'camel-case-expansion': false,
      'dot-notation': false,
      'boolean-negation': false,
    })
    .strict()
    .version(version)
    .help()
    .alias('h', 'help')
    .wrap(null)
    .exitProcess(false)
    .fail((message, error) => {
      throw error === undefined || error.name === 'YError' ? usageFailure(error?.message ?? message, argv) : error;
    })
    .parseAsync([...argv], {}, (_error: unknown, _args: unknown, text: string) => {
      help = text;
    });
  if (help !== '') return { name: 'help', text: help };
  if (!command) throw new Failure('there is nothing to do', 'backuplint --help lists the commands');
  return command;
}

/** yargs drops a lone `-`, and the words behind `--`: what was asked for would become the whole working directory. */
function withoutDashes(argv: readonly string[]): readonly string[] {
  if (argv.includes('-')) throw new Failure("'-' is no file", 'standard input is not read: name a file or folder');
  const end = argv.indexOf('--');
  if (end < 0) return argv;
  const words = argv.slice(end + 1).map((word) => (word.startsWith('-') ? `./${word}` : word));
  return [...argv.slice(0, end), ...words];
}

type Choose = (command: Command) => void;

function defineCommands(parser: Argv, choose: Choose): Argv {
  return [defineLint, defineAudit, defineDoctor, defineExpand, defineReport, defineRules].reduce(
    (result, define) => define(result, choose),
    parser,
  );
}

function defineLint(parser: Argv, choose: Choose): Argv {
  return parser.command(
    ['lint [paths..]', '$0'],
    'Judge ARM JSON, Bicep and parameter files',
    (command) =>
      withFlags(command, lintFlags).positional('paths', {
        describe: 'Files and folders [.]',
        type: 'string',
      }),
    (args) => choose({ name: 'lint', paths: textsOf(args['paths']), flags: valuesOf<LintFlags>(args, lintFlags) }),
  );
}

function defineAudit(parser: Argv, choose: Choose): Argv {
  return parser.command(
    'audit [files..]',
    'Judge running subscriptions, through Azure Resource Graph',
    (command) =>
      withFlags(command, auditFlags).positional('files', {
        describe: 'More files of --from',
        type: 'string',
      }),
    (args) => choose({ name: 'audit', files: textsOf(args['files']), flags: valuesOf<AuditFlags>(args, auditFlags) }),
  );
}

function defineDoctor(parser: Argv, choose: Choose): Argv {
  return parser.command(
    'doctor',
    'Say what the signed-in identity may read, and what is missing',
    (command) => withFlags(command, doctorFlags),
    (args) => choose({ name: 'doctor', flags: valuesOf<DoctorFlags>(args, doctorFlags) }),
  );
}

function defineExpand(parser: Argv, choose: Choose): Argv {
  return parser.command(
    'expand <template>',
    'Show what a deployment would create, as JSON',
    (command) =>
      withFlags(command, readFlags).positional('template', { describe: 'Template or parameter file', type: 'string' }),
    (args) =>
      choose({ name: 'expand', template: String(args['template']), flags: valuesOf<ReadFlags>(args, readFlags) }),
  );
}

function defineReport(parser: Argv, choose: Choose): Argv {
  return parser.command(
    'report [results]',
    "Render a JSON report again; 'report merge' joins the reports of shards",
    (command) =>
      defineMerge(withFlags(command, reportFlags), choose).positional('results', {
        describe: 'JSON report',
        type: 'string',
      }),
    (args) => {
      // Were it required by the grammar, `report merge` would need it, too.
      if (args['results'] === undefined)
        throw new Failure("'report' needs a JSON report", 'make one with --format json=FILE');
      const flags = valuesOf<ReportCommandFlags>(args, reportFlags);
      choose({ name: 'report', file: String(args['results']), flags });
    },
  );
}

/** Below `report`: who has a file of that name writes `report ./merge`. */
function defineMerge(parser: Argv, choose: Choose): Argv {
  return parser.command(
    'merge <reports..>',
    'Join the JSON reports of all shards of an audit, and render them',
    (command) =>
      withFlags(command, reportFlags).positional('reports', {
        describe: 'JSON reports, one of each shard',
        type: 'string',
      }),
    (args) => {
      const flags = valuesOf<ReportCommandFlags>(args, reportFlags);
      choose({ name: 'report merge', files: textsOf(args['reports']), flags });
    },
  );
}

function defineRules(parser: Argv, choose: Choose): Argv {
  return parser
    .command(
      'rules',
      'List the rules',
      (command) => withFlags(command, rulesFlags),
      (args) => choose({ name: 'rules', flags: valuesOf<RulesFlags>(args, rulesFlags) }),
    )
    .command(
      'explain <rule>',
      'Say what a rule judges, why, and how to fix it',
      (command) => command.positional('rule', { describe: 'Id of the rule', type: 'string' }),
      (args) => choose({ name: 'explain', rule: String(args['rule']) }),
    );
}

function withFlags(command: Argv, flags: Flags): Argv {
  return Object.entries(flags).reduce((result, [name, flag]) => {
    const { array: _, alone, ...options } = flag;
    // A repeated flag becomes an array by itself; `array` would only spoil the help.
    if (alone === undefined) return result.option(name, { ...options, requiresArg: flag.type === 'string' });
    return result.option(name, { ...options, coerce: (text: unknown) => (text === '' ? alone : text) });
  }, command);
}

/** The declared flags that were given; one value each, but for those that may be repeated. */
function valuesOf<F>(args: Readonly<Record<string, unknown>>, flags: Flags): F {
  const values = Object.entries(flags).flatMap(([name, flag]) => {
    const value = args[name];
    if (value === undefined) return [];
    const texts = Array.isArray(value) ? value : [value];
    if (texts.includes('')) throw new Failure(`--${name} is empty`, 'give it a value, or leave it out');
    if (flag.array) return [[name, texts]];
    if (texts.length > 1) throw new Failure(`--${name} is given ${texts.length} times`, 'give it once');
    return [[name, texts[0]]];
  });
  // The flags were declared to yargs by the same table that the type is computed from.
  return Object.fromEntries(values) as F;
}

function textsOf(value: unknown): string[] {
  const texts = Array.isArray(value) ? value.map(String) : [];
  if (texts.includes('')) throw new Failure('a path is empty', "leave it out, or write '.' for the working directory");
  return texts;
}
