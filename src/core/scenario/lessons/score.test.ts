import { describe, expect, it } from 'vitest';
import { createMemory } from '../memory.ts';
import { othersOf } from './others.ts';
import { prepare } from '../prepare.ts';
import { scoreOf } from './score.ts';

const pod = (name: string): string => `---
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: shop, labels: { app: ${name} } }
spec: { containers: [{ name: ${name}, image: ${name}, ports: [{ containerPort: 8080 }] }] }
`;
const mesh = `apiVersion: hopwise.dev/v1
kind: Scenario
metadata: { name: test }
spec:
  requests:
    - { id: web-api, from: { workload: shop/web }, to: { workload: shop/api, port: 8080 } }
---
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { istio-injection: enabled } }
${pod('web')}${pod('api')}${pod('job')}`;
const policy = (name: string, spec: string): string => `---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: ${name}, namespace: shop }
spec: ${spec}
`;
const of = (text: string) => ({ files: [{ name: 'a.yaml', text }] });
const ours = mesh + policy('api', '{ selector: { matchLabels: { app: api } } }');
const score = (text: string) =>
  scoreOf(
    { start: of(mesh), solution: of(ours), limits: { resources: 1, leave: ['other'] } },
    of(text),
    createMemory(),
  );

describe('the score', () => {
  it('of the solution itself is that of the solution', () => {
    const { edits, beside, flows, limits } = score(ours);
    expect(edits).toEqual({ yours: 1, ours: 1 });
    expect(beside.counts).toEqual({ opened: 0, closed: 0, unclear: 0, reason: 0 });
    expect(flows.yours).toEqual(flows.ours);
    expect(flows.yours.closed).toBeGreaterThan(0);
    expect(limits).toEqual({ resources: true, leave: true });
  });

  it('does not mind how a text is laid out, and says what is shut beyond', () => {
    expect(
      score(
        ours.replace(
          'spec: { selector: { matchLabels: { app: api } } }',
          'spec:\n  selector: { matchLabels: { app: api } }',
        ),
      ).edits.yours,
    ).toBe(1);
    const { edits, beside, limits } = score(mesh + policy('all', '{}') + policy('more', '{}'));
    expect(edits).toEqual({ yours: 2, ours: 1 });
    expect(beside.counts.closed).toBeGreaterThan(0);
    expect(beside.counts.opened).toBe(0);
    expect(limits.resources).toBe(false);
  });
});

it('everybody else is every workload but those left out and the one that is called', () => {
  const prepared = prepare(of(mesh), createMemory());
  const [request] = prepared.own.requests;
  if (request === undefined) throw new Error('no request');
  const callers = (but: readonly string[]) =>
    othersOf(request, but, prepared).map(({ caller }) => (caller.kind === 'workload' ? caller.workload : caller.kind));
  expect(callers([])).toEqual(['shop/web', 'shop/job']);
  expect(callers(['shop/web'])).toEqual(['shop/job']);
});
