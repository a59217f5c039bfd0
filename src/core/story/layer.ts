import type { Layer } from '../model/story.ts';
import type { Step, Trace } from '../model/trace.ts';

/** The layer of the network that a step works on. */
export function layerOf(step: Step, trace: Trace): Layer {
  switch (step.kind) {
    case 'dns':
      return 'DNS';
    case 'capture':
    case 'listener':
    case 'cluster':
    case 'networkPolicy':
    case 'nextHop':
      return 'L4';
    case 'connect':
    case 'transport':
    case 'filterChain':
    case 'handshake':
      return 'TLS';
    case 'wire':
      return step.packet.wire.kind === 'plaintext' ? 'L4' : 'TLS';
    case 'route':
    case 'codec':
    case 'jwt':
      return 'HTTP';
    case 'draw':
      return step.packet.http === null ? 'L4' : 'HTTP';
    case 'rbac':
      return step.layer === 'HTTP' ? 'HTTP' : 'L4';
    // A gateway may have ended the caller's TLS on the way.
    case 'extAuthz':
    case 'inboundRoute':
    case 'deliver':
      return step.packet.wire.kind === 'plaintext' && trace.request.payload.kind === 'http'
        ? 'HTTP'
        : payloadLayer(trace);
    case 'send':
      return payloadLayer(trace);
  }
}

/** The layer of what the caller's program itself speaks. */
export function payloadLayer({ request }: Trace): Layer {
  if (request.tls !== null) return 'TLS';
  return request.payload.kind === 'http' ? 'HTTP' : 'L4';
}

/** The layer of the answer. */
export function answerLayer({ caller }: Trace): Layer {
  switch (caller.kind) {
    case 'http':
      return 'HTTP';
    case 'tlsError':
      return 'TLS';
    case 'dnsError':
      return 'DNS';
    case 'connected':
    case 'closed':
    case 'refused':
    case 'timeout':
    case 'unknown':
      return 'L4';
  }
}
