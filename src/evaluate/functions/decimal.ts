import { floatText } from '../../resource/make-value.ts';

/** A number as exact decimal digits: `digits / 10^scale`. A negative scale stands for trailing zeros. */
export interface Decimal {
  readonly negative: boolean;
  /** A double keeps its sign when it is zero or rounded to zero, an integer has none then. */
  readonly signsZero: boolean;
  readonly digits: bigint;
  readonly scale: number;
}

/** The decimal digits of an integer or a finite double (its shortest form that reads back the same). */
export function decimalOf(number: { readonly integer: bigint } | { readonly float: number }): Decimal {
  if ('integer' in number) {
    const { integer } = number;
    return { negative: integer < 0n, signsZero: false, digits: integer < 0n ? -integer : integer, scale: 0 };
  }
  const [mantissa = '0', exponent = '0'] = floatText(number.float).replace('-', '').split(/E/);
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const power = /E-/.test(floatText(number.float)) ? -Math.abs(Number(exponent)) : Number(exponent);
  const negative = number.float < 0 || Object.is(number.float, -0);
  return { negative, signsZero: true, digits: BigInt(whole + fraction), scale: fraction.length - power };
}

/** Whether the number is written with a minus. */
export function hasMinus({ negative, signsZero, digits }: Decimal): boolean {
  return negative && (signsZero || digits !== 0n);
}

/** Rounded (half away from zero) or filled up to `scale` digits after the point; a negative `scale` rounds before it. */
export function roundTo(value: Decimal, scale: number): Decimal {
  if (scale >= value.scale) {
    return { ...value, digits: value.digits * 10n ** BigInt(scale - value.scale), scale };
  }
  const unit = 10n ** BigInt(value.scale - scale);
  return { ...value, digits: (value.digits + unit / 2n) / unit, scale };
}

/** `1.23E+006`: `precision` digits after the point, at least `exponentDigits` of exponent. */
export function scientific(value: Decimal, precision: number, letter: string, exponentDigits = 3): string {
  let power = value.digits === 0n ? 0 : String(value.digits).length - 1 - value.scale;
  let rounded = roundTo(value, precision - power);
  if (String(rounded.digits).length > precision + 1) {
    power += 1;
    rounded = roundTo(value, precision - power);
  }
  const digits = String(rounded.digits).padStart(precision + 1, '0');
  const fraction = precision === 0 ? '' : `.${digits.slice(1)}`;
  const sign = hasMinus(value) ? '-' : '';
  return `${sign}${digits.charAt(0)}${fraction}${letter}${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(exponentDigits, '0')}`;
}
