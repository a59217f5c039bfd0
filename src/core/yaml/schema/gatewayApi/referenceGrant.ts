import { type Infer, list, obj, required, str } from '../dsl.ts';

/** ReferenceGrant (gateway.networking.k8s.io): who of other namespaces may refer to objects of this one. */
export const referenceGrant = obj({
  from: list(
    obj({
      group: required(str('API group.')),
      kind: required(str('Kind, such as HTTPRoute or Gateway.')),
      namespace: required(str('Namespace.')),
    }),
    'Who may refer.',
  ),
  to: list(
    obj({
      group: required(str('API group; empty for core.')),
      kind: required(str('Kind, such as Service or Secret.')),
      name: str('Name. Absent: all.'),
    }),
    'What may be referred to.',
  ),
});

export type ReferenceGrantSpec = Infer<typeof referenceGrant>;
