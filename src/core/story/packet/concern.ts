import type { Frame, Layer } from '../../model/story.ts';
import type { Check } from '../../model/trace.ts';
import type { PacketGroup } from './fields.ts';

const groupOf = { DNS: 'l4', L4: 'l4', TLS: 'tls', HTTP: 'http' } as const satisfies Record<Layer, PacketGroup>;

/** What rules ask of the peer, in the words of AuthorizationPolicy. */
const aboutIdentity = /^(not)?(principals|namespaces|serviceAccounts)$|^source\.(principal|namespace|serviceAccount)$/i;

/** The parts of the packet that a step looks at or changes. */
export function concernOf(frame: Frame): ReadonlySet<PacketGroup> {
  const group = groupOf[frame.layer];
  const { kind } = frame.step;
  if (kind === 'answer') return new Set();
  // Whatever it is wrapped in: here it gets the address of the pod.
  if (kind === 'wire') return new Set(['l4']);
  if (kind === 'handshake') return new Set(['tls', 'identity']);
  const asks = (kind === 'rbac' || kind === 'extAuthz') && frame.checks.some(asksWho);
  return asks ? new Set([group, 'identity']) : new Set([group]);
}

function asksWho({ kind, name, children }: Check): boolean {
  return (kind === 'field' && aboutIdentity.test(name)) || children.some(asksWho);
}
