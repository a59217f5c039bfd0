import { list, map, obj, required, str } from './dsl.ts';

/** `selector` of the security APIs. */
export const workloadSelector = obj(
  { matchLabels: map(str('The value that the label must have, exactly.'), 'Labels a pod must have, all of them.') },
  'The pods this applies to, in the namespace of the resource (in the root namespace: everywhere).',
);

/** `workloadSelector` of the networking APIs. */
export const labelSelector = obj(
  { labels: map(str('The value that the label must have, exactly.'), 'Labels a pod must have, all of them.') },
  'The pods this applies to, in the namespace of the resource.',
);

export const targetRef = obj(
  {
    group: str('API group of the target; empty for core.'),
    kind: required(str('Kind of the target: Gateway, GatewayClass, Service or ServiceEntry.')),
    name: required(str('Name of the target.')),
    namespace: str('Must be empty: a target lives in the namespace of the resource.'),
  },
  'A resource this attaches to, in place of a selector.',
);

export const targetRefs = list(targetRef, 'Resources this attaches to, in place of a selector.');
