import type { Name } from '../../../core/model/message.ts';

/** A name, marked as such. */
export function bold(name: string): string {
  return `**${name}**`;
}

/** A value in the language of machines. Backticks inside would end the mark. */
export function code(value: string): string {
  return `\`${value.replaceAll('`', "'")}\``;
}

/** Who calls, at the start of a sentence. */
export function caller(name: Name): string {
  return name === null ? 'The caller' : bold(name);
}

/** Who calls, within a sentence. */
export function theCaller(name: Name): string {
  return name === null ? 'the caller' : bold(name);
}

/** Who is called. */
export function server(name: Name): string {
  return name === null ? 'the server' : bold(name);
}

/** `**a**`, `**a** and **b**`, `**a**, **b** and **c**`; from five on the rest is counted. */
export function list(names: readonly string[]): string {
  const shown = (names.length > 4 ? names.slice(0, 3) : names).map(bold);
  const items = names.length > 4 ? [...shown, `${names.length - 3} more`] : shown;
  const last = items.at(-1) ?? 'nothing';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}

/** Who is called, at the start of a sentence. A name keeps its own letters. */
export function theServer(name: Name): string {
  return name === null ? 'The server' : bold(name);
}
