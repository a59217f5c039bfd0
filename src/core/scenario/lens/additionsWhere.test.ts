import { describe, expect, it } from 'vitest';
import { valueAt } from '../../cluster/fields.ts';
import type { HopwiseDocument } from '../../model/scenario.ts';
import { createMemory } from '../memory.ts';
import { prepare } from '../prepare.ts';
import { additionsOf } from './additions.ts';

const namespace = (name: string, labels = 'istio.io/dataplane-mode: ambient') =>
  `{apiVersion: v1, kind: Namespace, metadata: {name: ${name}, labels: {${labels}}}}`;
const pod = (id: string, port = 8080, more = '') => {
  const [home = '', name = ''] = id.split('/');
  return `{apiVersion: v1, kind: Pod, metadata: {name: ${name}, namespace: ${home}, labels: {app: ${name}, tier: web${more}}}, spec: {serviceAccountName: ${name}, containers: [{name: app, ports: [{name: web, containerPort: ${port}}]}]}}`;
};
const service = (id: string, selector = `app: ${id.split('/')[1]}`) => {
  const [home = '', name = ''] = id.split('/');
  return `{apiVersion: v1, kind: Service, metadata: {name: ${name}, namespace: ${home}}, spec: {selector: {${selector}}, ports: [{name: http, port: 80, targetPort: web}]}}`;
};
const policy = (home: string, spec: string) =>
  `{apiVersion: security.istio.io/v1, kind: AuthorizationPolicy, metadata: {name: p, namespace: ${home}}, spec: ${spec}}`;
const document = (...texts: readonly string[]): HopwiseDocument => ({
  files: [{ name: 'mesh.yaml', text: texts.join('\n---\n') }],
});
const gets = 'rules: [{to: [{operation: {methods: [GET]}}]}]';
const onlyOne = `selector: {matchLabels: {app: one}}`;

/** Namespace, who has it and the ports, of every AuthorizationPolicy after the first addition. */
function after(before: HopwiseDocument): readonly string[] {
  const [first] = additionsOf(before, createMemory()).additions;
  const { resources, world } = prepare(first?.document ?? { files: [] }, createMemory());
  expect(world.rejected).toEqual([]);
  return resources
    .filter(({ kind }) => kind === 'AuthorizationPolicy')
    .map(({ namespace: home, name, body }) => {
      const [targetRefs, selector, rules] = ['targetRefs', 'selector', 'rules'].map((key) =>
        valueAt(body, ['spec', key]),
      );
      return `${home}/${name} ${JSON.stringify(targetRefs ?? selector)} ${JSON.stringify(rules).match(/"ports":(\[[^\]]*\])/)?.[1] ?? ''}`;
    });
}
const cannot = (before: HopwiseDocument) =>
  additionsOf(before, createMemory()).cannot.map(({ why: { code, name } }) => `${code} ${name}`);

describe('where a waypoint goes', () => {
  it('before every Service of the mesh, for a policy of the root namespace', () => {
    const mesh = document(
      namespace('a'),
      namespace('b'),
      pod('a/one'),
      service('a/one'),
      pod('b/two'),
      service('b/two'),
      policy('istio-system', `{action: DENY, ${gets}}`),
    );
    const [shut] = additionsOf(mesh, createMemory()).additions;
    expect([shut?.kind, shut?.services]).toEqual(['waypointShut', ['one', 'two']]);
    expect(after(mesh).slice(0, 1)).toEqual([
      'istio-system/p [{"group":"gateway.networking.k8s.io","kind":"GatewayClass","name":"istio-waypoint"}] ',
    ]);
  });

  it('and sidecars keep that policy in their own namespaces, gateways by their labels', () => {
    const gateway =
      '{apiVersion: v1, kind: Pod, metadata: {name: ingress, namespace: istio-system, labels: {istio: ingressgateway, inject.istio.io/templates: gateway, sidecar.istio.io/inject: "true"}}, spec: {containers: [{name: istio-proxy, image: auto}]}}';
    const mesh = document(
      namespace('a'),
      namespace('c', 'istio-injection: enabled'),
      pod('a/one'),
      service('a/one'),
      pod('c/three'),
      gateway,
      policy('istio-system', `{action: DENY, ${gets}}`),
    );
    expect(after(mesh).filter((each) => !each.includes('by-waypoint'))).toEqual([
      'istio-system/p [{"group":"gateway.networking.k8s.io","kind":"GatewayClass","name":"istio-waypoint"}] ',
      'c/p undefined ',
      'istio-system/p-2 {"matchLabels":{"istio":"ingressgateway","inject.istio.io/templates":"gateway","sidecar.istio.io/inject":"true"}} ',
    ]);
  });

  it('before the addresses of pods that no Service leads to', () => {
    const mesh = document(namespace('a'), pod('a/one'), policy('a', `{${onlyOne}, ${gets}}`));
    const [shut] = additionsOf(mesh, createMemory()).additions;
    expect([shut?.services, shut?.pods]).toEqual([[], ['one']]);
    expect(after(mesh)).toEqual([
      'a/p [{"group":"gateway.networking.k8s.io","kind":"Gateway","name":"waypoint-pods"}] ',
      'a/waypoint-pods-by-waypoint {"matchLabels":{"istio.io/use-waypoint":"waypoint-pods"}} ',
    ]);
  });

  it('with the ports of the Service, where the policy names those of pods', () => {
    const rules = 'rules: [{to: [{operation: {methods: [GET], ports: ["8080"]}}]}]';
    const mesh = document(namespace('a'), pod('a/one'), service('a/one'), pod('a/bare'), policy('a', `{${rules}}`));
    expect(after(mesh).filter((each) => !each.includes('by-waypoint'))).toEqual([
      'a/p [{"group":"","kind":"Service","name":"one"}] ["80"]',
      'a/p-2 [{"group":"gateway.networking.k8s.io","kind":"Gateway","name":"waypoint-pods"}] ["8080"]',
    ]);
  });
});

describe('where no waypoint can take a policy over, that is said', () => {
  const mine = policy('a', `{${onlyOne}, ${gets}}`);

  it('a Service before pods that it is not for', () => {
    expect(cannot(document(namespace('a'), pod('a/one'), pod('a/two'), service('a/all', 'tier: web'), mine))).toEqual([
      'mixedService all',
    ]);
  });

  it('a port that leads to different ports of its pods', () => {
    const rules = 'rules: [{to: [{operation: {methods: [GET], ports: ["8080"]}}]}]';
    expect(
      cannot(
        document(
          namespace('a'),
          pod('a/one'),
          pod('a/two', 9090),
          service('a/all', 'tier: web'),
          policy('a', `{${rules}}`),
        ),
      ),
    ).toEqual(['mixedPort all']);
  });

  it('a sidecar that no selector tells from pods in ambient mode', () => {
    const sidecar = (labels: string) =>
      pod('a/two', 8080, labels)
        .replace('app: two', 'app: one')
        .replace('containers: [', 'containers: [{name: istio-proxy, image: proxyv2}, ');
    expect(cannot(document(namespace('a'), pod('a/one'), sidecar(''), mine))).toEqual(['mixedLabels two']);
    expect(cannot(document(namespace('a'), pod('a/one'), sidecar(', of: its-own'), mine))).toEqual([]);
  });

  it('addresses, and a pod that has a waypoint of its own', () => {
    const from = 'rules: [{from: [{source: {ipBlocks: [10.0.0.0/8]}}], to: [{operation: {methods: [GET]}}]}]';
    expect(cannot(document(namespace('a'), pod('a/one'), service('a/one'), policy('a', `{${from}}`)))).toEqual([
      'seenOtherwise ipBlocks',
    ]);
    const own =
      '{apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: w, namespace: a, labels: {istio.io/waypoint-for: all}}, spec: {gatewayClassName: istio-waypoint}}';
    expect(cannot(document(namespace('a'), pod('a/one', 8080, ', istio.io/use-waypoint: w'), own, mine))).toEqual([
      'ownWaypoint one',
    ]);
  });

  it('a target that there is not', () => {
    const target = `{targetRefs: [{group: "", kind: Service, name: nobody}], ${gets}}`;
    expect(cannot(document(namespace('a'), pod('a/one'), policy('a', target)))).toEqual(['noTarget nobody']);
  });
});
