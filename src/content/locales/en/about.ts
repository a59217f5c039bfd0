import type { MtlsMode } from '../../../core/model/trace.ts';
import type { ProxyKind } from '../../../core/model/overview.ts';
import { bold, code } from './names.ts';

/** The tab that tells what is selected, or the whole mesh. */
export const aboutWords = {
  mesh: 'This mesh',
  select: 'Select a workload, on the canvas or in the outline, to read about it.',
  whole: 'About the whole mesh',
  identity: 'Identity',
  copy: 'Copy identity',
  proxy: 'Proxy',
  mtls: 'mTLS',
  services: 'Services',
  noService: 'no Service selects it',
  yaml: 'YAML',
  policies: 'Policies that hold here',
  noPolicy: (name: string) => `No policy selects ${bold(name)}: Istio allows every request to it.`,
  noProxy: (name: string) => `No proxy stands before ${bold(name)}: nobody asks a policy.`,
  rejected: 'Istio refuses it: it takes no part.',
  draw: 'Draw a policy…',
  incoming: 'Requests to it',
  outgoing: 'Requests from it',
  none: 'None in this document.',
  more: (count: number) => `and ${count} more in the outline`,
  namespaces: 'Namespaces',
  requests: 'Requests',
  verdicts: (allowed: number, denied: number, unclear: number) =>
    [`${allowed} allowed`, `${denied} denied`, ...(unclear === 0 ? [] : [`${unclear} cannot be told`])].join(' · '),
  kept: (kinds: string) => `Kept, not simulated: ${kinds}.`,
  host: 'Host',
  registered: 'A ServiceEntry makes it known to the mesh.',
  unregistered: 'No ServiceEntry names it: the outbound traffic policy decides what becomes of calls to it.',
  outside: 'Whoever calls from outside the cluster: without an identity of the mesh, mostly by way of a gateway.',
  kubelet: 'The kubelet probes pods from their own node. It has no certificate of the mesh.',
} as const;

/** One sentence on all of it. */
export function meshSentence(workloads: number, policies: number, strict: number, namespaces: number): string {
  const all = `${bold(String(workloads))} ${workloads === 1 ? 'workload' : 'workloads'}`;
  const rules = `${bold(String(policies))} ${policies === 1 ? 'policy' : 'policies'}`;
  const mtls = `mTLS is strict in ${bold(String(strict))} of ${namespaces === 1 ? '1 namespace' : `${namespaces} namespaces`}`;
  return `${all}, ${rules}; ${mtls}.`;
}

export const proxyWords = {
  sidecar: 'an Envoy sidecar',
  gateway: 'it is a gateway: an Envoy of its own',
  waypoint: 'it is a waypoint: an Envoy of its own',
  ambient: 'the ztunnel of its node',
  none: 'none',
} as const satisfies Record<ProxyKind, string>;

export const mtlsWords = {
  STRICT: `${code('STRICT')}: plaintext is refused`,
  PERMISSIVE: `${code('PERMISSIVE')}: mTLS and plaintext are both taken`,
  DISABLE: `${code('DISABLE')}: plaintext only`,
} as const satisfies Record<MtlsMode, string>;
