import type { Infer } from './dsl.ts';
import { enumOf, list, obj, required, str } from './dsl.ts';
import { targetRef, targetRefs, workloadSelector } from './selector.ts';

const values = (doc: string) =>
  list(str('Exact; or a prefix `x*`, a suffix `*x`, or `*` for any that is present.'), doc);

const source = obj(
  {
    principals: values('Identities from the client certificate: TRUST_DOMAIN/ns/NAMESPACE/sa/ACCOUNT. Needs mTLS.'),
    notPrincipals: values('Identities that must not match.'),
    requestPrincipals: values('Identities from a valid JWT: ISSUER/SUBJECT.'),
    notRequestPrincipals: values('JWT identities that must not match.'),
    namespaces: values('Namespaces from the client certificate. Needs mTLS.'),
    notNamespaces: values('Namespaces that must not match.'),
    serviceAccounts: values('Service accounts, as NAMESPACE/ACCOUNT or ACCOUNT of the own namespace. Needs mTLS.'),
    notServiceAccounts: values('Service accounts that must not match.'),
    trustDomains: values('Trust domains from the client certificate. Needs mTLS.'),
    notTrustDomains: values('Trust domains that must not match.'),
    ipBlocks: values('Addresses or CIDR ranges of the IP packet’s sender.'),
    notIpBlocks: values('Sender addresses that must not match.'),
    remoteIpBlocks: values(
      'Addresses or CIDR ranges of the original client, from X-Forwarded-For or the PROXY protocol.',
    ),
    notRemoteIpBlocks: values('Original client addresses that must not match.'),
  },
  'Who sends. All given fields must match.',
);

const operation = obj(
  {
    hosts: values('Host header, without regard to case. HTTP only.'),
    notHosts: values('Hosts that must not match. HTTP only.'),
    ports: list(str('A port number.'), 'Ports of the pod (not of the Service).'),
    notPorts: list(str('A port number.'), 'Ports that must not match.'),
    methods: values('HTTP methods, in upper case. HTTP only.'),
    notMethods: values('Methods that must not match. HTTP only.'),
    paths: values('Paths without query, or templates with {*} and {**}. HTTP only.'),
    notPaths: values('Paths that must not match. HTTP only.'),
  },
  'What is asked for. All given fields must match.',
);

const condition = obj({
  key: required(str('Attribute: request.headers[NAME], source.ip, request.auth.claims[NAME], connection.sni, …')),
  values: values('Values of which one must match.'),
  notValues: values('Values of which none may match.'),
});

const rule = obj({
  from: list(obj({ source }), 'Senders, of which one must match. Absent: any.'),
  to: list(obj({ operation }), 'Operations, of which one must match. Absent: any.'),
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
  provider: obj({ name: str('Name of an extension provider of MeshConfig.') }, 'Who decides, for action CUSTOM.'),
});

export type AuthorizationPolicySpec = Infer<typeof authorizationPolicy>;
