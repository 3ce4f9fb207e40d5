/**
 * Kinds of tokens, as plain numbers: a token is three numbers (kind, start, end) in typed arrays, never an object.
 * The kinds at which recovery may stop come first, so that a set of them fits the 31 bits of a mask. Typed `number`, so that
 * a comparison does not pin the kind of the current token for the compiler after the cursor has moved.
 */
export const EndOfFile: number = 0;
export const NewLine: number = 1;
export const RightBrace: number = 2;
export const RightParen: number = 3;
export const RightSquare: number = 4;
export const Comma: number = 5;
export const Colon: number = 6;
export const StringMiddle: number = 7;
export const StringRight: number = 8;
export const StringComplete: number = 9;
export const StringLeft: number = 10;
export const Assignment: number = 11;
export const LeftBrace: number = 12;
export const Identifier: number = 13;
export const RightChevron: number = 14;

export const LeftParen: number = 20;
export const LeftSquare: number = 21;
export const LeftChevron: number = 22;
export const At: number = 23;
export const Dot: number = 24;
export const Ellipsis: number = 25;
export const Question: number = 26;
export const Semicolon: number = 28;
export const Plus: number = 29;
export const Minus: number = 30;
export const Percent: number = 31;
export const Asterisk: number = 32;
export const Slash: number = 33;
export const Hat: number = 34;
export const Exclamation: number = 35;
/** Tokens of two characters stand together. */
export const FirstOfTwo: number = 36;
export const LessOrEqual: number = 36;
export const GreaterOrEqual: number = 37;
export const Equals: number = 38;
export const NotEquals: number = 39;
export const EqualsInsensitive: number = 40;
export const NotEqualsInsensitive: number = 41;
export const And: number = 42;
export const Or: number = 43;
export const Coalesce: number = 44;
export const Arrow: number = 45;
export const DoubleColon: number = 46;
export const LastOfTwo: number = 46;

export const Pipe: number = 27;
export const Integer: number = 47;
export const True: number = 48;
export const False: number = 49;
export const Null: number = 50;
export const Unrecognized: number = 51;
/** One more than the greatest kind. */
export const Count: number = 52;
