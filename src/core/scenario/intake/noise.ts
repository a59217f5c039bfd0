import { isObject, type Json, type JsonObject } from '../../model/json.ts';

/** What the API server adds to an object and nobody writes: it decides no request, and `kubectl apply` takes it ill. */
const inMetadata: ReadonlySet<string> = new Set(['managedFields', 'resourceVersion', 'uid', 'selfLink', 'generation']);

/** kubectl keeps a copy of the whole object here. */
export const copyAnnotation = 'kubectl.kubernetes.io/last-applied-configuration';

/** Kinds whose status says nothing that a request depends on. */
const withoutStatus: ReadonlySet<string> = new Set([
  'Namespace',
  'Service',
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'DaemonSet',
  'CronJob',
  'AuthorizationPolicy',
  'PeerAuthentication',
  'RequestAuthentication',
  'DestinationRule',
  'VirtualService',
  'Sidecar',
  'HTTPRoute',
  'GRPCRoute',
  'TLSRoute',
  'TCPRoute',
  'NetworkPolicy',
]);

/** Of a pod's status: whether it runs, is ready, and its address. */
const inPodStatus: ReadonlySet<string> = new Set(['phase', 'podIP', 'podIPs', 'conditions']);

/** Whether a field of `metadata` is left out. */
export function isMetadataNoise(key: string): boolean {
  return inMetadata.has(key);
}

/** Whether a field of an object's `status` is left out; without a field, all of it. */
export function isStatusNoise(kind: string, key?: string): boolean {
  if (withoutStatus.has(kind)) return true;
  return kind === 'Pod' && key !== undefined && !inPodStatus.has(key);
}

/** An object without what nobody has written. */
export function withoutNoise(object: JsonObject): JsonObject {
  const kind = typeof object['kind'] === 'string' ? object['kind'] : '';
  const parts: Readonly<Record<string, (value: Json) => Json | undefined>> = {
    metadata: (value) => (isObject(value) ? cleanMetadata(value) : value),
    status: (value) => (isStatusNoise(kind) ? undefined : isObject(value) ? cleanStatus(kind, value) : value),
  };
  return mapEntries(object, (key, value) => (Object.hasOwn(parts, key) ? parts[key]?.(value) : value));
}

function cleanMetadata(metadata: JsonObject): JsonObject {
  return mapEntries(metadata, (key, value) => {
    if (isMetadataNoise(key)) return undefined;
    if (key !== 'annotations' || !isObject(value) || !Object.hasOwn(value, copyAnnotation)) return value;
    const left = mapEntries(value, (name, text) => (name === copyAnnotation ? undefined : text));
    return Object.keys(left).length === 0 ? undefined : left;
  });
}

function cleanStatus(kind: string, status: JsonObject): JsonObject {
  return mapEntries(status, (key, value) => (isStatusNoise(kind, key) ? undefined : value));
}

function mapEntries(object: JsonObject, change: (key: string, value: Json) => Json | undefined): JsonObject {
  return Object.fromEntries(
    Object.entries(object).flatMap(([key, value]) => {
      const changed = change(key, value);
      return changed === undefined ? [] : [[key, changed] as const];
    }),
  );
}
