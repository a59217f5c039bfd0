import type { RejectReason } from '../../../core/model/rejection.ts';

/** Why istiod's webhook refuses a resource; `value` is what caused it. */
export const rejections = {
  onlyOneOfSelectorAndRefs: () => 'only one of `selector`, `targetRef` and `targetRefs` may be set.',
  selectorEmptyKey: () => 'a label in the selector has an empty key.',
  selectorWildcard: (value) => `a selector takes no wildcard, found \`${value}\`.`,
  refName: () => 'a target ref needs a name.',
  refNamespace: () => 'the namespace of a target ref must be empty: targets live in the namespace of the resource.',
  refKind: (value) => `\`${value}\` is no target a policy can attach to.`,
  dryRunUnsupportedKind: (value) => `the annotation \`istio.io/dry-run\` is not for ${value}.`,
  dryRunUnsupportedAction: (value) =>
    `the annotation \`istio.io/dry-run\` is for ALLOW and DENY only, not for ${value}.`,
  dryRunValue: (value) => `\`${value}\` is no boolean for the annotation \`istio.io/dry-run\`.`,
  rulesMissing: (value) => `${value} without \`rules\` would never act; write \`rules: [{}]\` to match everything.`,
  providerMissing: () => 'CUSTOM needs `provider.name`.',
  providerWithoutCustom: (value) => `\`provider\` is for CUSTOM only, not for ${value}.`,
  customField: (value) =>
    `\`${value}\` cannot be used with CUSTOM: the authorizer is asked before identities are known.`,
  sourceMissing: () => 'an entry of `from` needs a `source`.',
  operationMissing: () => 'an entry of `to` needs an `operation`.',
  sourceEmpty: () => 'a `source` needs at least one field.',
  operationEmpty: () => 'an `operation` needs at least one field.',
  serviceAccountsWithPrincipals: () =>
    '`serviceAccounts` cannot stand beside `principals` or `namespaces` in one source.',
  emptyValue: () => 'an empty value is not allowed.',
  badAddress: (value) => `\`${value}\` is no IP address and no CIDR range.`,
  badPort: (value) => `\`${value}\` is no port: one whole number up to 65535, no range.`,
  badPath: (value) =>
    `\`${value}\` is no path that a template allows: braces only as a whole segment \`{*}\` or, last, \`{**}\`.`,
  serviceAccountFormat: (value) =>
    `\`${value}\` is no service account: write \`ACCOUNT\` or \`NAMESPACE/ACCOUNT\`, without wildcards.`,
  serviceAccountCount: () => 'at most 16 service accounts may be listed.',
  trustDomainFormat: (value) => `\`${value}\` is no trust domain: at most one wildcard, at the start or the end.`,
  conditionKeyMissing: () => 'a condition needs a `key`.',
  conditionWithoutValues: (value) => `the condition on \`${value}\` needs \`values\` or \`notValues\`.`,
  conditionKeyUnknown: (value) => `\`${value}\` is no attribute that Istio knows.`,
  conditionKeyFormat: (value) => `\`${value}\` needs a name in brackets, as in \`request.headers[NAME]\`.`,
  portLevelWithoutSelector: () =>
    '`portLevelMtls` needs a selector: ports belong to workloads, not to a namespace or the mesh.',
  portLevelEmpty: () => '`portLevelMtls` is empty.',
  portRange: (value) => `\`${value}\` is no port from 1 to 65535.`,
  issuerMissing: () => 'a JWT rule needs an `issuer` or a `jwksUri`.',
  jwksUri: (value) => `\`${value}\` is no http or https URI.`,
  jwksText: () => '`jwks` is not a JSON Web Key Set.',
  headerName: (value) => `\`${value}\` is no header name.`,
  locationName: () => 'a place to look for the token needs a name.',
  claimHeader: () => 'an output header needs both `header` and `claim`.',
  timeout: (value) => `\`${value}\` is no duration of at least 1ms.`,
  hostsMissing: () => '`hosts` needs at least one host.',
  hostWildcard: () => 'a ServiceEntry cannot be for `*`; name a domain, such as `*.example.com`.',
  dnsWildcard: (value) =>
    `the addresses of \`${value}\` cannot be looked up: a wildcard with \`resolution: DNS\` needs \`endpoints\`.`,
  dynamicDnsHost: (value) => `\`resolution: DYNAMIC_DNS\` is for wildcard hosts only, not for \`${value}\`.`,
  dynamicDnsAddresses: () => '`resolution: DYNAMIC_DNS` takes neither `addresses` nor `endpoints`.',
  dynamicDnsProtocol: (value) =>
    `\`resolution: DYNAMIC_DNS\` is for HTTP, HTTP2, GRPC and TLS ports, not for ${value === '' ? 'a port without protocol' : value}.`,
  selectorWithEndpoints: () => 'only one of `workloadSelector` and `endpoints` may be set.',
  endpointsWithNone: () => '`endpoints` need a `resolution`: with NONE the address that was dialled is used.',
  rangeWithDns: (value) => `the range \`${value}\` goes with \`resolution: NONE\` or STATIC only.`,
  staticName: (value) => `with \`resolution: STATIC\` an endpoint is an IP address, not \`${value}\`.`,
  roundRobinEndpoints: () => '`resolution: DNS_ROUND_ROBIN` takes one endpoint.',
  portTwice: (value) => `the port \`${value}\` is listed twice.`,
  endpointPort: (value) => `the endpoint names a port \`${value}\` that \`ports\` does not have.`,
} as const satisfies Record<RejectReason, (value: string) => string>;
