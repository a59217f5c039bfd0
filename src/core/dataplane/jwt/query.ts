import { compareText } from '../../cluster/age.ts';

/** The parameters of a path by name, escapes decoded, as Envoy holds them: in order of their names. */
export function parameters(path: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const question = path.indexOf('?');
  const pairs = question < 0 ? [] : path.slice(question + 1).split('&');
  // Nothing stands behind a last `&`.
  if (pairs.at(-1) === '') pairs.pop();
  for (const pair of pairs) {
    const equals = pair.indexOf('=');
    const name = decoded(equals < 0 ? pair : pair.slice(0, equals));
    const value = equals < 0 ? '' : decoded(pair.slice(equals + 1));
    const known = found.get(name);
    if (known) known.push(value);
    else found.set(name, [value]);
  }
  return new Map([...found].sort(([a], [b]) => compareText(a, b)));
}

/** "Removed from its query parameter (the ? too, if nothing is left)": Envoy writes what remains anew. */
export function withoutParameter(path: string, name: string): string {
  const question = path.indexOf('?');
  if (question < 0) return path;
  const rest = [...parameters(path)]
    .filter(([each]) => each !== name)
    .flatMap(([each, values]) => values.map((value) => `${each}=${value}`));
  return path.slice(0, question) + (rest.length > 0 ? `?${rest.join('&')}` : '');
}

function decoded(text: string): string {
  return text.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
