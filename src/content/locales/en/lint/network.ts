import { bold, code } from '../names.ts';
import { codes, type Teaching } from './teaching.ts';

const requirements = 'ops/deployment/application-requirements/#ports-used-by-istio';
const kubernetes = 'ambient/usage/networkpolicy/';

/** Kubernetes NetworkPolicies, as far as a mesh hangs on them. */
export const network = {
  ingressShutToo: {
    says: () => 'Without `policyTypes` this policy is for incoming connections as well, and lets none in.',
    why: 'Ingress is always among the types unless they are written out. A policy that has rules for egress alone then shuts its pods off from everybody.',
    fix: 'Say that it is for Egress',
    docs: kubernetes,
  },
  dnsShut: {
    says: (arg) => `${bold(arg('workload'))} may not ask the cluster’s DNS, so names do not resolve there.`,
    why: 'A pod that a policy shuts in needs a rule for UDP port 53 to kube-dns. Without it every call by name fails before a proxy sees it.',
    fix: 'Let it ask DNS',
    docs: kubernetes,
  },
  istiodShut: {
    says: (arg) =>
      `The proxy of ${bold(arg('workload'))} may not reach istiod in ${bold(arg('root'))} on port 15012: it gets no configuration and no certificate.`,
    why: 'A proxy that runs keeps what it has until its certificate expires. One that starts never becomes ready.',
    fix: 'Let it reach istiod',
    docs: requirements,
  },
  splitPeer: {
    says: (arg) =>
      `This dash starts a peer of its own: all pods of those namespaces may, and these pods of ${bold(arg('where'))} as well.`,
    why: 'Two selectors in one entry must both match; in two entries either is enough.',
    fix: 'Join the two selectors',
    docs: kubernetes,
  },
  peerNamespaceUnknown: {
    says: (arg) => `No namespace has the labels ${codes(arg('labels'))}.`,
    why: 'Namespaces are picked by labels. The one that every namespace has, with its name, is `kubernetes.io/metadata.name`.',
    fix: 'Pick it by its name',
    docs: kubernetes,
  },
  networkServicePort: {
    says: (arg) =>
      `${code(arg('port'))} is a port of the Service ${bold(arg('service'))}; on the wire it is the pod’s, ${code(arg('target'))}.`,
    why: 'A NetworkPolicy sees connections as they reach the pod. By then the port of the Service has become that of the pod, and this rule lets nothing in.',
    fix: (arg) => `Write ${arg('target')}`,
    docs: kubernetes,
  },
  tunnelShut: {
    says: (arg) =>
      `${bold(arg('workload'))} is in ambient mode, where traffic of the mesh comes in on port 15008, which this rule does not have.`,
    why: 'ztunnel wraps every connection of the mesh in HBONE, on TCP port 15008. With the application’s port alone, only callers outside of the mesh get in.',
    fix: 'Let port 15008 in',
    docs: kubernetes,
  },
} as const satisfies Record<string, Teaching>;
