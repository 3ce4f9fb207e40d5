import { didYouMean } from '../text/did-you-mean.ts';
import { Failure } from '../text/failure.ts';
import { auditFlags, doctorFlags } from './audit-flags.ts';
import { commandNames } from './command.ts';
import { lintFlags } from './flags.ts';

/** yargs' complaint about a command line, in our words and with a hint. */
export function usageFailure(complaint: string, argv: readonly string[]): Failure {
  return (
    unknownArguments(complaint, argv) ??
    wrongChoice(complaint) ??
    missingArgument(complaint, argv) ??
    missingValue(complaint) ??
    new Failure(complaint.trim().replaceAll(/\s*\n\s*/g, ' '), 'backuplint --help shows how it is called')
  );
}

function unknownArguments(complaint: string, argv: readonly string[]): Failure | undefined {
  const unknown = /^Unknown arguments?: (.*)$/m.exec(complaint)?.[1]?.split(', ') ?? [];
  const [first] = unknown;
  if (first === undefined) return undefined;
  const word = unknown.find((argument) => argv.includes(argument));
  if (word !== undefined) return extraWord(word, argv);
  const known = Object.keys({ ...lintFlags, ...auditFlags, ...doctorFlags, help: true, version: true });
  const names = unknown.map((name) => `'${dashed(name)}'`).join(', ');
  if (known.includes(first)) {
    return new Failure(`this command has no flag ${names}`, 'backuplint COMMAND --help lists its flags');
  }
  const closest = didYouMean(first, known)?.replace("'", "'--");
  return new Failure(`there is no flag ${names}`, closest ?? 'backuplint --help lists the flags');
}

/** What is probably meant by a word that a command has no place for. */
const meant: Readonly<Record<string, (word: string) => string>> = {
  rules: (rule) => `backuplint explain ${rule}`,
  report: () => "to join several: 'report merge'",
};

/** A word, not a flag, that the command has no place for. */
function extraWord(word: string, argv: readonly string[]): Failure {
  const command = commandIn(argv);
  const hint = meant[command ?? '']?.(word) ?? `backuplint ${command ?? 'COMMAND'} --help shows how it is called`;
  return new Failure(`${command === undefined ? 'this command' : `'${command}'`} takes no argument '${word}'`, hint);
}

function wrongChoice(complaint: string): Failure | undefined {
  const match = /Argument: (\S+), Given: "([^"]*)", Choices: (.*)/.exec(complaint);
  if (!match) return undefined;
  const [, name = '', given = '', choices = ''] = match;
  const allowed = choices.replaceAll('"', '');
  const hint = didYouMean(given, allowed.split(', ')) ?? `choose from ${allowed}`;
  return new Failure(`--${name} cannot be '${given}'`, hint);
}

function missingArgument(complaint: string, argv: readonly string[]): Failure | undefined {
  if (!/^Not enough non-option arguments/m.test(complaint)) return undefined;
  const command = commandIn(argv) ?? 'COMMAND';
  return new Failure(`'${command}' needs an argument`, `backuplint ${command} --help shows how it is called`);
}

function missingValue(complaint: string): Failure | undefined {
  const name = /^Not enough arguments following: (.*)$/m.exec(complaint)?.[1];
  return name === undefined ? undefined : new Failure(`${dashed(name)} needs a value`);
}

function commandIn(argv: readonly string[]): string | undefined {
  return commandNames.find((name) => name.split(' ').every((word) => argv.includes(word)));
}

/** A flag as it is typed; those of one letter have one dash. */
function dashed(name: string): string {
  return `${name.length > 1 ? '--' : '-'}${name}`;
}
