import { describe, expect, expectTypeOf, test } from 'vitest';
import type { Json } from '../../model/json.ts';
import { authorizationPolicy, type AuthorizationPolicySpec } from './authorizationPolicy.ts';
import { decodeJson } from './decode.ts';
import { destinationRule, type DestinationRuleSpec } from './destinationRule.ts';
import { parseDuration } from './duration.ts';
import { meshConfig } from './meshConfig.ts';
import { workloadEntry } from './workloadEntry.ts';
import { peerAuthentication } from './peerAuthentication.ts';
import { requestAuthentication } from './requestAuthentication.ts';
import { serviceEntry } from './serviceEntry.ts';
import { suggest } from './suggest.ts';

const policy = (spec: Json) => decodeJson(authorizationPolicy, spec, null, ['spec']);

test('the type of a spec follows its table', () => {
  expectTypeOf<AuthorizationPolicySpec['action']>().toEqualTypeOf<'ALLOW' | 'DENY' | 'AUDIT' | 'CUSTOM' | undefined>();
  expectTypeOf<DestinationRuleSpec['host']>().toEqualTypeOf<string>();
  expectTypeOf<NonNullable<AuthorizationPolicySpec['selector']>['matchLabels']>().toEqualTypeOf<
    { readonly [key: string]: string } | undefined
  >();
});

describe('what the schema refuses', () => {
  test('a string where a list belongs', () => {
    const decoded = policy({ rules: [{ from: [{ source: { principals: 'a' } }] }] });
    expect(decoded.value).toBeNull();
    expect(decoded.diagnostics).toMatchObject([
      {
        code: 'wrongType',
        severity: 'error',
        path: ['spec', 'rules', 0, 'from', 0, 'source', 'principals'],
        args: { expected: 'list', actual: 'string' },
      },
    ]);
  });

  test('a port number where a string belongs', () => {
    expect(policy({ rules: [{ to: [{ operation: { ports: [80] } }] }] }).value).toBeNull();
  });

  test('an enum value in lower case, with what was meant', () => {
    const decoded = policy({ action: 'deny' });
    expect(decoded.value).toBeNull();
    expect(decoded.diagnostics).toMatchObject([{ code: 'wrongEnum', args: { value: 'deny', suggestion: 'DENY' } }]);
  });

  test('a condition without key', () => {
    expect(policy({ rules: [{ when: [{ values: ['x'] }] }] })).toMatchObject({
      value: null,
      diagnostics: [{ code: 'requiredField', path: ['spec', 'rules', 0, 'when', 0], args: { field: 'key' } }],
    });
  });

  test('a null entry of from', () => {
    expect(policy({ rules: [{ from: [null] }] }).value).toBeNull();
  });

  test('a ServiceEntry port beyond 32 bits, and one that is no integer', () => {
    const port = (number: Json) =>
      decodeJson(serviceEntry, { hosts: ['a.b'], ports: [{ number, name: 'p' }] }, null, []);
    expect(port(4294967296).value).toBeNull();
    expect(port(-1).value).toBeNull();
    expect(port(80.5).value).toBeNull();
    expect(port('80').value?.ports?.[0]?.number).toBe(80);
  });
});

describe('what is lenient', () => {
  test('null equals absent', () => {
    expect(
      policy({ selector: null, rules: [{ from: null, to: [{ operation: { paths: null } }] }], action: null }),
    ).toEqual({
      value: { rules: [{ to: [{ operation: {} }] }] },
      diagnostics: [],
    });
  });

  test('a null rule becomes an empty rule', () => {
    expect(policy({ rules: [null] }).value).toEqual({ rules: [{}] });
  });

  test('a null value in a map is the zero value of its type', () => {
    expect(policy({ selector: { matchLabels: { app: null, tier: 'a' } } }).value).toEqual({
      selector: { matchLabels: { app: '', tier: 'a' } },
    });
    const ports = { '80': null, '81': { mode: null } };
    expect(decodeJson(peerAuthentication, { portLevelMtls: ports }, null, []).value).toEqual({
      portLevelMtls: { '80': {}, '81': {} },
    });
    expect(decodeJson(workloadEntry, { ports: { http: null } }, null, []).value).toEqual({ ports: { http: 0 } });
  });

  test('a null jwtRule becomes an empty rule', () => {
    expect(decodeJson(requestAuthentication, { jwtRules: [null, { issuer: 'a' }] }, null, []).value).toEqual({
      jwtRules: [{}, { issuer: 'a' }],
    });
  });

  test('an empty list stays', () => {
    expect(policy({ rules: [] }).value).toEqual({ rules: [] });
  });

  test('an unknown field is ignored, with a warning that says what was meant', () => {
    const decoded = policy({ rules: [{ from: [{ source: { princpals: ['a'], zzz: 1 } }] }] });
    expect(decoded.value).toEqual({ rules: [{ from: [{ source: {} }] }] });
    expect(decoded.diagnostics).toMatchObject([
      { code: 'unknownField', severity: 'warning', args: { field: 'princpals', suggestion: 'principals' } },
      { code: 'unknownField', severity: 'warning', args: { field: 'zzz', suggestion: '' } },
    ]);
  });

  test('MeshConfig ignores what it does not know without a word', () => {
    expect(decodeJson(meshConfig, { zzz: 1, trustDomain: 'td' }, null, [])).toEqual({
      value: { trustDomain: 'td' },
      diagnostics: [],
    });
  });
});

test('names of Object’s own members are unknown fields like any other', () => {
  const spec: Json = JSON.parse('{"__proto__": {"action": "DENY"}, "constructor": 1, "toString": 2}');
  const decoded = policy(spec);
  expect(decoded.value).toEqual({});
  expect(decoded.diagnostics.map((d) => d.args['field'])).toEqual(['__proto__', 'constructor', 'toString']);
  const ports: Json = JSON.parse('{"portLevelMtls": {"__proto__": {"mode": "STRICT"}}}');
  const value = decodeJson(peerAuthentication, ports, null, []).value;
  expect(Object.keys(value?.portLevelMtls ?? {})).toEqual(['__proto__']);
});

test('a DestinationRule keeps its nested settings', () => {
  const spec: Json = {
    host: 'a',
    trafficPolicy: {
      portLevelSettings: [{ port: { number: 80 }, tls: { mode: 'ISTIO_MUTUAL' } }],
      connectionPool: { tcp: { connectTimeout: '1.5s' } },
    },
  };
  expect(decodeJson(destinationRule, spec, null, [])).toEqual({ value: spec, diagnostics: [] });
});

test('durations are Go’s', () => {
  expect(parseDuration('1m30s')).toBe(90_000);
  expect(parseDuration('0.5s')).toBe(500);
  expect(parseDuration('-2ms')).toBe(-2);
  expect(parseDuration('10')).toBeNull();
  expect(parseDuration('')).toBeNull();
});

test('a suggestion is at most two edits away', () => {
  expect(suggest('notPrincipal', ['notPrincipals', 'principals'])).toBe('notPrincipals');
  expect(suggest('METHODS', ['methods'])).toBe('methods');
  expect(suggest('x', ['to'])).toBe('');
  expect(suggest('from', ['to', 'when'])).toBe('');
});
