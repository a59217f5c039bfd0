const distance = /^([+-])((?:\d+[smhd])+)$/;
const part = /(\d+)([smhd])/g;
const secondsOf: ReadonlyMap<string, number> = new Map([
  ['s', 1],
  ['m', 60],
  ['h', 3600],
  ['d', 86_400],
]);

/** `+1h30m` and `-5m` from the clock, or a time of RFC 3339, in seconds since 1970; null for any other text. */
export function momentAt(text: string, clock: string): number | null {
  const parsed = distance.exec(text);
  if (parsed === null) {
    return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) && !Number.isNaN(Date.parse(text)) ? secondsAt(text) : null;
  }
  const [, sign, parts = ''] = parsed;
  const length = [...parts.matchAll(part)].reduce(
    (sum, [, count, unit = '']) => sum + Number(count) * (secondsOf.get(unit) ?? 0),
    0,
  );
  return secondsAt(clock) + (sign === '-' ? -length : length);
}

/** A time of RFC 3339 in whole seconds, as claims count them. */
export function secondsAt(time: string): number {
  return Math.floor(Date.parse(time) / 1000);
}
