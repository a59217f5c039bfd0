import fc from 'fast-check';
import type { Json, JsonObject } from '../../model/json.ts';
import { mostly, near } from './near.ts';
import {
  arrivingPaths,
  badPaths,
  headerValues,
  hosts,
  identities,
  methods,
  namespaces,
  paths,
  pathTemplates,
  podPorts,
  serverNames,
  serviceAccounts,
  trustDomains,
} from './vocabulary.ts';

type Values = fc.Arbitrary<string>;

const blocks = [
  '10.1.1.1',
  '10.1.0.0/16',
  '10.1.2.3/24',
  '10.244.0.0/16',
  '0.0.0.0/0',
  '::/0',
  '2001:db8::/32',
  '9.9.9.9/32',
  '192.0.2.0/29',
] as const;
const block: Values = mostly(fc.constantFrom(...blocks), fc.constantFrom('10.1.1.300', '010.1.1.1', '10.0.0.0/33'));
const port: Values = mostly(
  fc.constantFrom(...podPorts, 80, 0).map(String),
  fc.constantFrom('+80', '80-90', '*', '65536', '8080*'),
);
const principal: Values = mostly(
  fc.oneof(
    { weight: 1, arbitrary: near(identities) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        'cluster.local/ns/shop/sa/cart',
        'cluster.local/ns/shop/sa/*',
        'cluster.local/ns/shop/*',
        'cluster.local/*',
        'old-td/ns/pay/sa/*',
        '*local/ns/shop/sa/cart',
        '*/sa/cart',
      ),
    },
  ),
  fc.constant('spiffe://cluster.local/ns/shop/sa/cart'),
);
const namespace: Values = mostly(near(namespaces), fc.constantFrom('shop/sa', '*a', '*/sa', 's*p', '*sa'));
const account: Values = mostly(
  fc.oneof(
    fc.constantFrom(...serviceAccounts),
    fc.tuple(fc.constantFrom(...namespaces), fc.constantFrom(...serviceAccounts)).map((parts) => parts.join('/')),
  ),
  fc.constantFrom('*', 'a/b/c', '/cart', 'shop/', 'shop/*'),
);
const trustDomain: Values = mostly(
  fc.oneof(
    fc.constantFrom(...trustDomains),
    fc.constantFrom('*', 'cluster*', '*td', 'td*', '*local', 'cluster', 'old', 'td'),
  ),
  fc.constantFrom('c*l', '**', 'td1/ns'),
);
const path: Values = mostly(
  fc.oneof(near(paths), near(arrivingPaths), fc.constantFrom(...pathTemplates)),
  fc.constantFrom(...badPaths),
);
const requestPrincipal: Values = fc.oneof(
  near(['issuer/alice', 'https://issuer.test/bob/x', 'issuer/', 'issuer']),
  fc.constantFrom('issuer/alice', 'issuer', 'issuer/', 'issuer*', 'https://issuer.test/*', 'https://issuer.test/bob*'),
  fc.constantFrom('*/alice', '*/x', '*suer/alice', '*/*', 'issuer/*', 'issuer/a*', '*', '*lice'),
);

/** A good value of a field, for each field of a source that can be negated. */
export const sourceValues = {
  principals: principal,
  namespaces: namespace,
  serviceAccounts: account,
  trustDomains: trustDomain,
  requestPrincipals: requestPrincipal,
  ipBlocks: block,
  remoteIpBlocks: block,
} as const satisfies Record<string, Values>;

export const operationValues = {
  hosts: near(hosts),
  ports: port,
  methods: near(methods),
  paths: path,
} as const satisfies Record<string, Values>;

export const conditionValues = {
  'request.headers[x-team]': near(['blue', 'blue,red', 'Blue', 'blue*']),
  'request.headers[X-TAG]': near(headerValues.filter((value) => value !== '')),
  'request.headers[:path]': near(paths),
  'request.headers[:method]': near(methods),
  'request.headers[:authority]': near(hosts),
  'request.headers[Host]': near(hosts),
  'request.headers[:scheme]': near(['https', 'http']),
  'source.ip': block,
  'remote.ip': block,
  'source.namespace': namespace,
  'source.serviceAccount': account,
  'source.trustDomain': trustDomain,
  'source.principal': principal,
  'request.auth.principal': requestPrincipal,
  'request.auth.audiences': near(['shop', 'http://pay/']),
  'request.auth.presenter': near(['web']),
  'request.auth.claims[group]': near(['admin']),
  'request.auth.claims[a][b]': near(['c']),
  'request.auth.claims[level]': near(['5']),
  'request.auth.claims[scope]': near(['read', 'read write']),
  'request.auth.claims[sub]': near(['alice', 'bob/x']),
  'request.headers[authorization]': near(['Bearer ', 'Basic YTpi']),
  'destination.ip': block,
  'destination.port': port,
  'connection.sni': near(serverNames),
  'experimental.envoy.filters.network.mysql_proxy[db.t]': near(['[insert]', 'insert']),
} as const satisfies Record<string, Values>;

/** Arbitraries as a list, in the order of the table. */
export function entriesOf(table: Readonly<Record<string, Values>>): readonly (readonly [string, Values])[] {
  return Object.entries(table);
}

export function negated(field: string): string {
  return `not${field.charAt(0).toUpperCase()}${field.slice(1)}`;
}

/** One to three fields, each plain or negated, with one to three values, seldom none or an empty one. */
function fieldsOf(table: Readonly<Record<string, Values>>): fc.Arbitrary<JsonObject> {
  const field = fc.oneof(
    ...entriesOf(table).map(([name, value]) => {
      const values = mostly<Json>(fc.array(value, { minLength: 1, maxLength: 3 }), fc.constantFrom<Json>([], ['']));
      return fc.tuple(fc.constantFrom(name, name, negated(name)), values);
    }),
  );
  return fc
    .uniqueArray(field, { minLength: 1, maxLength: 3, selector: ([name]) => name, size: 'max' })
    .map((fields): JsonObject => Object.fromEntries(fields));
}

const condition: fc.Arbitrary<JsonObject> = fc
  .oneof(
    ...entriesOf(conditionValues).map(([key, value]) => {
      const some = fc.array(value, { minLength: 1, maxLength: 2 });
      return fc.tuple(fc.constant(key), some, some, fc.nat(40));
    }),
  )
  .map(([key, values, notValues, which]): JsonObject => {
    if (which === 0) return { key };
    if (which < 25) return { key, values };
    return which < 37 ? { key, notValues } : { key, values, notValues };
  });

const emptyList: fc.Arbitrary<Json> = fc.constant([]);
const source: fc.Arbitrary<Json> = mostly<Json>(fieldsOf(sourceValues), fc.constant({}));
const operation: fc.Arbitrary<Json> = mostly<Json>(fieldsOf(operationValues), fc.constant({}));

/** Part of a rule: absent, or a list of one or two, seldom an empty one. */
function part(item: fc.Arbitrary<JsonObject>): fc.Arbitrary<Json> {
  return mostly<Json>(fc.array(item, { minLength: 1, maxLength: 2 }), emptyList, 20);
}

/** A rule of an AuthorizationPolicy, mostly one that the webhook accepts. */
export const rule: fc.Arbitrary<JsonObject> = fc
  .tuple(
    fc.option(part(source.map((value): JsonObject => ({ source: value }))), { freq: 2 }),
    fc.option(part(operation.map((value): JsonObject => ({ operation: value }))), { freq: 2 }),
    fc.option(part(condition), { freq: 1 }),
  )
  .map(([from, to, when]): JsonObject => {
    const parts: Record<string, Json> = {};
    if (from !== null) parts['from'] = from;
    if (to !== null) parts['to'] = to;
    if (when !== null) parts['when'] = when;
    return parts;
  });

/** Fields with more forms than the others come up more often. */
const weights: Readonly<Record<string, number>> = {
  principals: 4,
  namespaces: 2,
  serviceAccounts: 3,
  requestPrincipals: 4,
  paths: 6,
  'source.principal': 2,
  'request.auth.principal': 2,
};

/** A rule of a single field with one or two values. */
export const narrowRule: fc.Arbitrary<JsonObject> = fc.oneof(
  ...entriesOf(sourceValues).map(([name, value]) => narrow(name, value, (fields) => ({ from: [{ source: fields }] }))),
  ...entriesOf(operationValues).map(([name, value]) =>
    narrow(name, value, (fields) => ({ to: [{ operation: fields }] })),
  ),
  ...entriesOf(conditionValues).map(([key, value]) => ({
    weight: weights[key] ?? 1,
    arbitrary: fc
      .tuple(fc.constantFrom('values', 'values', 'notValues'), listed(value))
      .map(([which, values]): JsonObject => ({ when: [{ key, [which]: values }] })),
  })),
);

function narrow(
  name: string,
  value: Values,
  ruleOf: (fields: JsonObject) => JsonObject,
): { readonly weight: number; readonly arbitrary: fc.Arbitrary<JsonObject> } {
  const fields = fc.tuple(fc.constantFrom(name, name, negated(name)), listed(value));
  return { weight: weights[name] ?? 1, arbitrary: fields.map(([field, values]) => ruleOf({ [field]: values })) };
}

function listed(value: Values): fc.Arbitrary<string[]> {
  return fc.array(value, { minLength: 1, maxLength: 2 });
}
