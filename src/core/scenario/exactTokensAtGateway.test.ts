import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { benchFor, classesWith, proofsOf } from '../analysis/difference/exact/exact.fixture.ts';
import { viaOf } from '../analysis/difference/exact/outsideTargets.ts';
import { send } from '../dataplane/send.ts';
import { worldWith } from '../dataplane/world.fixture.ts';
import type { JsonObject } from '../model/json.ts';
import type { Request } from '../model/request.ts';
import { demoJwks } from './tokens/demoKeys.ts';
import { mint } from './tokens/mint.ts';

const jwks = JSON.stringify(demoJwks);

const authentication = (namespace: string, more: string): string => `apiVersion: security.istio.io/v1
kind: RequestAuthentication
metadata: {name: r, namespace: ${namespace}}
spec: {jwtRules: [{issuer: a, jwks: ${jwks}${more}}, {issuer: b, jwks: ${jwks}, audiences: [x]}]}`;

const route = 'route: [{destination: {host: s.b.svc.cluster.local, port: {number: 80}}}]';
const base = `{apiVersion: v1, kind: Pod, metadata: {name: g, namespace: a, labels: {app: g, istio: edge}, annotations: {inject.istio.io/templates: gateway}}, spec: {serviceAccountName: g, containers: [{name: istio-proxy, image: auto}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: g, namespace: a}, spec: {selector: {app: g}, ports: [{name: http2, port: 80, targetPort: 8080}]}}
---
{apiVersion: networking.istio.io/v1, kind: Gateway, metadata: {name: edge, namespace: a}, spec: {selector: {istio: edge}, servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*"]}]}}`;

const source = fc.constantFrom<JsonObject>(
  { requestPrincipals: ['a/u'] },
  { requestPrincipals: ['*'] },
  { notRequestPrincipals: ['*'] },
  { notRequestPrincipals: ['b/*'] },
);
const when = fc.constantFrom<JsonObject>(
  { key: 'request.auth.claims[groups]', values: ['g'] },
  { key: 'request.auth.claims[iss]', values: ['b'] },
  { key: 'request.headers[x-groups]', values: ['g'] },
);
const rule = fc.oneof(
  source.map((each): JsonObject => ({ from: [{ source: each }] })),
  when.map((each): JsonObject => ({ when: [each] })),
);
const draft = fc.record({
  policies: fc.array(
    fc.record({ namespace: fc.constantFrom('a', 'b'), action: fc.constantFrom('ALLOW', 'DENY'), rule }),
    { maxLength: 2 },
  ),
  claim: fc.option(
    fc.constantFrom(
      '{"@request.auth.claims.groups": {exact: g}}',
      '{"@request.auth.claims.iss": {prefix: b}}',
      '{"@request.auth.claims[groups]": {}}',
    ),
  ),
  behind: fc.boolean(),
  more: fc.constantFrom(
    '',
    ', forwardOriginalToken: true',
    ', outputClaimToHeaders: [{header: x-groups, claim: groups}]',
  ),
});
type Draft = typeof draft extends fc.Arbitrary<infer T> ? T : never;

function textOf({ policies, claim, behind, more }: Draft): string {
  const first = claim === null ? '' : `{match: [{headers: ${claim}}], directResponse: {status: 204}}, `;
  return [
    base,
    `{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: v, namespace: b}, spec: {hosts: ["*"], gateways: [a/edge], http: [${first}{${route}}]}}`,
    authentication('a', more),
    ...(behind ? [authentication('b', more)] : []),
    ...policies.map(
      ({ namespace, action, rule: each }, index) =>
        `apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: {name: p${index}, namespace: ${namespace}}\nspec: ${JSON.stringify({ action, rules: [each] })}`,
    ),
  ].join('\n---\n');
}

const minted = new Map<string, string>();

function jwtOf(claims: JsonObject): string {
  const key = JSON.stringify(claims);
  const rest = { name: '', issuer: null, subject: null, audiences: [], expires: null, notBefore: null } as const;
  const made =
    minted.get(key) ?? mint({ ...rest, claims, algorithm: 'ES256', signature: 'valid' }, '2026-01-01T00:00:00Z').jwt;
  minted.set(key, made);
  return made;
}

function space(): readonly Request[] {
  const tokens: (JsonObject | null)[] = [null];
  for (const iss of ['a', 'b'])
    for (const sub of ['u', 'v'])
      for (const groups of [null, 'g', ['g', 'h'], 'k'])
        for (const aud of iss === 'a' ? [null] : ['x', 'y'])
          tokens.push({ iss, sub, ...(groups === null ? {} : { groups }), ...(aud === null ? {} : { aud }) });
  return tokens.map((claims) => ({
    id: '',
    title: '',
    caller: { kind: 'external', ip: '192.0.2.1' },
    target: { kind: 'host', host: 'shop.example', port: 80, via: 'a/g' },
    payload: {
      kind: 'http',
      method: 'GET',
      path: '/',
      host: 'shop.example',
      version: '1.1',
      headers: claims === null ? [] : [['authorization', `Bearer ${jwtOf(claims)}`]],
    },
    tls: null,
  }));
}

describe('classes of tokens that come through a gateway', () => {
  it('hold every token of a small space, each in one class whose verdicts are its own', { timeout: 300_000 }, () => {
    const everything = space();
    let differing = 0;
    fc.assert(
      fc.property(draft, draft, (one, other) => {
        const [a, b] = [worldWith(textOf(one)), worldWith(textOf(other))];
        const bench = benchFor(a, b, jwtOf);
        const proofs = proofsOf({ ...bench, targets: bench.targets.filter((target) => viaOf(target) !== null) });
        for (const request of everything) {
          const classes = classesWith(proofs, request);
          const [found] = classes;
          if (classes.length !== 1 || found === undefined)
            throw new Error(`${classes.length} classes have ${JSON.stringify(request)}`);
          // What a gateway writes from a claim is not looked into, nor what it has taken a token from.
          if (found.doubt !== null && !['header', 'rewrite'].includes(found.doubt.code))
            throw new Error(`in doubt: ${JSON.stringify([found.doubt, request])}`);
          if (found.doubt !== null) continue;
          const verdicts = [a, b].map((world) => send(world, request).verdict.kind);
          expect([request, found.before.kind, found.after.kind]).toEqual([request, ...verdicts]);
          if (found.before.kind !== found.after.kind) differing += 1;
        }
      }),
      { numRuns: 25 },
    );
    expect(differing).toBeGreaterThan(0);
  });
});
