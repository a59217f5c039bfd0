import { isList, isObject, type Json } from '../../model/json.ts';
import type { Path } from '../../model/resource.ts';

/** How a name ends that stands for a secret itself, not for where it is or what it is called. */
const secretWords: ReadonlySet<string> = new Set([
  'PASSWORD',
  'PASSWD',
  'PASSPHRASE',
  'PASS',
  'SECRET',
  'SECRETS',
  'TOKEN',
  'CREDENTIAL',
  'CREDENTIALS',
  'APIKEY',
  'SECRETKEY',
  'ACCESSKEY',
  'PRIVATEKEY',
  'AUTHTOKEN',
]);

/** A KEY is a secret by what stands before it: not a primary key, nor that of a cache. */
const secretKeys: ReadonlySet<string> = new Set([
  'API',
  'ACCESS',
  'SECRET',
  'PRIVATE',
  'ENCRYPTION',
  'SIGNING',
  'SIGN',
  'AUTH',
  'MASTER',
  'SHARED',
  'ACCOUNT',
  'HMAC',
  'JWT',
  'LICENSE',
  'LICENCE',
  'SSH',
  'TLS',
  'SSL',
  'CLIENT',
  'SERVICE',
  'STORAGE',
  'ADMIN',
  'APP',
  'COOKIE',
  'SESSION',
  'AES',
  'RSA',
  'DEPLOY',
  'WEBHOOK',
  'WRITE',
]);

/** What may follow without making it something else: DB_PASSWORD_1, TOKEN_BASE64. */
const passed = /^(?:\d+|BASE64|B64|VALUE|HASH|OLD|NEW|PROD|PRODUCTION|STAGING|DEV|TEST)$/;

/** Values that are plainly none: empty, a switch, a reference to another variable, a file. */
const harmless =
  /^\s*$|^(?:true|false|yes|no|on|off|none|null|enabled|disabled|required|optional)$|^\$\([\w.-]+\)$|^(?:file:\/\/)?(?:\.{1,2})?\/(?:etc|var|run|tmp|home|opt|usr|mnt|secrets?|vault)\//i;

/** `postgres://shop:hunter2@db/orders` */
const addressWithPassword = /^[a-z][a-z\d+.-]*:\/\/[^/@:\s]*:[^/@\s]+@/i;

/** The paths of `value` in entries of `env` that plainly are secrets, by their names, or as addresses with a password. */
export function secretEnvPaths(json: Json): readonly Path[] {
  const paths: Path[] = [];
  const walk = (value: Json, path: Path): void => {
    if (isList(value)) {
      for (const [index, item] of value.entries()) walk(item, [...path, index]);
      return;
    }
    if (!isObject(value)) return;
    for (const [key, item] of Object.entries(value)) {
      if (key === 'env' && isList(item))
        for (const [index, entry] of item.entries())
          if (isSecretEntry(entry)) paths.push([...path, key, index, 'value']);
      walk(item, [...path, key]);
    }
  };
  walk(json, []);
  return paths;
}

function isSecretEntry(entry: Json): boolean {
  if (!isObject(entry)) return false;
  const { name, value } = entry;
  if (typeof name !== 'string' || (typeof value !== 'string' && typeof value !== 'number')) return false;
  const text = String(value);
  return !harmless.test(text) && (isSecretName(name) || addressWithPassword.test(text));
}

/** Whether a variable of this name holds a secret: `DB_PASSWORD`, `apiKey`, `stripe.secret-key`; not `TOKEN_URL` or `PRIMARY_KEY`. */
export function isSecretName(name: string): boolean {
  const words = name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toUpperCase()
    .split(/[^A-Z\d]+/)
    .filter((word) => word !== '');
  while (words.length > 1 && passed.test(words.at(-1) ?? '')) words.pop();
  const last = words.at(-1) ?? '';
  const before = words.at(-2);
  if (last === 'KEY' || last === 'KEYS') return before !== undefined && secretKeys.has(before);
  // The shell's PWD is a folder.
  if (last === 'PWD') return before !== undefined && before !== 'OLD';
  return secretWords.has(last) || /(?:PASSWORD|PASSWD|SECRET)$/.test(last);
}
