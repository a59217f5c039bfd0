import type { Infer } from './dsl.ts';
import type { NameKind } from '../../model/meshNames.ts';
import { enumOf, int, intOrString, list, map, naming, obj, required, startsAs, str } from './dsl.ts';

export const kubernetesSelector = (doc: string, labels: NameKind = 'podLabel') =>
  obj(
    {
      matchLabels: naming(
        labels,
        map(str('The value that the label must have.'), 'Labels that must be there, all of them.'),
      ),
      matchExpressions: list(
        obj({
          key: required(naming(labels, str('Label.'))),
          operator: required(enumOf(['In', 'NotIn', 'Exists', 'DoesNotExist'], 'How the label is compared.')),
          values: list(str('A value.'), 'Values, for In and NotIn.'),
        }),
        'Conditions on labels, all of which must hold.',
      ),
    },
    doc,
  );

const peers = (doc: string) =>
  list(
    obj({
      podSelector: kubernetesSelector('Pods, of the policy’s namespace unless `namespaceSelector` says otherwise.'),
      namespaceSelector: kubernetesSelector('Namespaces whose pods are meant.', 'namespaceLabel'),
      ipBlock: obj(
        {
          cidr: required(str('A range of addresses.')),
          except: list(str('A range.'), 'Ranges inside it that are left out.'),
        },
        'Addresses, outside of the cluster.',
      ),
    }),
    doc,
  );

const ports = list(
  obj({
    protocol: enumOf(['TCP', 'UDP', 'SCTP'], 'Default TCP.'),
    port: naming(
      'podPort',
      startsAs(80, intOrString('Port of the pod: its number, or the name of a container port. Absent: all.')),
    ),
    endPort: int('Last port of a range that begins with `port`.'),
  }),
  'Ports, of which one must be meant. Absent: all.',
);

/** NetworkPolicy (networking.k8s.io): which connections the network lets reach, and leave, pods. */
export const networkPolicy = obj({
  podSelector: kubernetesSelector('The pods this is for, in its own namespace. Empty: all.'),
  policyTypes: list(
    enumOf(['Ingress', 'Egress'], 'A direction.'),
    'Directions in which the pods are cut off but for these rules. Absent: Ingress, and Egress if there are egress rules.',
  ),
  ingress: list(obj({ from: peers('Who may connect. Absent: anybody.'), ports }), 'Connections that may come in.'),
  egress: list(obj({ to: peers('Where to. Absent: anywhere.'), ports }), 'Connections that may go out.'),
});

export type NetworkPolicySpec = Infer<typeof networkPolicy>;
