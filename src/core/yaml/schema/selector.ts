import { list, map, naming, obj, required, str } from './dsl.ts';

const podLabels = naming(
  'podLabel',
  map(str('The value that the label must have, exactly.'), 'Labels a pod must have, all of them.'),
);

/** `selector` of the security APIs. */
export const workloadSelector = obj(
  { matchLabels: podLabels },
  'The pods this applies to, in the namespace of the resource (in the root namespace: everywhere).',
);

/** `workloadSelector` of the networking APIs. */
export const labelSelector = obj({ labels: podLabels }, 'The pods this applies to, in the namespace of the resource.');

export const targetRef = obj(
  {
    group: str('API group of the target; empty for core.'),
    kind: required(str('Kind of the target: Gateway, GatewayClass, Service or ServiceEntry.')),
    name: required(naming('target', str('Name of the target.'))),
    namespace: str('Must be empty: a target lives in the namespace of the resource.'),
  },
  'A resource this attaches to, in place of a selector.',
);

export const targetRefs = list(targetRef, 'Resources this attaches to, in place of a selector.');
