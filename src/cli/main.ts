#!/usr/bin/env node
import { toolVersion } from '../scan/version.ts';
import type { Host, Output } from './host.ts';

/** 128 and the number of the signal, as shells tell it. */
const codeOfSignal = { SIGINT: 130, SIGTERM: 143 } as const;
const cannotRunCode = 2;

function outputOf(stream: NodeJS.WriteStream): Output {
  return {
    isTerminal: stream.isTTY === true,
    // Some terminals, and all pipes, say nothing or 0.
    width: stream.columns > 20 ? stream.columns : 80,
    write: (text) => void stream.write(text),
  };
}

async function main(argv: readonly string[]): Promise<void> {
  // The reader of a pipe may leave early (`| head`); that is not our failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    process.stderr.write(`backuplint: the output cannot be written: ${error.message}\n`);
    process.exit(cannotRunCode);
  });
  if (argv.length === 1 && argv[0] === '--version') {
    process.stdout.write(`${toolVersion}\n`);
    return;
  }
  // Output files are written at the very end, in one go: an interrupted run leaves none, and takes rows that it was saving with it.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => process.exit(codeOfSignal[signal]));
  }
  const host: Host = {
    workingDirectory: process.cwd(),
    environment: process.env,
    stdout: outputOf(process.stdout),
    stderr: outputOf(process.stderr),
    atExit: (clean) => void process.once('exit', clean),
  };
  const { run } = await import('./run.ts');
  process.exitCode = await run(argv, host);
}

await main(process.argv.slice(2));
