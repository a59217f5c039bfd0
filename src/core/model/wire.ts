import type { Wire } from './trace.ts';
import type { DirectWire } from './tunnel.ts';

/** The server name that TLS asks for; '' where there is none to be read: plaintext, or a tunnel's own TLS. */
export function serverNameIn(wire: Wire): string {
  return wire.kind === 'mtls' || wire.kind === 'tls' ? wire.sni : '';
}

/** The protocols that TLS offers. */
export function protocolsIn(wire: Wire): readonly string[] {
  return wire.kind === 'mtls' || wire.kind === 'tls' ? wire.alpn : [];
}

/** The bytes as they are without a tunnel around them. */
export function directWire(wire: Wire): DirectWire {
  return wire.kind === 'hbone' ? wire.inner : wire;
}
