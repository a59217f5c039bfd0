import type { JsonObject } from '../../core/model/json.ts';
import { at, labelsMatch, map, text } from './json.ts';
import type { Mesh, Pod, Service } from './mesh.ts';

export type Mode = 'STRICT' | 'PERMISSIVE' | 'DISABLE';

/** "One winner per class: oldest creationTimestamp, tie → name. Chosen before looking at UNSET." */
function winner(mesh: Mesh, namespace: string, suits: (selector: JsonObject) => boolean): JsonObject | undefined {
  return mesh.peerAuthentications.find(
    (policy) =>
      at(policy, 'metadata', 'namespace') === namespace &&
      accepted(policy) &&
      suits(map(at(policy, 'spec', 'selector', 'matchLabels'))),
  );
}

/** "`portLevelMtls` without selector: rejected by webhook." */
function accepted(policy: JsonObject): boolean {
  const ports = Object.keys(map(at(policy, 'spec', 'portLevelMtls')));
  return ports.length === 0 || Object.keys(map(at(policy, 'spec', 'selector', 'matchLabels'))).length > 0;
}

function isEmpty(labels: JsonObject): boolean {
  return Object.keys(labels).length === 0;
}

/** "`mtls` missing = UNSET." */
function modeAt(policy: JsonObject | undefined, ...path: readonly string[]): Mode | null {
  const mode = text(at(policy, 'spec', ...path, 'mode'));
  return mode === 'STRICT' || mode === 'PERMISSIVE' || mode === 'DISABLE' ? mode : null;
}

/** "Start PERMISSIVE; overwrite by mesh if not UNSET; by namespace if not UNSET." */
export function namespaceMode(mesh: Mesh, namespace: string): Mode {
  return (
    modeAt(winner(mesh, namespace, isEmpty), 'mtls') ?? modeAt(winner(mesh, mesh.root, isEmpty), 'mtls') ?? 'PERMISSIVE'
  );
}

/** "By workload if not UNSET. Port entry: UNSET → the resolved workload mode; else its own mode." */
export function portMode(mesh: Mesh, pod: Pod, port: number): Mode {
  // "Non-empty selector inside the root namespace = ignored everywhere."
  const own =
    pod.namespace === mesh.root
      ? undefined
      : winner(mesh, pod.namespace, (labels) => !isEmpty(labels) && labelsMatch(labels, pod.labels));
  return modeAt(own, 'portLevelMtls', String(port)) ?? modeAt(own, 'mtls') ?? namespaceMode(mesh, pod.namespace);
}

export type ClientTls = 'mtls' | 'plaintext' | 'simple';

/** What a client's sidecar speaks to one endpoint of a service's port. */
export function clientTls(
  mesh: Mesh,
  client: Pod,
  service: Service,
  port: number,
  server: Pod,
  target: number,
): ClientTls {
  const { cluster, endpoint } = tlsModes(destinationRule(mesh, client, service), port);
  if (cluster === 'ISTIO_MUTUAL') return 'mtls';
  if (cluster === 'SIMPLE') return 'simple';
  if (cluster === 'DISABLE' || !mesh.autoMtls) return 'plaintext';
  // "If nsMode = DISABLE ⇒ the whole cluster is plaintext, even if a workload-level PA says STRICT."
  if (namespaceMode(mesh, service.namespace) === 'DISABLE' || !server.sidecar) return 'plaintext';
  if (endpoint !== null) return endpoint === 'ISTIO_MUTUAL' ? 'mtls' : 'plaintext';
  // "mTLS iff endpoint `tlsMode` = `istio` and the effective PA mode of that endpoint's port ≠ DISABLE."
  return portMode(mesh, server, target) !== 'DISABLE' ? 'mtls' : 'plaintext';
}

/**
 * "A matching `portLevelSettings[port]` replaces the whole policy: its missing `tls` is not inherited. The EDS side
 * instead falls back to the top-level mode when the port entry has no `tls`."
 */
function tlsModes(
  rule: JsonObject | null,
  port: number,
): { readonly cluster: string | null; readonly endpoint: string | null } {
  const policy = map(at(rule ?? {}, 'spec', 'trafficPolicy'));
  const settings = at(policy, 'portLevelSettings');
  const own = Array.isArray(settings) ? settings.find((each) => at(each, 'port', 'number') === port) : undefined;
  const top = modeOf(at(policy, 'tls'));
  if (own === undefined) return { cluster: top, endpoint: top };
  const given = modeOf(at(own, 'tls'));
  return { cluster: given, endpoint: given ?? top };
}

/** "`tls: {}` or `tls` without `mode` = enum 0 = DISABLE." */
function modeOf(tls: unknown): string | null {
  if (typeof tls !== 'object' || tls === null) return null;
  return 'mode' in tls && typeof tls.mode === 'string' ? tls.mode : 'DISABLE';
}

/** "Look up the service host in this order and stop at the first level that has any host match." */
function destinationRule(mesh: Mesh, client: Pod, service: Service): JsonObject | null {
  // "`workloadSelector`: only for clients in the DR's own namespace (never exported)."
  const visible = (rule: JsonObject): boolean =>
    at(rule, 'metadata', 'namespace') === client.namespace || (!privateRule(rule) && isEmpty(selectorOf(rule)));
  const levels = [client.namespace, service.namespace, mesh.root].map((namespace) =>
    mesh.destinationRules.filter(
      (rule) =>
        at(rule, 'metadata', 'namespace') === namespace && visible(rule) && hostMatches(hostOf(rule), service.hostname),
    ),
  );
  const level = levels.find((rules) => rules.length > 0);
  if (level === undefined) return null;
  // "Inside a level the most specific host wins (exact > longest `*` suffix)."
  const rank = (rule: JsonObject): number => (hostOf(rule).startsWith('*') ? hostOf(rule).length : 1000);
  const best = Math.max(...level.map(rank));
  const rules = level.filter((rule) => rank(rule) === best);
  return chosen(rules, client);
}

function privateRule(rule: JsonObject): boolean {
  const exportTo = at(rule, 'spec', 'exportTo');
  return Array.isArray(exportTo) && exportTo.length === 1 && exportTo[0] === '.';
}

function selectorOf(rule: JsonObject): JsonObject {
  return map(at(rule, 'spec', 'workloadSelector', 'matchLabels'));
}

/** "The first selector that matches the client pod wins, else the selector-less DR of the same level." */
function chosen(rules: readonly JsonObject[], client: Pod): JsonObject | null {
  const selected = rules.find((rule) => !isEmpty(selectorOf(rule)) && labelsMatch(selectorOf(rule), client.labels));
  if (selected !== undefined) return selected;
  const all = rules.filter((rule) => isEmpty(selectorOf(rule)));
  // "Different exportTo sets are kept separate": the last of them counts.
  const exported = (rule: JsonObject): string => JSON.stringify(at(rule, 'spec', 'exportTo') ?? []);
  const last = [...new Set(all.map(exported))].at(-1);
  const open = all.filter((rule) => exported(rule) === last);
  // "Top-level `trafficPolicy` of the first that has one is kept whole."
  return open.find((rule) => at(rule, 'spec', 'trafficPolicy') !== undefined) ?? open[0] ?? null;
}

/** "Short `host` names (no dot) are completed with the DR's namespace; `s.ns` is taken literally." */
function hostOf(rule: JsonObject): string {
  const host = text(at(rule, 'spec', 'host'));
  const namespace = text(at(rule, 'metadata', 'namespace'));
  return host.includes('.') || host === '*' ? host : `${host}.${namespace}.svc.cluster.local`;
}

function hostMatches(host: string, hostname: string): boolean {
  return host.startsWith('*') ? hostname.endsWith(host.slice(1)) : host === hostname;
}
