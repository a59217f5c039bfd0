import { isList, isObject, type Json, type JsonObject } from '../../model/json.ts';

/** What a key of each type must have. */
const required: ReadonlyMap<string, readonly string[]> = new Map([
  ['RSA', ['n', 'e']],
  ['EC', ['crv', 'x', 'y']],
  ['OKP', ['crv', 'x']],
  ['oct', ['k']],
]);
const numbers: readonly string[] = ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi', 'x', 'y', 'k'];
const texts: readonly string[] = ['crv', 'alg', 'use', 'kid', 'x5u', 'x5t', 'x5t#S256'];
const lists: readonly string[] = ['key_ops', 'x5c'];

/** "jwks not parseable as JWK set" (9.6): a set of keys, or one key alone. */
export function isKeySet(text: string): boolean {
  try {
    const json: Json = JSON.parse(text);
    if (!isObject(json)) return false;
    const { keys } = json;
    if (keys === undefined) return isKey(json);
    return keys === null || (isList(keys) && keys.every((key) => isObject(key) && isKey(key)));
  } catch {
    return false;
  }
}

function isKey(key: JsonObject): boolean {
  const { kty } = key;
  const needed = typeof kty === 'string' ? required.get(kty) : undefined;
  if (needed === undefined || needed.some((name) => key[name] === undefined)) return false;
  return Object.entries(key).every(([name, value]) => {
    if (lists.includes(name)) return isList(value) && (name !== 'x5c' || value.every(isBase64));
    if (texts.includes(name)) return typeof value === 'string';
    // A member that keys of this type do not have is anything.
    return !(needed.includes(name) && numbers.includes(name)) || isBase64(value);
  });
}

/** In either alphabet, padded or not. */
function isBase64(value: Json): boolean {
  if (typeof value !== 'string' || !/^[A-Za-z0-9+/_-]*={0,2}$/.test(value)) return false;
  return value.replace(/=+$/, '').length % 4 !== 1;
}
