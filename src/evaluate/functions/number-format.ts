import { customNumber } from './custom-number-format.ts';
import { decimalOf, hasMinus, roundTo, scientific } from './decimal.ts';
import type { Decimal } from './decimal.ts';
import { floatText } from '../../resource/make-value.ts';

/** A number to be written: an integer of the engine (64 bits or bigger), or a double. */
export type Formattable = { readonly integer: bigint } | { readonly float: number };

/** More digits than this are refused rather than written. */
const mostDigits = 1_000;

/**
 * .NET's standard (`N2`, `D3`, `X`, `P`) and custom (`#,##0.00`) numeric format strings with the invariant culture:
 * https://learn.microsoft.com/dotnet/standard/base-types/standard-numeric-format-strings. Undefined where .NET refuses the format.
 */
export function formatNumber(number: Formattable, format: string): string | undefined {
  if (format === '') return 'integer' in number ? String(number.integer) : floatText(number.float).replace(/\.0$/, '');
  if ('float' in number && !Number.isFinite(number.float)) return floatText(number.float);
  const standard = /^([A-Za-z])(\d*)$/.exec(format);
  if (standard === null) return customNumber(decimalOf(number), format);
  const [, letter = '', digits = ''] = standard;
  const precision = digits === '' ? undefined : Number(digits);
  if (precision !== undefined && precision > mostDigits) return undefined;
  return standardNumber(number, letter, precision);
}

function standardNumber(number: Formattable, letter: string, precision: number | undefined): string | undefined {
  const decimal = decimalOf(number);
  switch (letter.toUpperCase()) {
    case 'D':
      return 'integer' in number
        ? withSign(decimal.negative, String(abs(number.integer)).padStart(precision ?? 0, '0'))
        : undefined;
    case 'X':
      return 'integer' in number ? radix(number.integer, 16, letter, precision) : undefined;
    case 'B':
      return 'integer' in number ? radix(number.integer, 2, letter, precision) : undefined;
    case 'N':
      return signed(roundTo(decimal, precision ?? 2), (value) => grouped(value));
    case 'F':
      return signed(roundTo(decimal, precision ?? 2), (value) => plain(value));
    case 'C':
      return currency(roundTo(decimal, precision ?? 2));
    case 'P':
      return signed(
        roundTo({ ...decimal, scale: decimal.scale - 2 }, precision ?? 2),
        (value) => `${grouped(value)} %`,
      );
    case 'E':
      return scientific(decimal, precision ?? 6, letter);
    case 'G':
      return general(number, decimal, letter, precision ?? 0);
    case 'R':
      return 'float' in number ? formatNumber(number, '') : String(number.integer);
    default:
      return undefined;
  }
}

/** Two's complement in as many digits as the number needs, as .NET writes 64-bit integers. */
function radix(value: bigint, base: 2 | 16, letter: string, precision = 0): string {
  const text = (value < 0n ? BigInt.asUintN(64, value) : value).toString(base).padStart(precision, '0');
  return letter === 'X' ? text.toUpperCase() : text;
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function withSign(negative: boolean, text: string): string {
  return negative ? `-${text}` : text;
}

function signed(value: Decimal, write: (value: Decimal) => string): string {
  return withSign(hasMinus(value), write(value));
}

function currency(value: Decimal): string {
  const text = `\u00a4${grouped(value)}`;
  return hasMinus(value) ? `(${text})` : text;
}

/** Digits with a point, without sign. */
function plain(value: Decimal): string {
  const digits = String(value.digits).padStart(value.scale + 1, '0');
  return value.scale === 0 ? digits : `${digits.slice(0, -value.scale)}.${digits.slice(-value.scale)}`;
}

function grouped(value: Decimal): string {
  const [whole = '', fraction] = plain(value).split('.');
  const groups = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? groups : `${groups}.${fraction}`;
}

/** `G`: the shorter of fixed and scientific form, with at most `precision` digits. */
function general(number: Formattable, decimal: Decimal, letter: string, precision: number): string {
  if (precision === 0) {
    const text = formatNumber(number, '') ?? '';
    return letter === 'g' ? text.replace('E', 'e') : text;
  }
  const text = String(decimal.digits);
  const exponent = text.length - 1 - decimal.scale;
  const kept = roundTo(decimal, precision - 1 - exponent);
  const keptText = String(kept.digits);
  const power = kept.digits === 0n ? 0 : keptText.length - 1 - kept.scale;
  if (power >= precision || power < -4) {
    const mantissa = keptText.replace(/0+$/, '') || '0';
    const fraction = mantissa.length > 1 ? `.${mantissa.slice(1)}` : '';
    const sign = power < 0 ? '-' : '+';
    return withSign(
      kept.negative,
      `${mantissa.charAt(0)}${fraction}${letter === 'g' ? 'e' : 'E'}${sign}${String(Math.abs(power)).padStart(2, '0')}`,
    );
  }
  const fixed = plain(kept.scale < 0 ? { ...kept, digits: kept.digits * 10n ** BigInt(-kept.scale), scale: 0 } : kept);
  return signed(kept, () => (fixed.includes('.') ? fixed.replace(/\.?0+$/, '') : fixed));
}
