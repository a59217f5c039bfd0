/** How large a dump is: each namespace has as many workloads as the others. */
export interface DumpSize {
  readonly namespaces: number;
  readonly workloads: number;
}

const uid = (at: number): string => `0f8fad5b-d9cb-469f-a165-${String(70_000_000_000 + at).padStart(12, '0')}`;

/** Objects of one application as `kubectl get deploy,rs,po,svc,sa -o yaml` prints them, as items of a List. */
function application(space: string, at: number): readonly string[] {
  const name = `app-${at}`;
  const hash = `${(at * 7919 + 97).toString(16)}c9`;
  const meta = (kind: string, own: string, labels: string, owner = ''): string => `  metadata:
    creationTimestamp: "2026-0${(at % 9) + 1}-1${at % 10}T08:00:00Z"
    labels:
      app: ${name}${labels}
    name: ${own}
    namespace: ${space}${owner}
    resourceVersion: "${100_000 + at}"
    uid: ${uid(at + kind.length)}`;
  const owner = (kind: string, own: string): string => `
    ownerReferences:
    - apiVersion: apps/v1
      blockOwnerDeletion: true
      controller: true
      kind: ${kind}
      name: ${own}
      uid: ${uid(at + kind.length)}`;
  const template = (indent: string): string =>
    `containers:
- env:
  - name: PAYMENTS_URL
    value: http://app-${at + 1}.${space}:8080/charges
  image: registry.example.com/shop/${name}:1.4.${at % 20}
  imagePullPolicy: IfNotPresent
  name: server
  ports:
  - containerPort: 8080
    name: http
    protocol: TCP
  resources:
    requests:
      cpu: 100m
      memory: 128Mi
  terminationMessagePath: /dev/termination-log
  terminationMessagePolicy: File
dnsPolicy: ClusterFirst
restartPolicy: Always
schedulerName: default-scheduler
securityContext: {}
serviceAccount: ${name}
serviceAccountName: ${name}
terminationGracePeriodSeconds: 30`.replaceAll('\n', `\n${indent}`);
  return [
    `- apiVersion: v1
  kind: ServiceAccount
${meta('ServiceAccount', name, '')}`,
    `- apiVersion: v1
  kind: Service
${meta('Service', name, '')}
  spec:
    clusterIP: 10.96.${at >> 8}.${at & 255}
    clusterIPs:
    - 10.96.${at >> 8}.${at & 255}
    internalTrafficPolicy: Cluster
    ports:
    - name: http
      port: 8080
      protocol: TCP
      targetPort: http
    selector:
      app: ${name}
    sessionAffinity: None
    type: ClusterIP
  status:
    loadBalancer: {}`,
    `- apiVersion: apps/v1
  kind: Deployment
${meta('Deployment', name, '')}
  spec:
    progressDeadlineSeconds: 600
    replicas: 1
    revisionHistoryLimit: 10
    selector:
      matchLabels:
        app: ${name}
    template:
      metadata:
        labels:
          app: ${name}
          version: v1
      spec:
        ${template('        ')}
  status:
    availableReplicas: 1
    conditions:
    - lastTransitionTime: "2026-01-10T08:00:10Z"
      lastUpdateTime: "2026-01-10T08:00:10Z"
      message: ReplicaSet "${name}-${hash}" has successfully progressed and is
        available.
      reason: NewReplicaSetAvailable
      status: "True"
      type: Progressing
    observedGeneration: 1
    readyReplicas: 1`,
    `- apiVersion: apps/v1
  kind: ReplicaSet
${meta('ReplicaSet', `${name}-${hash}`, `\n      pod-template-hash: ${hash}`, owner('Deployment', name))}
  spec:
    replicas: 1
    selector:
      matchLabels:
        app: ${name}
        pod-template-hash: ${hash}
    template:
      metadata:
        labels:
          app: ${name}
          pod-template-hash: ${hash}
          version: v1
      spec:
        ${template('        ')}`,
    `- apiVersion: v1
  kind: Pod
${meta('Pod', `${name}-${hash}-x7k2p`, `\n      pod-template-hash: ${hash}\n      version: v1`, owner('ReplicaSet', `${name}-${hash}`))}
  spec:
    ${template('    ')}
  status:
    conditions:
    - lastProbeTime: null
      lastTransitionTime: "2026-01-10T08:00:09Z"
      status: "True"
      type: Ready
    containerStatuses:
    - containerID: containerd://${uid(at)}
      image: registry.example.com/shop/${name}:1.4.${at % 20}
      name: server
      ready: true
      restartCount: 0
    phase: Running
    podIP: 10.1.${at >> 8}.${at & 255}
    startTime: "2026-01-10T08:00:00Z"`,
  ];
}

function policy(space: string, caller: string, at: number): string {
  return `- apiVersion: security.istio.io/v1
  kind: AuthorizationPolicy
  metadata:
    annotations:
      kubectl.kubernetes.io/last-applied-configuration: |
        {"apiVersion":"security.istio.io/v1","kind":"AuthorizationPolicy","metadata":{"name":"callers-${at}"}}
    name: callers-${at}
    namespace: ${space}
  spec:
    rules:
    - from:
      - source:
          principals:
          - cluster.local/ns/${space}/sa/${caller}
    selector:
      matchLabels:
        app: app-${at}`;
}

function tokenSecret(space: string): string {
  return `- apiVersion: v1
  data:
    password: aHVudGVyMi1pbi1${space.replaceAll('-', '')}
    token: ZXlKaGJHY2lPaUpTVXpJMU5pSXNJbXRwWkNJNklrTm9ZVzVu
  kind: Secret
  metadata:
    annotations:
      kubectl.kubernetes.io/last-applied-configuration: |
        {"apiVersion":"v1","kind":"Secret","stringData":{"password":"hunter2-in-${space}"}}
    name: credentials
    namespace: ${space}
  type: Opaque`;
}

/** A dump of a whole cluster, as `kubectl get all,sa,secret,ns,authorizationpolicy -A -o yaml` prints it. */
export function dumpText({ namespaces, workloads }: DumpSize): string {
  const items: string[] = [];
  for (let n = 0; n < namespaces; n += 1) {
    const space = `team-${n}`;
    items.push(`- apiVersion: v1
  kind: Namespace
  metadata:
    labels:
      istio-injection: enabled
      kubernetes.io/metadata.name: ${space}
    name: ${space}
  spec:
    finalizers:
    - kubernetes
  status:
    phase: Active`);
    items.push(tokenSecret(space));
    for (let at = n; at < workloads; at += namespaces) {
      items.push(...application(space, at));
      if (at % 5 === 0) items.push(policy(space, `app-${at + namespaces}`, at));
    }
  }
  return `apiVersion: v1\nitems:\n${items.join('\n')}\nkind: List\nmetadata:\n  resourceVersion: ""\n`;
}
