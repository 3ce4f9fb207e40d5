import pc from 'picocolors';
import type { Level } from '../rule/verdict.ts';

type Paint = (text: string) => string;

/** The colours of the text report. Open has its own: it is neither good nor bad news. */
export interface TextStyle {
  readonly bold: Paint;
  readonly dim: Paint;
  /** Line numbers, arrows and bars of a code frame. */
  readonly frame: Paint;
  readonly open: Paint;
  readonly level: (level: Level, text: string) => string;
}

/** The style with or without colours. */
export function textStyle(color: boolean): TextStyle {
  const colors = pc.createColors(color);
  const levels: Readonly<Record<Level, Paint>> = { error: colors.red, warning: colors.yellow, note: colors.cyan };
  return {
    bold: colors.bold,
    // An empty text stays empty: no codes around nothing.
    dim: (text) => (text === '' ? '' : colors.dim(text)),
    frame: colors.blue,
    open: colors.magenta,
    level: (level, text) => colors.bold(levels[level](text)),
  };
}

/**
 * Whether to colour: as `FORCE_COLOR` or `NO_COLOR` say (https://no-color.org, https://force-color.org; `FORCE_COLOR=0` is no), else
 * on a terminal that can.
 */
export function wantsColor(environment: Readonly<Record<string, string | undefined>>, isTerminal: boolean): boolean {
  const force = environment['FORCE_COLOR'];
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false';
  const no = environment['NO_COLOR'];
  if (no !== undefined && no !== '') return false;
  return isTerminal && environment['TERM'] !== 'dumb';
}
