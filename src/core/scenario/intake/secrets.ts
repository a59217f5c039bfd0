import { isList, isObject, type Json, type JsonObject } from '../../model/json.ts';
import { qualifiedKind } from '../../yaml/kinds.ts';

/** A value without the values of the Secrets in it, and how many of them had any. */
export interface Cleaned {
  readonly json: Json;
  readonly secrets: number;
}

/** What may stay of a Secret's metadata: an annotation can hold a copy of the values. */
const keptMetadata: readonly string[] = ['name', 'namespace', 'labels', 'creationTimestamp'];

/**
 * Finds Secrets wherever they stand (in Lists, in templates) and keeps of each only its name, labels, type and the
 * names of its keys: a gateway needs to know that `tls.crt` and `tls.key` are there.
 */
export function withoutSecretValues(json: Json, assumed: string | null = null): Cleaned {
  let secrets = 0;
  const walk = (value: Json, kind: string | null): Json => {
    if (isList(value)) return value.map((item) => walk(item, kind));
    if (!isObject(value)) return value;
    if (isSecret(value, kind)) {
      if (isClean(value)) return value;
      secrets += 1;
      return cleanSecret(value);
    }
    const items = value['kind'] === 'SecretList' ? 'Secret' : null;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item, items)]));
  };
  return { json: walk(json, assumed), secrets };
}

/** Whether a text that cannot be read may hold a Secret: then it must not be kept. */
export function mayHoldSecret(text: string): boolean {
  return /\bSecret(?:List)?\b/.test(text) || /["']?stringData["']?\s*:/.test(text);
}

function isSecret(object: JsonObject, assumed: string | null): boolean {
  const { kind = assumed, apiVersion = 'v1' } = object;
  return kind === 'Secret' && (typeof apiVersion !== 'string' || qualifiedKind('Secret', apiVersion) === 'Secret');
}

function isClean({ data, stringData, metadata }: JsonObject): boolean {
  const empty = (values: Json | undefined): boolean =>
    values === undefined ||
    values === null ||
    (isObject(values) && Object.values(values).every((value) => value === '' || value === null));
  const annotations = isObject(metadata) ? metadata['annotations'] : undefined;
  return empty(data) && empty(stringData) && annotations === undefined;
}

function cleanSecret(secret: JsonObject): JsonObject {
  const { apiVersion = 'v1', metadata, type, immutable, data, stringData } = secret;
  const kept = isObject(metadata)
    ? Object.fromEntries(Object.entries(metadata).filter(([key]) => keptMetadata.includes(key)))
    : {};
  const keys = [data, stringData].flatMap((values) => (isObject(values) ? Object.keys(values) : []));
  return {
    apiVersion,
    kind: 'Secret',
    metadata: kept,
    ...(typeof type === 'string' ? { type } : {}),
    ...(typeof immutable === 'boolean' ? { immutable } : {}),
    ...(keys.length === 0 ? {} : { data: Object.fromEntries(keys.map((key) => [key, ''])) }),
  };
}
