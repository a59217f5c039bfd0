import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scenarios } from '../../content/scenarios.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isObject } from '../model/json.ts';
import type { HopwiseDocument } from '../model/scenario.ts';
import { parseDocument } from '../yaml/parse.ts';
import { createMemory, evaluate } from './evaluate.ts';

/** A change to one AuthorizationPolicy, by its place among them. */
type Edit = { readonly at: number } & (
  | { readonly kind: 'action'; readonly action: string }
  | { readonly kind: 'rules'; readonly rules: Json }
  | { readonly kind: 'selector'; readonly from: number }
  | { readonly kind: 'namespace'; readonly from: number }
  | { readonly kind: 'refs' | 'remove' | 'again' }
);

const at = fc.nat(20);
const from = fc.nat(60);
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ at, kind: fc.constant('action'), action: fc.constantFrom('ALLOW', 'DENY', 'AUDIT', 'CUSTOM', 'ALLOWx') }),
  fc.record({ at, kind: fc.constant('rules'), rules: fc.constantFrom<Json[]>([], [{}], null, [{ to: [{}] }], 'x') }),
  fc.record({ at, kind: fc.constant('selector'), from }),
  fc.record({ at, kind: fc.constant('namespace'), from }),
  fc.record({ at, kind: fc.constantFrom('refs', 'remove', 'again') }),
);

function bodiesOf({ files }: HopwiseDocument): readonly JsonObject[] {
  return parseDocument({ files }, new Map()).resources.map(({ body }) => body);
}

function documentOf(bodies: readonly JsonObject[]): HopwiseDocument {
  return { files: [{ name: 'mesh.yaml', text: bodies.map((body) => JSON.stringify(body, null, 1)).join('\n---\n') }] };
}

function objectIn(json: Json | undefined): JsonObject {
  return json !== undefined && isObject(json) ? json : {};
}

function edited(bodies: readonly JsonObject[], change: Edit): readonly JsonObject[] {
  const policies = bodies.flatMap((body, index) => (body['kind'] === 'AuthorizationPolicy' ? [index] : []));
  const index = policies[change.at % policies.length];
  const old = index === undefined ? undefined : bodies[index];
  if (old === undefined) return bodies;
  const spec = objectIn(old['spec']);
  const put = (...made: readonly JsonObject[]) => bodies.flatMap((body, each) => (each === index ? made : [body]));
  switch (change.kind) {
    case 'action':
      return put({ ...old, spec: { ...spec, action: change.action } });
    case 'rules':
      return put({ ...old, spec: { ...spec, rules: change.rules } });
    case 'selector': {
      const pods = bodies.filter(({ kind }) => kind === 'Deployment' || kind === 'Pod');
      const pod = objectIn(pods[change.from % Math.max(pods.length, 1)]?.['spec']);
      const labels = objectIn(objectIn(pod['selector'])['matchLabels']);
      return put({ ...old, spec: { ...spec, selector: { matchLabels: labels } } });
    }
    case 'namespace': {
      const names = ['istio-system', ...bodies.map((body) => objectIn(body['metadata'])['namespace'] ?? 'default')];
      const namespace = names[change.from % names.length] ?? 'default';
      return put({ ...old, metadata: { ...objectIn(old['metadata']), namespace } });
    }
    case 'refs':
      return put({ ...old, spec: { ...spec, targetRefs: [{ kind: 'Gateway', group: '', name: 'waypoint' }] } });
    case 'remove':
      return put();
    case 'again':
      return put(old, { ...old, spec: { ...spec, action: 'DENY' } });
  }
}

const withPolicies = scenarios.filter(({ files }) => files.some(({ text }) => text.includes('AuthorizationPolicy')));

describe('edges that an edit has not touched', () => {
  it('are what the text says, whatever was there before', { timeout: 300_000 }, () => {
    let kept = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...withPolicies),
        fc.array(edit, { minLength: 2, maxLength: 6 }),
        (scenario, edits) => {
          const memory = createMemory();
          let bodies = bodiesOf(scenario);
          let before = evaluate(documentOf(bodies), null, memory).overview.requests;
          for (const each of edits) {
            bodies = edited(bodies, each);
            const document = documentOf(bodies);
            const { requests } = evaluate(document, null, memory).overview;
            expect(requests).toEqual(evaluate(document, null, createMemory()).overview.requests);
            kept += requests.filter((request) => before.includes(request)).length;
            before = requests;
          }
        },
      ),
      { numRuns: 60 },
    );
    expect(kept).toBeGreaterThan(20);
  });

  it('are asked again where a policy may refuse the check call of an authorizer, which is no part of the walk', () => {
    const found = scenarios.find(({ id }) => id === 'token-and-authorizer');
    if (found === undefined) throw new Error('no such scenario');
    const bodies = bodiesOf(found);
    const opa = bodies.find(({ kind, metadata }) => kind === 'Deployment' && objectIn(metadata)['name'] === 'opa');
    const gate = (action: string): HopwiseDocument =>
      documentOf([
        ...bodies,
        {
          apiVersion: 'security.istio.io/v1',
          kind: 'AuthorizationPolicy',
          metadata: { name: 'gate', namespace: objectIn(opa?.['metadata'])['namespace'] ?? 'default' },
          spec: { selector: { matchLabels: { app: 'opa' } }, action, rules: [{}] },
        },
      ]);
    const memory = createMemory();
    const before = evaluate(gate('ALLOW'), null, memory).overview.requests;
    const after = evaluate(gate('DENY'), null, memory).overview.requests;
    expect(after).toEqual(evaluate(gate('DENY'), null, createMemory()).overview.requests);
    expect(after.map(({ verdict }) => verdict)).not.toEqual(before.map(({ verdict }) => verdict));
  });
});
