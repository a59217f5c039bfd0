import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Schema } from './dsl.ts';
import { type Published, publishedSpec } from './publishedTypes.fixture.ts';
import { tables } from './tables.ts';

const kinds = {
  AuthorizationPolicy: 'security',
  PeerAuthentication: 'security',
  RequestAuthentication: 'security',
  Sidecar: 'networking',
  ServiceEntry: 'networking',
  DestinationRule: 'networking',
  VirtualService: 'networking',
  Gateway: 'networking',
  WorkloadEntry: 'networking',
};

/** The declarations that were made from the CRDs of Istio 1.29. */
function published(kind: string, group: string): Published {
  const file = `node_modules/@kubernetes-models/istio/${group}.istio.io/v1/${kind}.d.ts`;
  return publishedSpec(readFileSync(join(import.meta.dirname ?? '.', '../../../..', file), 'utf8'));
}

const scalars: Readonly<Record<string, readonly string[]>> = {
  string: ['string'],
  duration: ['string'],
  boolean: ['boolean'],
  integer: ['number'],
  number: ['number'],
  intOrString: ['number', 'string'],
};

/** Fields that came with Istio 1.30 and 1.31, after these declarations were made. */
const newer = [
  'AuthorizationPolicy.rules[].from[].source.trustDomains',
  'AuthorizationPolicy.rules[].from[].source.notTrustDomains',
  'tls.insecureSkipVerify',
  'loadBalancer.zoneAwareLbSetting',
  'http.http2KeepAlive',
  'outlierDetection.outlierDetectionHttpErrorCodes',
  'retryBudget.budgetInterval',
  'redirect.prefixRewrite',
];
const isNewer = (path: string): boolean => newer.some((each) => path === each || path.endsWith(`.${each}`));

/** Everything in which a table and the published type differ. */
function differences(table: Schema, type: Published, at: string): readonly string[] {
  const differ = (what: string): readonly string[] => [`${at}: ${what}`];
  switch (table.kind) {
    case 'any':
      return differ('is not looked into');
    case 'object': {
      if (type.kind !== 'object') return differ(`is an object, published as ${type.kind}`);
      const missing = [...type.fields.keys()].filter((name) => !Object.hasOwn(table.fields, name));
      return [
        ...missing.flatMap((name) => differ(`${name} is missing`)),
        ...Object.entries(table.fields).flatMap(([name, field]) => {
          const known = type.fields.get(name);
          if (known === undefined) return isNewer(`${at}.${name}`) ? [] : differ(`${name} is not published`);
          const required = field.required === known.required ? [] : differ(`${name} required: ${field.required}`);
          return [...required, ...differences(field, known.type, `${at}.${name}`)];
        }),
      ];
    }
    case 'list':
      return type.kind === 'list' ? differences(table.item, type.item, `${at}[]`) : differ(`published as ${type.kind}`);
    case 'map':
      return type.kind === 'map' ? differences(table.item, type.item, `${at}{}`) : differ(`published as ${type.kind}`);
    case 'enum': {
      const values = type.kind === 'enum' ? type.values : [];
      return [...values].sort().join() === [...table.values].sort().join()
        ? []
        : differ(`is one of ${table.values.join()}, published: ${values.join()}`);
    }
    case 'string':
    case 'boolean':
    case 'integer':
    case 'number':
    case 'duration':
    case 'intOrString': {
      const of = type.kind === 'scalar' ? type.of : [type.kind];
      return of.join() === scalars[table.kind]?.join() ? [] : differ(`is ${table.kind}, published as ${of.join()}`);
    }
  }
}

describe('the table of fields', () => {
  it.each(Object.entries(kinds))('of %s has the fields of the published CRD, and no others', (kind, group) => {
    const table = tables.get(kind);
    if (table === undefined) throw new Error(`no table for ${kind}`);
    expect(differences(table, published(kind, group), kind)).toEqual([]);
  });
});

/** Every field of a table, with its path. */
function docs(table: Schema, at: string): readonly (readonly [string, string])[] {
  const own = [[at, table.doc] as const];
  if (table.kind === 'object') {
    return [...own, ...Object.entries(table.fields).flatMap(([name, field]) => docs(field, `${at}.${name}`))];
  }
  if (table.kind === 'list' || table.kind === 'map') {
    // An item that is an object says what it is by its fields.
    return [...own, ...docs(table.item, `${at}[]`).slice(table.item.kind === 'object' ? 1 : 0)];
  }
  return own;
}

it('every field is described by one line', () => {
  const all = [...tables].flatMap(([kind, table]) => docs(table, kind).slice(1));
  const wrong = all.filter(([, doc]) => doc.length < 3 || doc.length > 160 || /\n/.test(doc) || !/[.…]$/.test(doc));
  expect(wrong.map(([path, doc]) => `${path}: ${doc}`)).toEqual([]);
  expect(all.length).toBeGreaterThan(500);
});
