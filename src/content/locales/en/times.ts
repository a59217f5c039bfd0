const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** A time of RFC 3339 as people say it: `2 Mar 2026, 09:00 UTC`. Another text stays as it is. */
export function sayTime(text: string): string {
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) return text;
  const clock = at.toISOString().slice(11, at.getUTCSeconds() === 0 ? 16 : 19);
  return `${at.getUTCDate()} ${months[at.getUTCMonth()] ?? ''} ${at.getUTCFullYear()}, ${clock} UTC`;
}
