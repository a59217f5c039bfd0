import type { InboundPort } from '../controlplane/inboundListener.ts';
import type { DeclaredProtocol, MtlsMode, Wire } from '../model/trace.ts';
import { protocolsIn } from '../model/wire.ts';

/** What arrives, as the listener's inspectors tell it apart. */
export type Arriving = 'rawHttp' | 'rawTcp' | 'istioTls' | 'otherTls';

/** The chain that takes a connection. `terminates`: it does Istio mTLS. Null: none matches, the connection is closed. */
export interface ChainChoice {
  readonly layer: 'HTTP' | 'TCP';
  readonly terminates: boolean;
}

const http = { layer: 'HTTP', terminates: false } as const;
const tcp = { layer: 'TCP', terminates: false } as const;
const mtlsHttp = { layer: 'HTTP', terminates: true } as const;
const mtlsTcp = { layer: 'TCP', terminates: true } as const;

type Row = Readonly<Record<Arriving, ChainChoice | null>>;

/**
 * The filter-chain truth table (2.9): declared protocol × mode × what arrives.
 * `istioTls` on an unnamed port is HTTP only with an HTTP ALPN: see `chooseChain`.
 */
const table = {
  HTTP: {
    STRICT: { rawHttp: null, rawTcp: null, istioTls: mtlsHttp, otherTls: mtlsHttp },
    PERMISSIVE: { rawHttp: http, rawTcp: http, istioTls: mtlsHttp, otherTls: null },
    // "A DISABLE port gets no TLS inspector, so TLS bytes are treated as raw."
    DISABLE: { rawHttp: http, rawTcp: http, istioTls: http, otherTls: http },
  },
  TCP: {
    STRICT: { rawHttp: null, rawTcp: null, istioTls: mtlsTcp, otherTls: mtlsTcp },
    PERMISSIVE: { rawHttp: tcp, rawTcp: tcp, istioTls: mtlsTcp, otherTls: tcp },
    DISABLE: { rawHttp: tcp, rawTcp: tcp, istioTls: tcp, otherTls: tcp },
  },
  AUTO: {
    STRICT: { rawHttp: null, rawTcp: null, istioTls: mtlsHttp, otherTls: mtlsTcp },
    PERMISSIVE: { rawHttp: http, rawTcp: tcp, istioTls: mtlsHttp, otherTls: tcp },
    DISABLE: { rawHttp: http, rawTcp: tcp, istioTls: tcp, otherTls: tcp },
  },
} as const satisfies Record<DeclaredProtocol, Record<MtlsMode, Row>>;

const istioAlpn: readonly string[] = ['istio', 'istio-peer-exchange', 'istio-http/1.0', 'istio-http/1.1', 'istio-h2'];
const httpAlpn: readonly string[] = ['istio-http/1.0', 'istio-http/1.1', 'istio-h2'];

/** How the inspectors see the bytes on the wire; `http` tells whether the plaintext is HTTP. */
export function arriving(wire: Wire, isHttp: boolean): Arriving {
  if (wire.kind === 'plaintext') return isHttp ? 'rawHttp' : 'rawTcp';
  return protocolsIn(wire).some((name) => istioAlpn.includes(name)) ? 'istioTls' : 'otherTls';
}

/** The chain of an inbound port that takes a connection, or null. */
export function chooseChain(port: InboundPort, wire: Wire, isHttp: boolean): ChainChoice | null {
  const kind = arriving(wire, isHttp);
  const choice = table[port.protocol][port.peer.mode][kind];
  // "mTLS connection → ALPN istio-http/1.x, istio-h2 → HTTP; otherwise TCP, whatever the bytes" (4.3#4).
  if (port.protocol === 'AUTO' && choice === mtlsHttp && wire.kind !== 'plaintext') {
    return protocolsIn(wire).some((name) => httpAlpn.includes(name)) ? mtlsHttp : mtlsTcp;
  }
  return choice;
}
