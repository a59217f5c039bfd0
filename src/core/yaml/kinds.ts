/** The kinds that take part in a simulation. All others are kept as text, with a hint. */
export const simulatedKinds: ReadonlySet<string> = new Set([
  'Namespace',
  'Pod',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'Job',
  'CronJob',
  'Service',
  'EndpointSlice',
  'Endpoints',
  'ServiceAccount',
  'ConfigMap',
  'Secret',
  'PeerAuthentication',
  'AuthorizationPolicy',
  'RequestAuthentication',
  'DestinationRule',
  'VirtualService',
  'Sidecar',
  'ServiceEntry',
  'WorkloadEntry',
  'Gateway',
  'Gateway.gateway.networking.k8s.io',
  'GatewayClass',
  'HTTPRoute',
  'GRPCRoute',
  'TCPRoute',
  'TLSRoute',
  'ReferenceGrant',
  'NetworkPolicy',
  'AdminNetworkPolicy',
  'BaselineAdminNetworkPolicy',
  'ClusterNetworkPolicy',
  'Scenario',
]);

const clusterScoped: ReadonlySet<string> = new Set([
  'Namespace',
  'Node',
  'PersistentVolume',
  'ClusterRole',
  'ClusterRoleBinding',
  'CustomResourceDefinition',
  'APIService',
  'GatewayClass',
  'AdminNetworkPolicy',
  'BaselineAdminNetworkPolicy',
  'ClusterNetworkPolicy',
  'StorageClass',
  'CSIDriver',
  'CSINode',
  'VolumeAttachment',
  'IngressClass',
  'RuntimeClass',
  'PriorityClass',
  'FlowSchema',
  'PriorityLevelConfiguration',
  'CertificateSigningRequest',
  'ClusterTrustBundle',
  'MutatingWebhookConfiguration',
  'ValidatingWebhookConfiguration',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'ClusterIssuer',
  'Scenario',
]);

/** The API group that a kind's plain name stands for here. */
const groups: Readonly<Record<string, string>> = {
  Namespace: '',
  Pod: '',
  Service: '',
  Endpoints: '',
  ServiceAccount: '',
  ConfigMap: '',
  Secret: '',
  Deployment: 'apps',
  StatefulSet: 'apps',
  DaemonSet: 'apps',
  ReplicaSet: 'apps',
  Job: 'batch',
  CronJob: 'batch',
  EndpointSlice: 'discovery.k8s.io',
  NetworkPolicy: 'networking.k8s.io',
  PeerAuthentication: 'security.istio.io',
  AuthorizationPolicy: 'security.istio.io',
  RequestAuthentication: 'security.istio.io',
  DestinationRule: 'networking.istio.io',
  VirtualService: 'networking.istio.io',
  ServiceEntry: 'networking.istio.io',
  Sidecar: 'networking.istio.io',
  Gateway: 'networking.istio.io',
  WorkloadEntry: 'networking.istio.io',
  WorkloadGroup: 'networking.istio.io',
  EnvoyFilter: 'networking.istio.io',
  ProxyConfig: 'networking.istio.io',
  GatewayClass: 'gateway.networking.k8s.io',
  HTTPRoute: 'gateway.networking.k8s.io',
  GRPCRoute: 'gateway.networking.k8s.io',
  TCPRoute: 'gateway.networking.k8s.io',
  TLSRoute: 'gateway.networking.k8s.io',
  ReferenceGrant: 'gateway.networking.k8s.io',
  WasmPlugin: 'extensions.istio.io',
  Telemetry: 'telemetry.istio.io',
  Scenario: 'hopwise.dev',
};

/**
 * The kind that a resource goes by: its own, or, where another API group has a kind of the same name,
 * `Kind.group` as kubectl writes it (`Gateway.gateway.networking.k8s.io`).
 */
export function qualifiedKind(kind: string, apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  const group = slash < 0 ? '' : apiVersion.slice(0, slash);
  const expected = Object.hasOwn(groups, kind) ? groups[kind] : undefined;
  return expected === undefined || expected === group ? kind : `${kind}.${group === '' ? 'core' : group}`;
}

export function isClusterScoped(kind: string): boolean {
  return clusterScoped.has(kind);
}
