/** What the commands know of the process they run in. Tests hand in their own. */
export interface Host {
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** PEM of a certificate to trust besides those that the process trusts already (`NODE_EXTRA_CA_CERTS`). */
  readonly certificateAuthority?: string;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Takes what has to be done, at once, when the process ends. */
  readonly atExit?: (clean: () => void) => void;
}

/** A stream that text is written to. */
export interface Output {
  readonly isTerminal: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  write(text: string): void;
}
