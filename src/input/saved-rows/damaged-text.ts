/** A 1-based line and column of a text. */
export interface Where {
  readonly line: number;
  readonly column: number;
}

/** A text that is not what it should be, or ends too early. */
export class DamagedText extends Error {
  readonly where: Where | undefined;

  constructor(message: string, where?: Where) {
    super(message);
    this.name = 'DamagedText';
    this.where = where;
  }
}
