import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { benchFor, classesWith, proofsOf } from '../analysis/difference/exact/exact.fixture.ts';
import { send } from '../dataplane/send.ts';
import { worldWith } from '../dataplane/world.fixture.ts';
import type { JsonObject } from '../model/json.ts';
import type { Request } from '../model/request.ts';
import { workloadId } from '../model/resource.ts';
import { demoJwks } from './tokens/demoKeys.ts';
import { mint } from './tokens/mint.ts';

const jwks = JSON.stringify(demoJwks);
const authentication = `apiVersion: security.istio.io/v1
kind: RequestAuthentication
metadata: {name: r, namespace: b}
spec:
  jwtRules:
    - {issuer: a, jwks: ${jwks}}
    - {issuer: b, jwks: ${jwks}, audiences: [x]}`;

function list(...values: readonly string[]): fc.Arbitrary<string[]> {
  return fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 });
}

const principals = list('a/u', 'a/*', 'b/u', '*', '*/v');
const groups = list('g', 'h', 'g*', '*h', '*');
const source = fc.oneof(
  fc.record({ requestPrincipals: principals }),
  fc.record({ notRequestPrincipals: principals }),
  fc.record({ requestPrincipals: principals, notRequestPrincipals: principals }),
);
const when = fc.oneof(
  fc.record({ key: fc.constant('request.auth.claims[groups]'), values: groups }),
  fc.record({ key: fc.constant('request.auth.claims[groups]'), notValues: groups }),
  fc.record({ key: fc.constant('request.auth.claims[realm][roles]'), values: groups }),
  fc.record({ key: fc.constant('request.auth.claims[iss]'), values: list('a', 'b', 'a*') }),
  fc.record({ key: fc.constant('request.auth.audiences'), values: list('x', 'y') }),
  fc.record({ key: fc.constant('request.auth.principal'), values: principals }),
);
const rule = fc.record(
  {
    from: fc.array(fc.record({ source }), { minLength: 1, maxLength: 1 }),
    when: fc.array(when, { minLength: 1, maxLength: 2 }),
  },
  { requiredKeys: [] },
);
const policies = fc.array(
  fc.record({ action: fc.constantFrom('ALLOW', 'DENY'), rules: fc.array(rule, { minLength: 1, maxLength: 2 }) }),
  { maxLength: 2 },
);

function textOf(specs: readonly object[]): string {
  const written = specs.map(
    (spec, index) =>
      `apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: {name: p${index}, namespace: b}\nspec: ${JSON.stringify(spec)}`,
  );
  return [authentication, ...written].join('\n---\n');
}

const minted = new Map<string, string>();

function jwtOf(claims: JsonObject): string {
  const key = JSON.stringify(claims);
  const known = minted.get(key) ?? signed(claims);
  minted.set(key, known);
  return known;
}

function signed(claims: JsonObject): string {
  const rest = { name: '', issuer: null, subject: null, audiences: [], expires: null, notBefore: null } as const;
  return mint({ ...rest, claims, algorithm: 'ES256', signature: 'valid' }, '2026-01-01T00:00:00Z').jwt;
}

/** Every request of a small space: without a token, and with each. */
function space(): readonly Request[] {
  const tokens: (JsonObject | null)[] = [null];
  for (const iss of ['a', 'b'])
    for (const sub of [null, 'u', 'v'])
      for (const of of [null, 'g', 'gh', ['g', 'h'], ['k']])
        for (const roles of iss === 'a' ? [null, ['h']] : [null])
          for (const aud of iss === 'a' ? [null] : ['x', 'y'])
            tokens.push({
              iss,
              ...(sub === null ? {} : { sub }),
              ...(of === null ? {} : { groups: of }),
              ...(roles === null ? {} : { realm: { roles } }),
              ...(aud === null ? {} : { aud }),
            });
  return tokens.map((claims) => ({
    id: '',
    title: '',
    caller: { kind: 'peer', identity: 'cluster.local/ns/a/sa/c', ip: '10.1.1.1', alpn: null, sni: null },
    target: { kind: 'workload', workload: workloadId('b', 's'), port: 8080 },
    payload: {
      kind: 'http',
      method: 'GET',
      path: '/',
      host: 's.b',
      version: '1.1',
      headers: claims === null ? [] : [['authorization', `Bearer ${jwtOf(claims)}`]],
    },
    tls: null,
  }));
}

describe('classes of tokens', () => {
  it('hold every token of a small space, each in one class whose verdicts are its own', { timeout: 300_000 }, () => {
    const everything = space();
    let differing = 0;
    fc.assert(
      fc.property(policies, policies, (one, other) => {
        const [a, b] = [worldWith(textOf(one)), worldWith(textOf(other))];
        const bench = benchFor(a, b, jwtOf);
        const targets = bench.targets.filter(({ pod, target }) => pod?.id === 'b/s' && target.port === 8080);
        const proofs = proofsOf({ ...bench, targets });
        for (const request of everything) {
          const classes = classesWith(proofs, request);
          const [found] = classes;
          if (classes.length !== 1 || found === undefined)
            throw new Error(`${classes.length} classes have ${JSON.stringify(request)}`);
          if (found.doubt !== null) throw new Error(`in doubt: ${JSON.stringify([found.doubt, request])}`);
          const verdicts = [a, b].map((world) => send(world, request).verdict.kind);
          expect([request, found.before.kind, found.after.kind]).toEqual([request, ...verdicts]);
          if (found.before.kind !== found.after.kind) differing += 1;
        }
        for (const { told } of proofs)
          for (const { witness, before, after } of told)
            expect([a, b].map((world) => send(world, witness).verdict.kind)).toEqual([before.kind, after.kind]);
      }),
      { numRuns: 15 },
    );
    expect(differing).toBeGreaterThan(0);
  });
});
