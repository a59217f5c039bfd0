import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../yaml/parse.ts';
import { buildWorld } from '../world.ts';
import { policyConditions } from './conditions.ts';

const service = (labels: string): string =>
  `{apiVersion: v1, kind: Service, metadata: {name: s, namespace: a, labels: {${labels}}}, spec: {selector: {app: s}, ports: [{name: http, port: 80}]}}`;
const waypoint =
  '{apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: w, namespace: a}, spec: {gatewayClassName: istio-waypoint}}';

/** The conditions of one policy, as `status reason: message`. */
function conditions(spec: string, more: readonly string[] = [], namespace = 'a', annotations = ''): readonly string[] {
  const policy = `{apiVersion: security.istio.io/v1, kind: AuthorizationPolicy, metadata: {name: p, namespace: ${namespace}, annotations: {${annotations}}}, spec: ${spec}}`;
  const { resources } = parseDocument({ files: [{ name: 'x.yaml', text: [policy, ...more].join('\n---\n') }] });
  const world = buildWorld(resources, { mesh: {}, topology: null, clock: '2026-01-01T00:00:00Z' });
  return [...world.authorizationPolicies.values()]
    .flat()
    .flatMap((each) => policyConditions(world, each))
    .map(({ type, status, reason, message }) => `${type} ${status} ${reason}: ${message}`);
}

const refs = (...list: readonly string[]): string => `{targetRefs: [${list.join(', ')}], rules: [{}]}`;
const toService = '{kind: Service, group: "", name: s}';
const toClass = '{kind: GatewayClass, group: gateway.networking.k8s.io, name: istio-waypoint}';
const toGateway = '{kind: Gateway, group: gateway.networking.k8s.io, name: w}';

describe('what istiod writes of ztunnel on a policy (10.4)', () => {
  it('accepted, also where a field is ignored without a word', () => {
    const accepted = ['ZtunnelAccepted true Accepted: attached to ztunnel'];
    expect(conditions('{rules: [{}]}')).toEqual(accepted);
    expect(conditions('{rules: [{from: [{source: {trustDomains: [x]}}]}]}')).toEqual(accepted);
  });

  it('with the HTTP attributes that were found, once each and sorted', () => {
    const rules =
      '[{to: [{operation: {paths: [/a], methods: [GET]}}]}, {to: [{operation: {paths: [/b]}}], when: [{key: "request.headers[x]", values: [y]}]}]';
    const [allow = ''] = conditions(`{rules: ${rules}}`);
    expect(allow).toMatch(/^ZtunnelAccepted true UnsupportedValue: .*\(found: methods, paths, request\.headers\[x\]\)/);
    expect(allow).toMatch(/Within an ALLOW policy, rules matching HTTP attributes are omitted/);
    expect(conditions(`{action: DENY, rules: ${rules}}`)[0]).toMatch(/DENY policy with HTTP attributes is enforced/);
  });

  it('not accepted: AUDIT, CUSTOM, dry run', () => {
    expect(conditions('{action: AUDIT, rules: [{}]}')).toEqual([
      'ZtunnelAccepted false UnsupportedValue: ztunnel does not support the AUDIT action',
    ]);
    expect(conditions('{rules: [{}]}', [], 'a', 'istio.io/dry-run: "true"')[0]).toMatch(
      /^ZtunnelAccepted false UnsupportedValue: found policy "a\/p" using dry-run annotation/,
    );
  });
});

describe('what istiod writes of waypoints', () => {
  it('for a service: bound, not bound, not found', () => {
    expect(conditions(refs(toService), [service('istio.io/use-waypoint: w'), waypoint])).toEqual([
      'WaypointAccepted true Accepted: bound to a/w',
    ]);
    expect(conditions(refs(toService), [service('')])).toEqual([
      'WaypointAccepted false AncestorNotBound: Service a/s is not bound to a waypoint',
    ]);
    expect(conditions(refs(toService))).toEqual(['WaypointAccepted false TargetNotFound: Service a/s was not found']);
  });

  it('for a Gateway: one of Istio’s own, an ingress gateway too', () => {
    expect(conditions(refs(toGateway), [waypoint])).toEqual(['WaypointAccepted true Accepted: bound to a/w']);
    expect(conditions(refs(toGateway))).toEqual(['WaypointAccepted false TargetNotFound: not bound']);
    const ingress = waypoint.replace('istio-waypoint', 'istio');
    expect(conditions(refs(toGateway), [ingress])).toEqual(['WaypointAccepted true Accepted: bound to a/w']);
    const foreign = waypoint.replace('istio-waypoint', 'other');
    expect(conditions(refs(toGateway), [foreign])).toEqual(['WaypointAccepted false TargetNotFound: not bound']);
  });

  it('for a ServiceEntry: bound, not bound, not found', () => {
    const toEntry = '{kind: ServiceEntry, group: networking.istio.io, name: e}';
    const entry = (labels: string): string =>
      `{apiVersion: networking.istio.io/v1, kind: ServiceEntry, metadata: {name: e, namespace: a, labels: {${labels}}}, spec: {hosts: [db.example], ports: [{number: 80, name: http, protocol: HTTP}], resolution: DNS}}`;
    expect(conditions(refs(toEntry), [entry('istio.io/use-waypoint: w'), waypoint])).toEqual([
      'WaypointAccepted true Accepted: bound to a/w',
    ]);
    expect(conditions(refs(toEntry), [entry('')])).toEqual([
      'WaypointAccepted false AncestorNotBound: ServiceEntry a/e is not bound to a waypoint',
    ]);
    const notFound = ['WaypointAccepted false TargetNotFound: ServiceEntry a/e was not found'];
    expect(conditions(refs(toEntry))).toEqual(notFound);
    expect(conditions(refs(toEntry), [entry('').replace('name: e', 'name: other')])).toEqual(notFound);
  });

  it('for a GatewayClass: one that is of the mesh controller', () => {
    const given = (controllerName: string): string =>
      `{apiVersion: gateway.networking.k8s.io/v1, kind: GatewayClass, metadata: {name: own}, spec: {controllerName: ${controllerName}}}`;
    const toOwn = refs(toClass.replace('istio-waypoint', 'own'));
    const status = (...more: readonly string[]): string | undefined => conditions(toOwn, more, 'istio-system')[0];
    expect(status(given('istio.io/mesh-controller'))).toBe('WaypointAccepted true Accepted: bound to own');
    const invalid = 'WaypointAccepted false Invalid: GatewayClass must use controller name `istio.io/mesh-controller`';
    expect(status(given('istio.io/gateway-controller'))).toBe(`${invalid} for waypoints`);
    expect(status(given('""'))).toBe(`${invalid} for waypoints`);
    expect(status()).toBe('WaypointAccepted false TargetNotFound: not bound');
    const other = given('istio.io/mesh-controller').replace('name: own', 'name: other');
    expect(status(other)).toBe('WaypointAccepted false TargetNotFound: not bound');
  });

  it('for a GatewayClass: only from the root namespace', () => {
    expect(conditions(refs(toClass), [], 'istio-system')).toEqual([
      'WaypointAccepted true Accepted: bound to istio-waypoint',
    ]);
    expect(conditions(refs(toClass))[0]).toMatch(/^WaypointAccepted false Invalid: .*root namespace `istio-system`/);
  });

  it('for several: bound if one is, with those that are not', () => {
    expect(conditions(refs(toService, toGateway), [waypoint])).toEqual([
      'WaypointAccepted true PartiallyInvalid: Invalid targetRefs: Service.core:a/s',
    ]);
    expect(conditions(refs(toService, toGateway), [waypoint, service('istio.io/use-waypoint: w')])).toEqual([
      'WaypointAccepted true Accepted: ',
    ]);
    expect(conditions(refs(toService, toGateway))).toEqual([
      'WaypointAccepted false Invalid: Invalid targetRefs: Service.core:a/s, Gateway.gateway.networking.k8s.io:a/w',
    ]);
  });
});
