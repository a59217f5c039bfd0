import fc from 'fast-check';
import { buildWorld, type World } from '../../../controlplane/world.ts';
import type { Resource } from '../../../model/resource.ts';
import { parseDocument } from '../../../yaml/parse.ts';
import { list, network, policy, route } from './small.fixture.ts';

const mode = fc.constantFrom('STRICT', 'PERMISSIVE', 'DISABLE', 'UNSET');
const peers = fc.record({
  mesh: fc.option(mode, { nil: null }),
  namespace: fc.option(mode, { nil: null }),
  own: fc.option(fc.record({ mtls: mode, 8080: mode, 9000: fc.option(mode, { nil: null }) }), { nil: null }),
});
const source = fc.oneof(
  fc.record({ principals: list('cluster.local/ns/a/sa/c', 'cluster.local/ns/a/*', '*', '*/sa/d', '*/sa/w') }),
  fc.record({ notPrincipals: list('cluster.local/ns/a/sa/c', '*/sa/s', '*') }),
  fc.record({ namespaces: list('a', 'b', 'le*', '*'), notServiceAccounts: list('a/d', 'b/s') }),
  fc.record({ serviceAccounts: list('c', 'a/c', 'a/d') }),
  fc.record({ ipBlocks: list('10.0.1.0/31', '10.0.1.0/24', '192.0.2.0/24') }),
  fc.record({ notIpBlocks: list('10.0.1.0/31', '10.0.0.0/8'), trustDomains: list('x') }),
);
const l4 = fc.record({
  action: fc.constantFrom('ALLOW', 'ALLOW', 'DENY'),
  rules: fc.array(
    fc.record(
      {
        from: fc.array(fc.record({ source }), { minLength: 1, maxLength: 2 }),
        to: fc.array(fc.record({ operation: fc.record({ ports: list('8080', '9000', '80') }) }), {
          minLength: 1,
          maxLength: 1,
        }),
        when: fc.array(fc.record({ key: fc.constant('source.namespace'), notValues: list('a', 'le*') }), {
          minLength: 1,
          maxLength: 1,
        }),
      },
      { requiredKeys: ['from'] },
    ),
    { minLength: 1, maxLength: 2 },
  ),
});
const placed = fc.record({
  spec: fc.oneof({ weight: 1, arbitrary: l4 }, { weight: 1, arbitrary: policy }),
  namespace: fc.constantFrom('b', 'b', 'istio-system', 'a'),
  selector: fc.constantFrom('', '', '{matchLabels: {app: s}}', '{}'),
  /** What of a waypoint it is bound to, in the place of a selector. */
  target: fc.constantFrom(null, null, 'Service', 'Gateway', 'GatewayClass'),
});

/** A small mesh in which some namespaces are of the ambient mode, and some of sidecars. */
export const ambientDraft = fc.record({
  /** Of the namespaces `a` and `b`. */
  modes: fc.constantFrom(
    ['ambient', 'ambient'],
    ['ambient', 'ambient'],
    ['sidecar', 'sidecar'],
    ['sidecar', 'ambient'],
    ['ambient', 'sidecar'],
    ['ambient', 'sidecar'],
  ),
  policies: fc.array(placed, { maxLength: 3 }),
  peers,
  network,
  waypoint: fc.constantFrom('', '', 'service', 'all'),
  route,
});
export type AmbientDraft = typeof ambientDraft extends fc.Arbitrary<infer T> ? T : never;

const addresses: Readonly<Record<string, string>> = { c: '10.0.1.1', d: '10.0.1.2', s: '10.0.2.1', n: '10.0.3.1' };

const pod = (namespace: string, name: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: ${namespace}, labels: {app: ${name}}}\nspec: {serviceAccountName: ${name}, containers: [{name: app, ports: [{containerPort: 8080}, {containerPort: 9000}, {containerPort: 8081}]}]}\nstatus: {podIP: ${addresses[name] ?? ''}}`;

const enrolled: Readonly<Record<string, string>> = {
  ambient: 'istio.io/dataplane-mode: ambient',
  sidecar: 'istio-injection: enabled',
};

const refs: Readonly<Record<string, string>> = {
  Service: '{group: "", kind: Service, name: s}',
  Gateway: '{group: gateway.networking.k8s.io, kind: Gateway, name: w}',
  GatewayClass: '{group: gateway.networking.k8s.io, kind: GatewayClass, name: istio-waypoint}',
};

function waypointOf(takes: string): readonly string[] {
  if (takes === '') return [];
  return [
    `apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: w, namespace: b, labels: {istio.io/waypoint-for: ${takes}}}\nspec: {gatewayClassName: istio-waypoint, listeners: [{name: mesh, port: 15008, protocol: HBONE}]}`,
  ];
}

function baseOf([a = '', b = '']: readonly string[], waypoint: string): readonly string[] {
  const use = waypoint === '' ? '' : ', labels: {istio.io/use-waypoint: w}';
  const namespace = (name: string, kind: string): string =>
    `apiVersion: v1\nkind: Namespace\nmetadata: {name: ${name}, labels: {${enrolled[kind] ?? ''}}}`;
  return [
    namespace('a', a),
    namespace('b', b),
    namespace('legacy', ''),
    pod('a', 'c'),
    pod('a', 'd'),
    pod('b', 's'),
    pod('legacy', 'n'),
    ...waypointOf(waypoint),
    `apiVersion: v1\nkind: Service\nmetadata: {name: s, namespace: b${use}}\nspec: {selector: {app: s}, ports: [{name: http, port: 80, targetPort: 8080}, {name: tcp-db, port: 9000}, {name: plain, port: 8081}]}`,
  ];
}

/** What the mesh of a draft is made of. */
export function ambientResources(draft: AmbientDraft): readonly Resource[] {
  const { modes, policies, peers: modesOf, network: rules, waypoint, route: written } = draft;
  const authentication = (name: string, namespace: string, spec: string): string =>
    `apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: {name: ${name}, namespace: ${namespace}}\nspec: ${spec}`;
  const parts = [...baseOf(modes, waypoint)];
  policies.forEach(({ spec, namespace: own, selector, target }, index) => {
    const bound = waypoint === '' ? null : target;
    const namespace = bound === 'GatewayClass' ? 'istio-system' : bound === null ? own : 'b';
    const selected = selector === '' ? '' : `selector: ${selector}, `;
    const selecting = bound === null ? selected : `targetRefs: [${refs[bound] ?? ''}], `;
    parts.push(
      `apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: {name: p${index}, namespace: ${namespace}}\nspec: {${selecting}${JSON.stringify(spec).slice(1)}`,
    );
  });
  if (written !== '')
    parts.push(
      `apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {name: v, namespace: b}\nspec: {hosts: [s], http: [${written}, {route: [{destination: {host: s}}]}]}`,
    );
  const { mesh, namespace, own } = modesOf;
  if (mesh !== null) parts.push(authentication('m', 'istio-system', `{mtls: {mode: ${mesh}}}`));
  if (namespace !== null) parts.push(authentication('n', 'b', `{mtls: {mode: ${namespace}}}`));
  if (own !== null) {
    const ports = [`8080: {mode: ${own[8080]}}`, ...(own[9000] === null ? [] : [`9000: {mode: ${own[9000]}}`])];
    parts.push(
      authentication(
        'o',
        'b',
        `{selector: {matchLabels: {app: s}}, mtls: {mode: ${own.mtls}}, portLevelMtls: {${ports.join(', ')}}}`,
      ),
    );
  }
  if (rules !== '')
    parts.push(
      `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: n, namespace: b}\nspec: {podSelector: {}, ingress: ${rules}}`,
    );
  return parseDocument({ files: [{ name: 'mesh.yaml', text: parts.join('\n---\n') }] }).resources;
}

export function ambientWorldOf(draft: AmbientDraft): World {
  return buildWorld(ambientResources(draft), { mesh: {}, topology: null, clock: '2026-01-01T00:00:00Z' });
}
