import { simulatedKinds } from '../../yaml/kinds.ts';
import { suggest } from '../../yaml/schema/suggest.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lint } from './facts.ts';
import { set, warning } from './finding.ts';

/** Groups of whose kinds all are known here: a kind like one of them is that one, misspelt. */
const groups: Readonly<Record<string, readonly string[]>> = {
  'security.istio.io': ['AuthorizationPolicy', 'PeerAuthentication', 'RequestAuthentication'],
  'networking.istio.io': [
    'DestinationRule',
    'EnvoyFilter',
    'Gateway',
    'ProxyConfig',
    'ServiceEntry',
    'Sidecar',
    'VirtualService',
    'WorkloadEntry',
    'WorkloadGroup',
  ],
  'networking.k8s.io': ['Ingress', 'IngressClass', 'NetworkPolicy'],
};

/** Kinds that the API server does not have, and would have had but for a slip of the finger. */
export const kinds: Lint = ({ strangers }) =>
  strangers.flatMap((resource) => {
    const { kind, apiVersion } = plain(resource);
    const known = groups[apiVersion.split('/')[0] ?? ''];
    const near = known === undefined || known.includes(kind) || simulatedKinds.has(kind) ? '' : suggest(kind, known);
    if (near === '') return [];
    return [
      warning('kindMisspelt', resource, ['kind'], { args: { kind, near }, fix: [set(resource, ['kind'], near)] }),
    ];
  });

function plain({ body, apiVersion }: Resource): { readonly kind: string; readonly apiVersion: string } {
  const { kind } = body;
  return { kind: typeof kind === 'string' ? kind : '', apiVersion };
}
