import { describe, expect, it } from 'vitest';
import { bicep, errors } from './bicep-template.ts';

describe('mentions of declarations that have no type', () => {
  it.each([
    [
      'of a variable, and of those that depend on it',
      'var a = nope\nvar b = { x: a }\noutput o object = b',
      ['BCP057 1:9', 'BCP062 2:14', 'BCP062 3:19'],
    ],
    ['before the declaration', 'output o string = a\nvar a = nope', ['BCP062 1:19', 'BCP057 2:9']],
    ['of a variable without a value', 'var a =\noutput o string = a', ['BCP009 1:8', 'BCP062 2:19']],
    ['of a parameter', 'param p nope?\noutput o string = p!', ['BCP302 1:9', 'BCP062 2:19']],
    ['of a resource', `resource r 'x' = { name: 'r' }\noutput o string = r.id`, ['BCP029 1:12', 'BCP062 2:19']],
    ['of a circle', 'var a = b\nvar b = a\noutput o int = a', ['BCP080 1:9', 'BCP080 2:9', 'BCP062 3:16']],
    [
      'in resources, functions and loops',
      `var a = 'x\${nope}'\nresource r 'My.Rp/a@2020-01-01' = { name: a }\nfunc f() string => a\nvar b = [for i in [a]: a]`,
      ['BCP057 1:13', 'BCP062 2:43', 'BCP062 3:20', 'BCP062 4:20', 'BCP062 4:24'],
    ],
    ['of a variable that says its type', 'var a int = nope\noutput o int = a', ['BCP057 1:13']],
    ['of a value that does not fit', `var a int = 's'\noutput o int = a`, ['BCP033 1:13']],
    ['of a parameter with a wrong default', 'param p string = nope\noutput o string = p', ['BCP057 1:18']],
    ['of a parameter whose type has wrong parts', 'param p nope[]\noutput o array = p', ['BCP302 1:9']],
  ])('%s', (_, text, expected) => {
    expect(errors(bicep(text).diagnostics)).toEqual(expected);
  });
});
