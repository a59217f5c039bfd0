/** "(1) value is exactly `*`; (2) value starts with `*`; (3) value ends with `*`; (4) exact. Only one star is ever consumed." */
export function plain(value: string, actual: string, prefix = ''): boolean {
  if (value === '*') return actual.startsWith(prefix) && actual.length > prefix.length;
  if (value.startsWith('*')) return actual.startsWith(prefix) && actual.slice(prefix.length).endsWith(value.slice(1));
  if (value.endsWith('*')) return actual.startsWith(prefix + value.slice(0, -1));
  return actual === prefix + value;
}

/** As a plain text, but `*`: "header exists, even with empty value". */
export function header(value: string, actual: string): boolean {
  return value === '*' || plain(value, actual);
}

/** As a header, but "case-insensitive". */
export function host(value: string, actual: string): boolean {
  return header(value.toLowerCase(), actual.toLowerCase());
}

/** A text as a regular expression that matches only itself. */
export function quote(literal: string): string {
  return literal.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

export function fullMatch(pattern: string, actual: string): boolean {
  return new RegExp(`^(?:${pattern})$`).test(actual);
}
