import { describe, expect, it } from 'vitest';
import { createSourceFile, positionAt } from '../../src/text/source-file.ts';

describe('the position of an offset', () => {
  it.each([
    ['a line feed', 'a\nb', 2, '2:1'],
    ['a carriage return', 'a\rb', 2, '2:1'],
    ['both', 'a\r\nb', 3, '2:1'],
    ['an empty line', 'a\r\n\r\nb', 5, '3:1'],
    ['both, of which it is the second', 'a\r\nb', 2, '1:3'],
    ['nothing', 'ab', 1, '1:2'],
    ['the end', 'a\n', 2, '2:1'],
    ['what is beyond the end', 'a\nb', 9, '2:2'],
  ])('behind %s', (_, text, offset, expected) => {
    const { line, column } = positionAt(createSourceFile('/main.bicep', text), offset);
    expect(`${line}:${column}`).toBe(expected);
  });
});
