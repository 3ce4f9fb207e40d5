const hoursPerDay = 24;

/** Hours for messages, without a precision that nobody needs: `5 hours`, `3 days`. */
export function durationText(hours: number): string {
  const isLong = hours >= 2 * hoursPerDay;
  const number = isLong ? Math.floor(hours / hoursPerDay) : Math.floor(hours);
  const unit = isLong ? 'day' : 'hour';
  return `${number} ${number === 1 ? unit : `${unit}s`}`;
}
