import type { Place } from '../../../core/model/trace.ts';
import type { DiagramWords } from '../../../core/story/diagram/flowchart.ts';
import { placeName } from './places.ts';

/** The words of the diagrams, without the sentences of the steps. */
export const diagramWords: Omit<DiagramWords, 'say'> = {
  verdicts: { allowed: '✓ Allowed', denied: '✕ Denied', undetermined: "? Can't tell" },
  wires: { mtls: 'mTLS', plaintext: 'plaintext', tls: 'TLS', hbone: 'HBONE, mTLS' },
  box(at) {
    switch (at.kind) {
      case 'app':
      case 'sidecar':
      case 'ztunnel':
        return `Pod ${at.workload}`;
      case 'gateway':
        return `Gateway ${at.workload}`;
      case 'waypoint':
        return `Waypoint ${at.workload}`;
      case 'client':
        return 'Outside the mesh';
      case 'outside':
        return at.host;
      case 'network':
        return 'The network';
    }
  },
  proxy(at) {
    switch (at.kind) {
      case 'sidecar':
        return `Envoy sidecar, ${at.side}`;
      case 'ztunnel':
        return `ztunnel of its node, ${at.side}`;
      case 'gateway':
      case 'waypoint':
        return 'Envoy';
    }
  },
  app: (at: Place | null) => (at?.kind === 'client' ? 'client' : at?.kind === 'outside' ? 'server' : 'app'),
  controls: {
    Sidecar: 'Sidecar, outboundTrafficPolicy',
    ServiceEntry: 'ServiceEntry',
    NetworkPolicy: 'NetworkPolicy',
    PeerAuthentication: 'PeerAuthentication',
    RequestAuthentication: 'RequestAuthentication',
    AuthorizationPolicy: 'AuthorizationPolicy',
    step: '',
  },
  deeds: {
    passed: 'makes the host known',
    denied: 'stops it here',
    undetermined: 'not modelled',
    absent: 'none',
    notNeeded: 'not asked: the host is known',
    notReached: 'not reached',
  },
  participant(at) {
    const { name, part } = placeName({ at });
    return [name, part];
  },
};
