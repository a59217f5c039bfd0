import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildWorld } from '../../../controlplane/world.ts';
import { parseDocument } from '../../../yaml/parse.ts';
import { planMatrix } from '../../matrix/plan.ts';
import { benchOf, type ExactSide } from './bench.ts';
import { viaOf } from './outsideTargets.ts';
import { proveTarget } from './prove.ts';

const pods = ['c', 's', 't'].map(
  (name) => `apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: a, labels: {app: ${name}}}
spec: {serviceAccountName: ${name}, containers: [{name: app, ports: [{containerPort: 8080}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: a}
spec: {selector: {app: ${name}}, ports: [{name: http, port: 80, targetPort: 8080}]}`,
);
const base = (mode: string): readonly string[] => [
  `apiVersion: v1\nkind: Namespace\nmetadata: {name: a, labels: {${mode}}}`,
  ...pods,
];

/** A way in from outside, to `s` alone. */
const door = `apiVersion: v1
kind: Pod
metadata: {name: g, namespace: a, labels: {app: g}, annotations: {inject.istio.io/templates: gateway}}
spec: {serviceAccountName: g, containers: [{name: istio-proxy, image: auto}]}
---
apiVersion: v1
kind: Service
metadata: {name: g, namespace: a}
spec: {selector: {app: g}, ports: [{name: http, port: 80, targetPort: 8080}]}
---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: edge, namespace: a}
spec: {selector: {app: g}, servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*"]}]}
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: v, namespace: a}
spec: {hosts: [shop.example], gateways: [edge], http: [{match: [{uri: {prefix: /a}}], route: [{destination: {host: s}}]}]}`;

const policy = fc.record({
  app: fc.constantFrom('s', 't', 'g', null),
  namespace: fc.constantFrom('a', 'istio-system'),
  action: fc.constantFrom('ALLOW', 'DENY'),
  path: fc.constantFrom('/a', '/b*', null),
});
const mode = fc.constantFrom('istio-injection: enabled', 'istio.io/dataplane-mode: ambient');
const policies = fc.array(policy, { maxLength: 2 });

type Drafts = readonly { app: string | null; namespace: string; action: string; path: string | null }[];

function side(mode: string, drafts: Drafts, more: readonly string[]): ExactSide {
  const written = drafts.map(
    ({ app, namespace, action, path }, index) => `apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: p${index}, namespace: ${namespace}}
spec: {${app === null ? '' : `selector: {matchLabels: {app: ${app}}}, `}action: ${action}, rules: [{${path === null ? 'from: [{source: {serviceAccounts: [c]}}]' : `to: [{operation: {paths: ["${path}"]}}]`}}]}`,
  );
  const { resources } = parseDocument({
    files: [{ name: 'm.yaml', text: [...base(mode), ...more, ...written].join('\n---\n') }],
  });
  const world = buildWorld(resources, { mesh: {}, topology: null, clock: '2026-01-01T00:00:00Z' });
  return { world, plan: planMatrix(world, []), resources };
}

describe('targets of which both worlds say the same', () => {
  it('are those whose requests would all have ended alike', () => {
    const alike = new Set<string>();
    let outside = 0;
    fc.assert(
      fc.property(mode, policies, policies, fc.boolean(), (of, one, other, open) => {
        const more = open ? [door] : [];
        const [a, b] = [side(of, one, more), side(of, other, more)];
        const quick = benchOf(a, b, () => '');
        const full = benchOf({ ...a, resources: null }, { ...b, resources: null }, () => '');
        quick.targets.forEach((target, index) => {
          const asked = full.targets[index];
          const found = asked === undefined ? null : proveTarget(full, asked).told;
          expect(proveTarget(quick, target).told.map(({ before, after }) => [before, after])).toEqual(
            found?.map(({ before, after }) => [before, after]),
          );
          if (!quick.alike(target)) return;
          alike.add(of);
          if (viaOf(target) !== null) outside += 1;
        });
      }),
      {
        numRuns: 30,
        examples: [['istio-injection: enabled', [], [{ app: 't', namespace: 'a', action: 'DENY', path: '/a' }], true]],
      },
    );
    expect(alike.size).toBe(2);
    expect(outside).toBeGreaterThan(0);
  });
});
