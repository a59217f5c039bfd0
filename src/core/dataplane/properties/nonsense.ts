import fc from 'fast-check';
import { isList, isObject, type Json, type JsonObject } from '../../model/json.ts';
import type { Request } from '../../model/request.ts';
import { workloadId } from '../../model/resource.ts';

/** Whatever a person can get into a text: nothing, names of JavaScript's own, half characters, patterns, long runs. */
export const oddText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom(
    '',
    ' ',
    '*',
    '**',
    '__proto__',
    'constructor',
    'toString',
    '\u0000',
    '\ud800',
    '${x}',
    '(a+)+$',
    '[',
    '\\',
    '{**}',
    '/{*}',
    '::ffff:1.2.3.4',
    '1.2.3.4/33',
    '-1',
    '1e9',
    'istio-ext-authz',
    'spiffe://',
    '/ns/',
    'a'.repeat(5000),
    '*'.repeat(2000),
    '/..'.repeat(1000),
  ),
);

const oddJson: fc.Arbitrary<Json> = fc.oneof(
  { weight: 3, arbitrary: oddText },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Json>(null, true, 0, -1, 1.5, 65536, 1e300, [], {}, [null], [[]], [{}], {
      ['__proto__']: {},
      mode: {},
    }),
  },
  { weight: 1, arbitrary: fc.array(oddText, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.dictionary(oddText, oddText, { maxKeys: 3 }) },
);

export interface Replacement {
  /** Which value, counted through all of them. */
  readonly at: number;
  readonly by: Json;
}

export const replacements: fc.Arbitrary<readonly Replacement[]> = fc.array(
  fc.record({ at: fc.nat(5000), by: oddJson }),
  { minLength: 1, maxLength: 12, size: 'max' },
);

function sizeOf(json: Json): number {
  if (isList(json)) return json.reduce<number>((sum, item) => sum + sizeOf(item), 1);
  return isObject(json) ? Object.values(json).reduce<number>((sum, value) => sum + sizeOf(value), 1) : 1;
}

/** The objects with some of the values in them replaced; kind and names stay often enough for the rest to be read. */
export function withNonsense(objects: readonly JsonObject[], given: readonly Replacement[]): readonly JsonObject[] {
  const total = objects.reduce((sum, object) => sum + sizeOf(object), 0);
  const at = new Map(given.map((each) => [each.at % Math.max(total, 1), each.by]));
  let count = -1;
  const visit = (json: Json): Json => {
    count += 1;
    const replaced = at.get(count);
    if (replaced !== undefined) {
      count += sizeOf(json) - 1;
      return replaced;
    }
    if (isList(json)) return json.map(visit);
    if (!isObject(json)) return json;
    return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, visit(value)]));
  };
  return objects.map((object) => visit(object)).filter((object) => isObject(object));
}

const oddPort = fc.oneof(fc.integer({ min: -1, max: 70000 }), fc.constantFrom(0, 80, 8080, 15001, 15006, 15021, NaN));
const oddId = fc.tuple(oddText, oddText).map(([namespace, name]) => workloadId(namespace, name));
const oddAlpn = fc.array(oddText, { maxLength: 3 });

/** A request in which any text is possible, to or from places that a random mesh may have. */
export const oddRequest: fc.Arbitrary<Request> = fc.record({
  id: oddText,
  title: oddText,
  caller: fc.oneof(
    fc.record({
      kind: fc.constant('workload' as const),
      workload: fc.oneof(oddId, fc.constantFrom(workloadId('shop', 'w0'), workloadId('pay', 'w1'))),
    }),
    fc.record({ kind: fc.constant('external' as const), ip: fc.option(oddText) }),
    fc.constant({ kind: 'kubelet' as const }),
    fc.record({
      kind: fc.constant('peer' as const),
      identity: fc.option(oddText),
      ip: fc.option(oddText),
      alpn: fc.option(oddAlpn),
      sni: fc.option(oddText),
    }),
  ),
  target: fc.oneof(
    fc.record({
      kind: fc.constant('host' as const),
      host: fc.oneof(
        oddText,
        fc.constantFrom('w0.shop', 'w1.pay', 'w0', '10.96.0.1', '10.244.1.1', 'example.com', 'localhost'),
      ),
      port: oddPort,
      via: fc.option(oddText),
    }),
    fc.record({
      kind: fc.constant('workload' as const),
      workload: fc.constantFrom(workloadId('shop', 'w0'), workloadId('pay', 'w1'), workloadId('legacy', 'w2')),
      port: oddPort,
    }),
  ),
  payload: fc.oneof(
    fc.record({
      kind: fc.constant('http' as const),
      method: oddText,
      path: fc.oneof(
        oddText,
        oddText.map((text) => `/${text}`),
      ),
      host: fc.option(oddText),
      headers: fc.array(
        fc.tuple(fc.oneof(oddText, fc.constantFrom('host', 'x-forwarded-for', 'authorization')), oddText),
        { maxLength: 3 },
      ),
      version: fc.constantFrom('1.1' as const, '2' as const),
    }),
    fc.constant({ kind: 'tcp' as const }),
  ),
  tls: fc.option(fc.record({ sni: fc.option(oddText), alpn: oddAlpn })),
});
