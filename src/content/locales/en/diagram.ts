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
  deed(kind, did) {
    switch (did) {
      case 'passed':
        return 'makes the host known';
      case 'denied':
        return 'stops it here';
      case 'undetermined':
        return 'not modelled';
      case 'absent':
        return 'none';
      case 'notNeeded':
        return kind === 'ServiceEntry' ? 'not asked: it goes to a pod' : 'not asked: the host is known';
      case 'notReached':
        return 'not reached';
    }
  },
  participant(at) {
    const { name, part } = placeName({ at });
    return [name, part];
  },
};
