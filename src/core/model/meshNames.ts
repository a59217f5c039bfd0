/** What a value in a resource can name: something that is in the mesh, or that its requests carry. */
export const nameKinds = [
  'namespace',
  'exportTo', // a namespace, or `.`, `*`
  'serviceAccount', // NAMESPACE/ACCOUNT
  'accountName', // of the own namespace
  'principal',
  'requestPrincipal',
  'trustDomain',
  'issuer',
  'audience',
  'host', // of a service, as clients dial it
  'sidecarHost', // NAMESPACE/HOST
  'podPort',
  'servicePort',
  'method',
  'path',
  'address',
  'conditionKey',
  'claim',
  'header',
  'gateway',
  'provider',
  'subset',
  'secret',
  'target', // a resource that policies attach to
  'podLabel',
  'namespaceLabel',
] as const;
export type NameKind = (typeof nameKinds)[number];

/** The names that are there, for completion and forms. */
export interface MeshNames {
  readonly byKind: Readonly<Record<NameKind, readonly string[]>>;
  /** The values of each label of pods and of namespaces. */
  readonly labels: Readonly<Record<string, readonly string[]>>;
}
