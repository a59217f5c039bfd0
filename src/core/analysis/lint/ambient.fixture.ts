import { resource } from './lint.fixture.ts';

const labels = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(', ');
/** The namespace `m` in ambient mode. */
export const namespace = (more = ''): string =>
  `apiVersion: v1\nkind: Namespace\nmetadata: {name: m, labels: {${labels('istio.io/dataplane-mode: ambient', more)}}}`;
/** The pod `m/z`. */
export const pod = (more = '', annotations = ''): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: z, namespace: m, labels: {${labels('app: zone', more)}}, annotations: {${annotations}}}\nspec: {serviceAccountName: z, containers: [{name: app, ports: [{containerPort: 8080}]}]}`;
/** The Service `m/z`. */
export const service = (more = ''): string =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: z, namespace: m, labels: {${labels('x: y', more)}}}\nspec: {selector: {app: zone}, ports: [{name: http, port: 80, targetPort: 8080}]}`;
/** A waypoint. */
export const waypoint = (name = 'w', where = 'm', traffic = '', listener = ''): string =>
  `apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: ${name}, namespace: ${where}, labels: {${labels('x: y', traffic)}}}\nspec: {gatewayClassName: istio-waypoint, listeners: [{name: mesh, port: 15008, protocol: HBONE${listener}}]}`;
/** The label of a Service that uses the waypoint `w`. */
export const use = 'istio.io/use-waypoint: w';
/** `m/z` in ambient mode, behind a waypoint. */
export const mesh = [namespace(), pod(), service(use), waypoint()];
/** An AuthorizationPolicy `m/p`. */
export const policy = (spec: string): string => resource('AuthorizationPolicy m/p', spec);
/** In a policy: for the Service `m/z`, by its waypoint. */
export const toService = 'targetRefs: [{group: "", kind: Service, name: z}]';
/** In a policy: for the pod `m/z`. */
export const selector = 'selector: {matchLabels: {app: zone}}';
