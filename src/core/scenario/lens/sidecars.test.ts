import { describe, expect, it } from 'vitest';
import { scenarios } from '../../../content/scenarios.ts';
import { compareDocuments } from '../compare.ts';
import { createMemory, evaluate } from '../evaluate.ts';
import type { HopwiseDocument } from '../../model/scenario.ts';
import { prepare } from '../prepare.ts';
import { asAmbient } from './ambient.ts';
import { asSidecars } from './sidecars.ts';

const documentOf = (id: string) => ({ files: scenarios.find((scenario) => scenario.id === id)?.files ?? [] });
const changed = (a: HopwiseDocument, b: HopwiseDocument) =>
  compareDocuments(a, b, createMemory())
    .flows.flows.filter(({ change }) => change !== 'reason')
    .map(({ change, caller, to, words }) => `${change} ${caller} → ${to} ${words}`);
const changes = (id: string) => changed(documentOf(id), asSidecars(documentOf(id), createMemory()).document);
const textOf = ({ files }: HopwiseDocument) => files.map(({ text }) => text).join('---\n');

/** `amb`, with a Service `s` on 80 → 8080 behind a waypoint, and a pod beside it that is behind none. */
const mesh = (...more: readonly string[]): HopwiseDocument => ({
  files: [
    {
      name: 'mesh.yaml',
      text: [
        '{apiVersion: v1, kind: Namespace, metadata: {name: amb, labels: {istio.io/dataplane-mode: ambient, istio.io/use-waypoint: w}}}',
        '{apiVersion: v1, kind: Namespace, metadata: {name: other, labels: {istio.io/dataplane-mode: ambient, istio.io/use-waypoint: w, istio.io/use-waypoint-namespace: amb}}}',
        '{apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: w, namespace: amb}, spec: {gatewayClassName: istio-waypoint, listeners: [{name: mesh, port: 15008, protocol: HBONE, allowedRoutes: {namespaces: {from: All}}}]}}',
        ...['amb/c', 'amb/s', 'other/o'].map((id) => {
          const [namespace = '', name = ''] = id.split('/');
          return `{apiVersion: v1, kind: Pod, metadata: {name: ${name}, namespace: ${namespace}, labels: {app: ${name}}}, spec: {serviceAccountName: ${name}, containers: [{name: app, ports: [{containerPort: 8080}]}]}}`;
        }),
        '{apiVersion: v1, kind: Service, metadata: {name: s, namespace: amb}, spec: {selector: {app: s}, ports: [{name: http, port: 80, targetPort: 8080}]}}',
        '{apiVersion: v1, kind: Service, metadata: {name: o, namespace: other}, spec: {selector: {app: o}, ports: [{name: http, port: 80, targetPort: 8080}]}}',
        ...more,
      ].join('\n---\n'),
    },
  ],
});
const policy = (spec: string, namespace = 'amb') =>
  `{apiVersion: security.istio.io/v1, kind: AuthorizationPolicy, metadata: {name: p, namespace: ${namespace}}, spec: ${spec}}`;
const targets = (kind: string, name: string, group = 'gateway.networking.k8s.io') =>
  `targetRefs: [{group: "${group}", kind: ${kind}, name: ${name}}]`;
const specs = (document: HopwiseDocument) =>
  prepare(asSidecars(document, createMemory()).document, createMemory())
    .resources.filter(({ kind }) => kind === 'AuthorizationPolicy')
    .map(({ namespace, name, body }) => [`${namespace}/${name}`, body['spec']]);
const notes = (document: HopwiseDocument) => asSidecars(document, createMemory()).notes.map(({ code }) => code);

describe('a mesh in ambient mode, read with sidecars', () => {
  it.each(scenarios.filter(({ id }) => id.startsWith('ambient-')))(
    '$id has a sidecar for each ztunnel, no waypoint, and nothing that istiod refuses',
    ({ files }) => {
      const before = prepare({ files }, createMemory()).world.cluster.workloads;
      const { document } = asSidecars({ files }, createMemory());
      const { world, parsed } = prepare(document, createMemory());
      expect(parsed.diagnostics).toEqual([]);
      expect(world.rejected).toEqual([]);
      const members = [...before.values()].filter(({ proxy }) => proxy !== 'waypoint');
      expect([...world.cluster.workloads.values()].map(({ id, proxy }) => [id, proxy])).toEqual(
        members.map(({ id, proxy }) => [id, proxy === 'ambient' ? 'sidecar' : proxy]),
      );
      expect(textOf(document)).not.toMatch(/istio-waypoint|use-waypoint:|dataplane-mode/);
    },
  );

  it('enforces rules about HTTP that ztunnel left out', () => {
    expect(changes('ambient-ztunnel-alone')).toEqual(['opened shop/frontend → shop/reviews GET /reviews']);
  });

  it('lets nobody past what a waypoint enforced', () => {
    expect(changes('ambient-service-waypoint')).toEqual([
      'closed legacy/batch → payments/backend GET /charges',
      'closed legacy/batch → payments/backend DELETE /charges/7',
      'closed legacy/batch → payments/backend TCP 9000',
    ]);
    expect(changes('ambient-beside-sidecars')).toEqual([
      'closed shop/frontend → payments/backend DELETE /charges/7',
      'closed shop/reviews → payments/backend DELETE /charges/7',
      'closed legacy/batch → payments/backend DELETE /charges/7',
      // On a TCP port a sidecar, as a waypoint, drops the method and denies everybody.
      'closed shop/frontend → payments/backend TCP 9000',
      'closed shop/reviews → payments/backend TCP 9000',
      'closed legacy/batch → payments/backend TCP 9000',
    ]);
  });

  it('closes the hole that istiod’s conversion leaves', () => {
    expect(changes('ambient-strict-with-a-hole')).toEqual([
      // A sidecar does not know the addresses of pods and passes plaintext on; a ztunnel knows them.
      'closed shop/reviews → shop/frontend GET /',
      'closed payments/backend → shop/frontend GET /',
      'closed legacy/batch → payments/backend GET /charges',
    ]);
  });

  it('comes back to the flows of a mesh that was read in ambient mode', () => {
    for (const id of ['shop-and-payments', 'two-blockers', 'ladder-zero-trust', 'token-and-authorizer']) {
      const there = asAmbient(documentOf(id), 'waypoints', createMemory());
      expect([id, changed(documentOf(id), asSidecars(there, createMemory()).document)]).toEqual([id, []]);
    }
  });

  it('leaves a mesh without ztunnels as it is', () => {
    for (const id of ['shop-and-payments', 'ladder-plain-kubernetes'])
      expect(asSidecars(documentOf(id), createMemory())).toEqual({ document: documentOf(id), notes: [] });
  });

  it('binds what is for a Service to its pods, with the ports of the pods', () => {
    expect(
      specs(mesh(policy(`{${targets('Service', 's', '')}, rules: [{to: [{operation: {ports: ["80"]}}]}]}`))),
    ).toEqual([
      ['amb/p', { selector: { matchLabels: { app: 's' } }, rules: [{ to: [{ operation: { ports: ['8080'] } }] }] }],
    ]);
  });

  it('binds what is for a waypoint to all that it takes, in their namespaces', () => {
    const rules = [{ from: [{ source: { serviceAccounts: ['x', 'b/y'] } }] }];
    const spec = `{${targets('Gateway', 'w')}, rules: [{from: [{source: {serviceAccounts: [x, b/y]}}]}]}`;
    expect(specs(mesh(policy(spec)))).toEqual([
      ['other/p', { rules: [{ from: [{ source: { serviceAccounts: ['amb/x', 'b/y'] } }] }] }],
      ['amb/p-s', { selector: { matchLabels: { app: 's' } }, rules }],
    ]);
    expect(
      specs(mesh(policy(`{${targets('GatewayClass', 'istio-waypoint')}}`, 'istio-system'))).map(([id]) => id),
    ).toEqual(['other/p', 'amb/p-s']);
  });

  it('leaves what no waypoint enforces: neither does a sidecar', () => {
    const unbound = policy(`{${targets('Service', 'nobody', '')}, rules: [{}]}`);
    expect(specs(mesh(unbound))).toEqual([
      ['amb/p', { targetRefs: [{ group: '', kind: 'Service', name: 'nobody' }], rules: [{}] }],
    ]);
  });

  it('names what no selector can say', () => {
    const bare =
      '{apiVersion: v1, kind: Service, metadata: {name: bare, namespace: amb}, spec: {ports: [{name: http, port: 80}]}}';
    const entry =
      '{apiVersion: networking.istio.io/v1, kind: ServiceEntry, metadata: {name: out, namespace: amb}, spec: {hosts: [out.example], ports: [{number: 80, name: http, protocol: HTTP}], resolution: DNS}}';
    const pod =
      '{apiVersion: v1, kind: Pod, metadata: {name: plain, namespace: amb}, spec: {containers: [{name: app}]}}';
    const all = mesh(policy(`{${targets('Gateway', 'w')}}`), pod);
    const [file] = all.files;
    const text =
      file?.text.replace(
        '{name: w, namespace: amb}',
        '{name: w, namespace: amb, labels: {istio.io/waypoint-for: all}}',
      ) ?? '';
    expect(
      notes({
        files: [
          { name: 'mesh.yaml', text: text.replace('{name: c, namespace: amb', '{name: c, namespace: amb, x: y') },
        ],
      }),
    ).toEqual([]);
    expect(notes(mesh(bare, policy(`{${targets('Service', 'bare', '')}, rules: [{}]}`)))).toEqual(['lensNoSelector']);
    expect(
      notes(mesh(entry, policy(`{${targets('ServiceEntry', 'out', 'networking.istio.io')}, rules: [{}]}`))),
    ).toEqual(['lensExternalTarget']);
    expect(
      notes(mesh(policy(`{${targets('Service', 's', '')}, rules: [{from: [{source: {ipBlocks: [10.0.0.0/8]}}]}]}`))),
    ).toEqual(['lensAddress']);
    expect(notes(mesh(policy('{rules: [{from: [{source: {principals: [cluster.local/ns/amb/sa/w]}}]}]}')))).toEqual([
      'lensWaypointGone',
    ]);
  });

  it('lets pods out of the mesh that were out of it', () => {
    const document = mesh(
      '{apiVersion: v1, kind: Pod, metadata: {name: out, namespace: amb, labels: {app: out, istio.io/dataplane-mode: none}}, spec: {containers: [{name: app}]}}',
      '{apiVersion: v1, kind: Pod, metadata: {name: no, namespace: amb, labels: {app: no}, annotations: {sidecar.istio.io/inject: "false"}}, spec: {containers: [{name: app}]}}',
      '{apiVersion: v1, kind: Namespace, metadata: {name: shut, labels: {istio-injection: disabled}}}',
      '{apiVersion: v1, kind: Pod, metadata: {name: own, namespace: shut, labels: {istio.io/dataplane-mode: ambient}}, spec: {containers: [{name: app}]}}',
      '{apiVersion: v1, kind: Pod, metadata: {name: plain, namespace: shut}, spec: {containers: [{name: app}]}}',
    );
    const { overview } = evaluate(asSidecars(document, createMemory()).document, null, createMemory());
    expect(overview.workloads.map(({ id, proxy }) => `${id} ${proxy}`)).toEqual([
      'amb/c sidecar',
      'amb/s sidecar',
      'other/o sidecar',
      'amb/out none',
      'amb/no sidecar',
      'shut/own sidecar',
      'shut/plain none',
    ]);
  });
});
