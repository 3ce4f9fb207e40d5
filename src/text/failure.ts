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
