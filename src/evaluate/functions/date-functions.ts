import type { KnownValue, Value } from '../../resource/value.ts';
import { exact, isText, isWhole, wrongType } from './argument-types.ts';
import type { BuiltInFunction, FunctionCall } from './built-in-function.ts';
import { durationTicks, fromEpoch, later, toEpoch } from './date-time.ts';
import { pure, scalar } from './define.ts';
import { formatDateTime } from './format-date-time.ts';
import { parseDateTime } from './parse-date-time.ts';
import { integerValue, textValue } from '../../resource/make-value.ts';

/**
 * Date functions: https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-date. `utcNow` and
 * `newGuid` belong to the deployment.
 */
export const dateFunctions: readonly BuiltInFunction[] = [
  scalar('dateTimeAdd', ['s', 's', 'S'], (args, call) => {
    return dateTimeAdd(args.text(0), args.text(1), args.count > 2 ? args.text(2) : undefined, call);
  }),
  pure('dateTimeFromEpoch', 1, dateTimeFromEpoch),
  scalar('dateTimeToEpoch', ['s'], (args, call) => {
    const moment = parseDateTime(args.text(0));
    if (moment !== undefined) return integerValue(toEpoch(moment), call.at);
    return call.fail(
      `The template function '${call.name}' has an invalid parameter. The parameter is not a valid ISO8601 DateTime string.`,
    );
  }),
];

/** The clock of the input's own offset, with a `Z` behind: that is how the engine writes it. */
const defaultFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

function dateTimeAdd(base: string, duration: string, format: string | undefined, call: FunctionCall): Value {
  const problem = (which: string, value: string, what: string): Value =>
    call.fail(
      `The template function '${call.name}' has an invalid parameter. The ${which} parameter '${value}' is not a valid ${what} string.`,
    );
  const start = parseDateTime(base);
  if (start === undefined) return problem('first', base, 'ISO8601 DateTime');
  const ticks = durationTicks(duration);
  if (ticks === undefined) return problem('second', duration, 'ISO8601 Duration');
  const end = later(start, ticks);
  if (end === undefined) return call.fail('The added or subtracted value results in an un-representable DateTime.');
  const text = formatDateTime(end, format ?? defaultFormat);
  return text === undefined ? problem('third', format ?? defaultFormat, 'DateTime format') : textValue(text, call.at);
}

function dateTimeFromEpoch(args: readonly KnownValue[], call: FunctionCall): Value {
  const [epoch] = args;
  let seconds: bigint | undefined;
  if (isWhole(epoch)) seconds = exact(epoch);
  else if (isText(epoch))
    seconds = /^\s*[+-]?\d{1,30}\s*$/.test(epoch.value) ? BigInt(epoch.value.trim().replace(/^\+/, '')) : undefined;
  else return wrongType(call, args, 0, 'Integer');
  const moment = seconds === undefined ? undefined : fromEpoch(seconds);
  if (moment === undefined) {
    return call.fail(
      `The template function '${call.name}' has an invalid parameter. The parameter is not a valid epoch time integer.`,
    );
  }
  return textValue(formatDateTime(moment, defaultFormat) ?? '', call.at);
}
