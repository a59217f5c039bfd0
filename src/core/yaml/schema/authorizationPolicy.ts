import type { Infer } from './dsl.ts';
import type { NameKind } from '../../model/meshNames.ts';
import { enumOf, list, naming, obj, required, startsAs, str } from './dsl.ts';
import { targetRef, targetRefs, workloadSelector } from './selector.ts';

const pattern = str('Exact; or a prefix `x*`, a suffix `*x`, or `*` for any that is present.');
const values = (names: NameKind, doc: string) => list(naming(names, pattern), doc);
const addresses = (doc: string) => list(naming('address', str('An address, or a range such as 10.0.0.0/8.')), doc);

const source = obj(
  {
    principals: values(
      'principal',
      'Identities from the client certificate: TRUST_DOMAIN/ns/NAMESPACE/sa/ACCOUNT. Needs mTLS.',
    ),
    notPrincipals: values('principal', 'Identities that must not match.'),
    requestPrincipals: values('requestPrincipal', 'Identities from a valid JWT: ISSUER/SUBJECT.'),
    notRequestPrincipals: values('requestPrincipal', 'JWT identities that must not match.'),
    namespaces: values('namespace', 'Namespaces from the client certificate. Needs mTLS.'),
    notNamespaces: values('namespace', 'Namespaces that must not match.'),
    serviceAccounts: values(
      'serviceAccount',
      'Service accounts, as NAMESPACE/ACCOUNT or ACCOUNT of the own namespace. Needs mTLS.',
    ),
    notServiceAccounts: values('serviceAccount', 'Service accounts that must not match.'),
    trustDomains: values('trustDomain', 'Trust domains from the client certificate. Needs mTLS.'),
    notTrustDomains: values('trustDomain', 'Trust domains that must not match.'),
    ipBlocks: addresses('Addresses or CIDR ranges of the IP packet’s sender.'),
    notIpBlocks: addresses('Sender addresses that must not match.'),
    remoteIpBlocks: addresses(
      'Addresses or CIDR ranges of the original client, from X-Forwarded-For or the PROXY protocol.',
    ),
    notRemoteIpBlocks: addresses('Original client addresses that must not match.'),
  },
  'Who sends. All given fields must match.',
);

const operation = obj(
  {
    hosts: values('host', 'Host header, without regard to case. HTTP only.'),
    notHosts: values('host', 'Hosts that must not match. HTTP only.'),
    ports: list(naming('podPort', str('A port number.')), 'Ports of the pod (not of the Service).'),
    notPorts: list(naming('podPort', str('A port number.')), 'Ports that must not match.'),
    methods: values('method', 'HTTP methods, in upper case. HTTP only.'),
    notMethods: values('method', 'Methods that must not match. HTTP only.'),
    paths: values('path', 'Paths without query, or templates with {*} and {**}. HTTP only.'),
    notPaths: values('path', 'Paths that must not match. HTTP only.'),
  },
  'What is asked for. All given fields must match.',
);

const condition = obj({
  key: required(
    naming(
      'conditionKey',
      str('Attribute: request.headers[NAME], source.ip, request.auth.claims[NAME], connection.sni, …'),
    ),
  ),
  values: list(pattern, 'Values of which one must match.'),
  notValues: list(pattern, 'Values of which none may match.'),
});

const from = startsAs({ source: {} }, obj({ source }));
const to = startsAs({ operation: {} }, obj({ operation }));

const rule = obj({
  from: startsAs([{ source: {} }], list(from, 'Senders, of which one must match. Absent: any.')),
  to: startsAs([{ operation: {} }], list(to, 'Operations, of which one must match. Absent: any.')),
  when: list(condition, 'Conditions, all of which must match.'),
});

/** AuthorizationPolicy (security.istio.io): who may do what. */
export const authorizationPolicy = obj({
  selector: workloadSelector,
  targetRef,
  targetRefs,
  // Without an API server the decoder turns a null rule into {}: a rule that matches everything.
  rules: list(rule, 'Rules, of which one must match. None: the policy never matches.', 'empty'),
  action: enumOf(['ALLOW', 'DENY', 'AUDIT', 'CUSTOM'], 'What a match means. Default ALLOW.'),
  provider: obj(
    { name: naming('provider', str('Name of an extension provider of MeshConfig.')) },
    'Who decides, for action CUSTOM.',
  ),
});

export type AuthorizationPolicySpec = Infer<typeof authorizationPolicy>;
