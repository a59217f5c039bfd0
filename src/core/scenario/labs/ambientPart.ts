import type { JsonObject } from '../../model/json.ts';
import { get, principal, security, workload } from './base.ts';
import type { Addition, LabMesh } from './mesh.ts';

/** The namespace in ambient mode, and who is in it. */
export const ambientNames = { namespace: 'ambient', server: 'notes', reader: 'reader', visitor: 'visitor' } as const;

/** A namespace without sidecars, whose waypoint reads HTTP: one workload reads there, another one gets nothing. */
export function ambientPart({ port, theme: { old, job } }: LabMesh): Addition {
  const { namespace, server, reader, visitor } = ambientNames;
  const url = `http://${server}.${namespace}/notes`;
  return {
    policies: [
      {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: {
          name: namespace,
          labels: { 'istio.io/dataplane-mode': 'ambient', 'istio.io/use-waypoint': 'waypoint' },
        },
      },
      {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'Gateway',
        metadata: { name: 'waypoint', namespace, labels: { 'istio.io/waypoint-for': 'service' } },
        spec: { gatewayClassName: 'istio-waypoint', listeners: [{ name: 'mesh', port: 15008, protocol: 'HBONE' }] },
      },
      security('AuthorizationPolicy', namespace, `${server}-readers`, {
        targetRefs: [target],
        action: 'ALLOW',
        rules: [
          {
            from: [{ source: { principals: [principal(namespace, reader)] } }],
            to: [{ operation: { methods: ['GET'] } }],
          },
        ],
      }),
      security('PeerAuthentication', namespace, 'default', { mtls: { mode: 'STRICT' } }),
    ],
    workloads: [
      ...workload(namespace, server, port),
      ...workload(namespace, reader, port),
      ...workload(namespace, visitor, port),
    ],
    requests: [
      get('allowed', `${reader}-reads`, `${namespace}/${reader}`, url),
      get('denied', `${reader}-deletes`, `${namespace}/${reader}`, url, { method: 'DELETE' }),
      get('denied', `${visitor}-reads`, `${namespace}/${visitor}`, url),
      get('denied', `${job}-visits`, `${old}/${job}`, `http://${visitor}.${namespace}/`),
    ],
  };
}

const target: JsonObject = { group: '', kind: 'Service', name: ambientNames.server };
