import fc from 'fast-check';
import type { Json, JsonObject } from '../../model/json.ts';
import { mostly } from './near.ts';
import { apps, defined, tiers } from './policyArbitrary.ts';
import { podPorts, serviceAccounts } from './vocabulary.ts';

/** A pod and its services, before it has a number. */
export interface WorkloadDraft {
  readonly namespace: string;
  readonly app: string;
  readonly tier: string;
  readonly serviceAccount: string;
  readonly inject: string | undefined;
  /** One list of ports for each service that selects the pod. */
  readonly services: readonly (readonly JsonObject[])[];
}

/** HTTP, TCP, unnamed and odd ports of services. */
const servicePorts: readonly JsonObject[] = [
  { name: 'http', port: 80, targetPort: 8080 },
  { name: 'http', port: 80, targetPort: 8080 },
  { name: 'grpc-api', port: 8080 },
  { name: 'web', port: 8080 },
  { name: 'tcp-db', port: 9000 },
  { name: 'http-nine', appProtocol: 'tcp', port: 9000 },
  { name: 'nine', appProtocol: 'http', port: 9001, targetPort: 9000 },
  { name: 'plain', port: 8081 },
  { name: 'HTTP-x', port: 8082, targetPort: 8081 },
  { name: 'db', port: 3306 },
  { name: 'db', port: 3307, targetPort: 3306 },
  { name: 'https', port: 443, targetPort: 8443 },
  { name: 'x', appProtocol: 'kubernetes.io/h2c', port: 444, targetPort: 8443 },
];

const service = fc.uniqueArray(fc.constantFrom(...servicePorts), {
  minLength: 1,
  maxLength: 4,
  selector: ({ targetPort, port }) => targetPort ?? port,
});

/** A pod in one of the namespaces, with one or two services. */
export function workload(namespaces: readonly string[]): fc.Arbitrary<WorkloadDraft> {
  return fc.record({
    namespace: fc.constantFrom(...namespaces),
    app: fc.constantFrom(...apps),
    tier: fc.constantFrom(...tiers),
    serviceAccount: fc.constantFrom(...serviceAccounts),
    inject: mostly<string | undefined>(fc.constant(undefined), fc.constantFrom('true', 'false'), 6),
    services: fc.oneof(
      { weight: 4, arbitrary: fc.tuple(service) },
      { weight: 1, arbitrary: fc.tuple(service, service) },
    ),
  });
}

export function namespaceObject(name: string, injected: boolean): JsonObject {
  const labels: Json | undefined = injected ? { 'istio-injection': 'enabled' } : undefined;
  return { apiVersion: 'v1', kind: 'Namespace', metadata: defined({ name, labels }) };
}

/** The pod `w<number>` and its services `w<number>`, `w<number>-b`, at addresses that follow from the number. */
export function workloadObjects(draft: WorkloadDraft, number: number): readonly JsonObject[] {
  const { namespace, app, tier, inject } = draft;
  const name = `w${number}`;
  const labels = defined({ app, tier, pod: name, 'sidecar.istio.io/inject': inject });
  const metadata = { name, namespace, labels, annotations: { 'hopwise.dev/ip': podAddress(number) } };
  const ports = podPorts.map((containerPort): Json => ({ containerPort }));
  const spec = { serviceAccountName: draft.serviceAccount, containers: [{ name: 'app', ports }] };
  return [
    { apiVersion: 'v1', kind: 'Pod', metadata, spec },
    ...draft.services.map((list, index) => ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: serviceName(number, index), namespace },
      spec: { clusterIP: `10.96.${index}.${number + 1}`, selector: { pod: name }, ports: list },
    })),
  ];
}

export function serviceName(number: number, index: number): string {
  return index === 0 ? `w${number}` : `w${number}-b`;
}

export function podAddress(number: number): string {
  return `10.244.1.${number + 1}`;
}
