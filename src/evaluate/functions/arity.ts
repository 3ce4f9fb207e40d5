import type { BuiltInFunction } from './built-in-function.ts';

const smallNumbers = ['no', 'one', 'two'];

/** Why a function cannot be called with so many arguments, in the engine's words; undefined when it can. `name` is as written. */
export function arityProblem(builtIn: BuiltInFunction, name: string, count: number): string | undefined {
  const { minimumArguments: minimum, maximumArguments: maximum } = builtIn;
  if (count >= minimum && count <= maximum) return undefined;
  if (maximum === 0) {
    return `The provided parameters for template language function '${name}' is not valid. The function does not accept parameters.`;
  }
  const start = `Unable to evaluate template language function '${name}'`;
  if (maximum === Infinity)
    return `${start}. At least ${smallNumbers[minimum] ?? minimum} parameter should be provided.`;
  const wanted = minimum === maximum ? `${minimum}` : `between ${minimum} and ${maximum}`;
  return `${start}: function requires ${wanted} argument(s) while ${count} were provided.`;
}
