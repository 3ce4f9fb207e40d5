import { hasMinus, roundTo } from './decimal.ts';
import type { Decimal } from './decimal.ts';

/** One piece of a custom format. */
type Piece =
  | { readonly kind: 'digit'; readonly zero: boolean; readonly afterPoint: boolean }
  | { readonly kind: 'point' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'exponent'; readonly letter: string; readonly plus: boolean; readonly digits: number };

interface Section {
  readonly pieces: readonly Piece[];
  /** Digits before and after the point, and whether thousands are grouped. */
  readonly whole: number;
  readonly fraction: number;
  readonly grouped: boolean;
  /** Powers of ten that `%`, `‰` and scaling commas multiply by. */
  readonly power: number;
}

/**
 * .NET's custom numeric formats: `0 # . , % ‰ E0 'text' \x ;`
 * (https://learn.microsoft.com/dotnet/standard/base-types/custom-numeric-format-strings).
 */
export function customNumber(value: Decimal, format: string): string {
  const sections = splitSections(format);
  const [positive = '', negative = '', zero = ''] = sections;
  if (value.negative && negative !== '') {
    const section = readSection(negative);
    const { shown, power } = shownIn(section, value);
    if (shown.digits !== 0n) return fill(shown, section, power);
  }
  const section = readSection(positive);
  const { shown, power } = shownIn(section, value);
  if (shown.digits === 0n && zero !== '') return zeroText(readSection(zero));
  const text = fill(shown, section, power);
  return hasMinus(shown) && text !== '' ? `-${text}` : text;
}

/** The digits that a section shows, and their power of ten where it has an exponent. */
function shownIn(section: Section, value: Decimal): { readonly shown: Decimal; readonly power: number } {
  const scaled = { ...value, scale: value.scale - section.power };
  const hasExponent = section.pieces.some((piece) => piece.kind === 'exponent');
  if (!hasExponent) return { shown: roundTo(scaled, section.fraction), power: 0 };
  return { shown: normalise(scaled, section), power: powerOf(scaled, section) };
}

function zeroText(section: Section): string {
  return fill({ negative: false, signsZero: false, digits: 0n, scale: section.fraction }, section, 0);
}

/** With an exponent the number is shifted so that it fills the digits before the point. */
function powerOf(value: Decimal, section: Section): number {
  return value.digits === 0n ? 0 : String(value.digits).length - value.scale - section.whole;
}

function normalise(value: Decimal, section: Section): Decimal {
  return roundTo({ ...value, scale: value.scale + powerOf(value, section) }, section.fraction);
}

function splitSections(format: string): string[] {
  const sections: string[] = [''];
  for (const [token] of format.matchAll(/\\[^]|'[^']*'?|"[^"]*"?|[^]/g)) {
    if (token === ';') sections.push('');
    else sections[sections.length - 1] += token;
  }
  return sections;
}

function readSection(format: string): Section {
  const pieces: Piece[] = [];
  let afterPoint = false;
  let whole = 0;
  let fraction = 0;
  let power = 0;
  let commas = 0;
  let grouped = false;
  for (const [token] of format.matchAll(/\\[^]|'[^']*'?|"[^"]*"?|[eE][+-]?0+|[^]/g)) {
    if (token === '0' || token === '#') {
      if (commas > 0 && whole > 0 && !afterPoint) grouped = true;
      commas = 0;
      pieces.push({ kind: 'digit', zero: token === '0', afterPoint });
      if (afterPoint) fraction++;
      else whole++;
    } else if (token === ',') commas++;
    else if (token === '.') {
      if (!afterPoint) pieces.push({ kind: 'point' });
      power -= afterPoint ? 0 : 3 * commas;
      commas = 0;
      afterPoint = true;
    } else if (/^[eE][+-]?0+$/.test(token)) {
      pieces.push({
        kind: 'exponent',
        letter: token.charAt(0),
        plus: token[1] === '+',
        digits: token.replace(/[^0]/g, '').length,
      });
    } else {
      if (token === '%' || token === '‰') power += token === '%' ? 2 : 3;
      pieces.push({ kind: 'text', text: literalOf(token) });
    }
  }
  if (!afterPoint) power -= 3 * commas;
  return { pieces, whole, fraction, grouped, power };
}

function literalOf(token: string): string {
  if (token.startsWith('\\')) return token.slice(1);
  if (token.startsWith("'") || token.startsWith('"')) return token.slice(1).replace(/['"]$/, '');
  return token;
}

function fill(value: Decimal, section: Section, power: number): string {
  const digits = String(value.digits).padStart(section.fraction + 1, '0');
  const wholeText = (section.fraction === 0 ? digits : digits.slice(0, -section.fraction)).replace(/^0+/, '');
  const fractionText = section.fraction === 0 ? '' : digits.slice(-section.fraction);
  const firstZero = section.pieces
    .filter((piece) => piece.kind === 'digit' && !piece.afterPoint)
    .findIndex((piece) => piece.kind === 'digit' && piece.zero);
  const leastWhole = firstZero < 0 ? 0 : section.whole - firstZero;
  const lastZero = section.pieces
    .filter((piece) => piece.kind === 'digit' && piece.afterPoint)
    .findLastIndex((piece) => piece.kind === 'digit' && piece.zero);
  const wholeDigits = wholeText.padStart(leastWhole, '0');
  const fractionDigits = fractionText.slice(0, lastZero + 1) + fractionText.slice(lastZero + 1).replace(/0+$/, '');
  return assemble(section, wholeDigits, fractionDigits, power);
}

function assemble(section: Section, whole: string, fraction: string, power: number): string {
  let text = '';
  let place = 0;
  let decimal = 0;
  for (const piece of section.pieces) {
    if (piece.kind === 'text') text += piece.text;
    else if (piece.kind === 'point') text += fraction === '' ? '' : '.';
    else if (piece.kind === 'exponent') text += exponentText(piece, power);
    else if (piece.afterPoint) text += fraction.charAt(decimal++);
    else text += wholeAt(whole, section, place++);
  }
  return text;
}

/** The digits for one place; the first place takes all that are in front of it. */
function wholeAt(whole: string, section: Section, place: number): string {
  const end = whole.length - (section.whole - 1 - place);
  const start = place === 0 ? 0 : Math.max(end - 1, 0);
  let text = '';
  for (let index = start; index < end; index++) {
    text += whole.charAt(index);
    const left = whole.length - 1 - index;
    if (section.grouped && left > 0 && left % 3 === 0) text += ',';
  }
  return text;
}

function exponentText(piece: Piece & { kind: 'exponent' }, power: number): string {
  const sign = power < 0 ? '-' : piece.plus ? '+' : '';
  return `${piece.letter}${sign}${String(Math.abs(power)).padStart(piece.digits, '0')}`;
}
