import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { isObject, type Json, type JsonObject } from '../core/model/json.ts';
import { denyCauses } from '../core/model/trace.ts';
import { createMemory, evaluate } from '../core/scenario/evaluate.ts';
import { callerSees, say } from './locales/en.ts';
import { shelves } from './scenarioList.ts';
import { scenarios } from './scenarios.ts';

const memory = createMemory();
const expected: Json = parse(readFileSync('src/content/gallery.expected.yaml', 'utf8'));

/** What the card says of every prepared request of a scenario, and what the caller sees. */
const told: ReadonlyMap<string, Readonly<Record<string, JsonObject>>> = new Map(
  scenarios.map(({ id, files }) => {
    const { requests } = evaluate({ files }, null, memory).scenario;
    return [id, Object.fromEntries(requests.map((request) => [request.id, tell(files, request.id)]))];
  }),
);

function tell(files: (typeof scenarios)[number]['files'], request: string): JsonObject {
  const { story } = evaluate({ files }, request, memory);
  if (story === null) return { verdict: 'no story' };
  const { verdict, caller } = story.trace;
  return {
    verdict: verdict.kind === 'denied' ? verdict.cause : verdict.kind,
    card: say(story.because),
    sees: callerSees(caller),
  };
}

/** Each row of the course, and what shows it. The last row's diagram and the take-aways are of every story. */
const rows: Readonly<Record<string, readonly string[]>> = {
  'the story of a blocked request': ['shop-and-payments', 'two-blockers'],
  'from plain Kubernetes to Zero Trust': [
    'ladder-plain-kubernetes',
    'ladder-istio-as-installed',
    'ladder-zero-trust',
    'network-policy-drops',
  ],
  'mTLS by itself, certificates that are issued, renewed and expire': [
    'strict-meets-plaintext',
    'client-and-server-disagree',
    'certificates-over-time',
  ],
  'identity is the ServiceAccount': ['trust-domain-alias', 'certificates-over-time'],
  'PeerAuthentication by mesh, namespace, workload and port': ['strict-meets-plaintext', 'port-level-mtls'],
  'AuthorizationPolicy: who can talk to whom': [
    'open-until-the-first-allow',
    'deny-beats-allow',
    'the-extra-dash',
    'http-rule-on-a-tcp-port',
    'checked-is-not-required',
    'ask-somebody-else',
    'token-and-authorizer',
  ],
  'Sidecar: which destinations a pod may talk to': ['sidecar-is-no-firewall'],
  'ServiceEntry: api.github.com:443': ['github-by-service-entry', 'github-by-egress-gateway'],
  'egress: malicious-site.com, the black hole, the single way out': [
    'malicious-site-open',
    'malicious-site-black-hole',
    'malicious-site-one-way-out',
  ],
  'ways in, and refusals that no policy makes': [
    'front-and-back-door',
    'wrong-name-at-the-gateway',
    'routes-that-lead-nowhere',
    'knocking-at-a-wall',
  ],
  'ambient mode: ztunnel, waypoints, and what goes past them': [
    'ambient-ztunnel-alone',
    'ambient-service-waypoint',
    'ambient-workload-waypoint',
    'ambient-beside-sidecars',
    'ambient-front-door',
    'ambient-strict-with-a-hole',
  ],
};

describe('the gallery', () => {
  it.each(scenarios.map(({ id }) => id))('%s tells each of its requests as it always has', (id) => {
    expect(told.get(id)).toEqual(isObject(expected) ? expected[id] : undefined);
  });

  it('is told nothing of scenarios that it does not have', () => {
    expect(Object.keys(isObject(expected) ? expected : {}).sort()).toEqual(scenarios.map(({ id }) => id).sort());
  });

  it.each(scenarios)('$id begins with its idea, in one short sentence', ({ files, idea }) => {
    const { description } = evaluate({ files }, null, memory).scenario;
    expect(description.startsWith(idea)).toBe(true);
    expect(idea).toMatch(/^[^.]+(?:\.[a-z][^.]*)*\.$/);
    expect(idea.length).toBeLessThanOrEqual(125);
  });

  it('has a scenario for each row of the course, and a row for each scenario', () => {
    const shown = Object.values(rows).flat();
    expect(Object.values(rows).every((ids) => ids.length > 0)).toBe(true);
    expect([...new Set(shown)].sort()).toEqual(scenarios.map(({ id }) => id).sort());
  });

  it('shows every cause of a denial that can occur', () => {
    const verdicts = new Set(
      [...told.values()].flatMap((requests) => Object.values(requests).map((each) => each['verdict'])),
    );
    const missing = denyCauses.filter((cause) => !verdicts.has(cause));
    expect(missing).toEqual([]);
  });

  it('has every scenario once, on a shelf with a heading', () => {
    const ids = shelves.flatMap((shelf) => shelf.scenarios.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(shelves.map(({ heading }) => heading)).size).toBe(shelves.length);
    expect(ids.length).toBeGreaterThanOrEqual(16);
  });
});
