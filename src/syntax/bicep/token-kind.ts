/**
 * Kinds of tokens, as plain numbers: a token is three numbers (kind, start, end) in typed arrays, never an object.
 * The kinds at which recovery may stop come first, so that a set of them fits the 31 bits of a mask.
 */
export const EndOfFile = 0;
export const NewLine = 1;
export const RightBrace = 2;
export const RightParen = 3;
export const RightSquare = 4;
export const Comma = 5;
export const Colon = 6;
export const StringMiddle = 7;
export const StringRight = 8;
export const StringComplete = 9;
export const StringLeft = 10;
export const Assignment = 11;
export const LeftBrace = 12;
export const Identifier = 13;
export const RightChevron = 14;

export const LeftParen = 20;
export const LeftSquare = 21;
export const LeftChevron = 22;
export const At = 23;
export const Dot = 24;
export const Ellipsis = 25;
export const Question = 26;
export const DoubleColon = 27;
export const Semicolon = 28;
export const Plus = 29;
export const Minus = 30;
export const Percent = 31;
export const Asterisk = 32;
export const Slash = 33;
export const Hat = 34;
export const Exclamation = 35;
export const LessOrEqual = 36;
export const GreaterOrEqual = 37;
export const Equals = 38;
export const NotEquals = 39;
export const EqualsInsensitive = 40;
export const NotEqualsInsensitive = 41;
export const And = 42;
export const Or = 43;
export const Coalesce = 44;
export const Arrow = 45;
export const Pipe = 46;
export const Integer = 47;
export const True = 48;
export const False = 49;
export const Null = 50;
export const Unrecognized = 51;
/** One more than the greatest kind. */
export const Count = 52;
