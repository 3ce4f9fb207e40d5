/** What Node says of files, in plain words. */
const fileTroubles: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'a part of its path is no folder',
  EISDIR: 'it is a folder',
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EROFS: 'the disk may only be read',
  ENOSPC: 'the disk is full',
};

/** Why something that was thrown stopped us, for a message. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return fileTroubles[errorCodeOf(error) ?? ''] ?? error.message;
}

/** The code that Node gives to errors of the system: `ENOENT`. */
export function errorCodeOf(error: unknown): string | undefined {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** Something the user must change before the tool can run (bad flag, bad configuration). Ends in exit code 2. */
export class Failure extends Error {
  /** One sentence: what to do about it. */
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.name = 'Failure';
    this.hint = hint;
  }
}
