import {
  bool,
  enumOf,
  intOrString,
  list,
  map,
  naming,
  obj,
  type ObjSchema,
  required,
  startsAs,
  str,
  uint,
} from '../schema/dsl.ts';

/** A port number, which nobody wants to be 0. */
const port = (doc: string) => required(startsAs(8080, uint(doc)));

const container = obj({
  name: required(startsAs('app', str('Name of the container, unique in the pod.'))),
  image: str('Image that it runs.'),
  ports: list(
    obj({
      containerPort: port('Port that the application listens on.'),
      name: str('Name of the port, for Services and policies to refer to.'),
      protocol: enumOf(['TCP', 'UDP', 'SCTP'], 'Default TCP.'),
    }),
    'Ports that the application listens on.',
  ),
});

const podSpec = obj(
  {
    serviceAccountName: naming('accountName', str('Service account: the identity of the pod. Absent: default.')),
    hostNetwork: bool('Whether it is on its node’s network. Such a pod gets no sidecar.'),
    containers: required(list(container, 'What runs in the pod.')),
  },
  'What a pod is made of.',
);

const podMetadata = obj(
  {
    labels: naming(
      'podLabel',
      map(str('Value of the label.'), 'Labels of the pods: Services and policies select by them.'),
    ),
    annotations: map(
      str('Value of the annotation.'),
      'Annotations of the pods, such as those that the injector reads.',
    ),
  },
  'Labels and annotations of the pods.',
);

const controller = obj(
  {
    replicas: startsAs(1, uint('How many pods there are. 0: none, so nothing answers.')),
    selector: obj(
      { matchLabels: naming('podLabel', map(str('Value of the label.'), 'Labels that its pods have.')) },
      'Which pods it looks after.',
    ),
    template: required(obj({ metadata: podMetadata, spec: podSpec }, 'The pods that it makes.')),
  },
  'What is wanted.',
);

const service = obj(
  {
    selector: naming('podLabel', map(str('Value of the label.'), 'Labels of the pods behind it.')),
    ports: list(
      obj({
        port: required(startsAs(80, uint('Port that clients dial.'))),
        targetPort: naming(
          'podPort',
          startsAs(8080, intOrString('Port of the pod: its number or name. Absent: the same.')),
        ),
        name: startsAs('http', str('Name; Istio reads the protocol from how it begins: http, grpc, tcp, tls, …')),
        appProtocol: str('Protocol, where the name does not say it.'),
        protocol: enumOf(['TCP', 'UDP', 'SCTP'], 'Default TCP.'),
      }),
      'Ports of the service.',
    ),
    type: enumOf(['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'], 'Default ClusterIP.'),
    clusterIP: str('Address of the service. None: clients get the addresses of the pods.'),
    externalName: str('Another name that this one stands for, for type ExternalName.'),
  },
  'What is wanted.',
);

/** What forms know of Kubernetes' own kinds: the few fields that matter here. Null: there is no `spec` to speak of. */
export const kubernetesTables: ReadonlyMap<string, ObjSchema | null> = new Map<string, ObjSchema | null>([
  ['Deployment', controller],
  ['StatefulSet', controller],
  ['DaemonSet', controller],
  ['ReplicaSet', controller],
  ['Pod', podSpec],
  ['Service', service],
  ['ServiceAccount', null],
  ['Namespace', null],
]);
