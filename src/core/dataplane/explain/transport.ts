import { tlsModeOf } from '../../controlplane/clientTls.ts';
import type { Transport } from '../../controlplane/transport.ts';
import { type Note, note } from '../../model/note.ts';
import type { Check } from '../../model/trace.ts';
import { scopeChecks } from './peerMode.ts';

const words = { mtls: 'mTLS', tls: 'TLS', plaintext: 'plaintext', hbone: 'HBONE' } as const satisfies Record<
  Transport['mode'],
  string
>;

/** How a connection is wrapped, and what decided so. */
export function transportCheck(transport: Transport): Check {
  const peer = transport.mode === 'plaintext' ? transport.peer : undefined;
  return {
    kind: transport.by === 'autoMtls' ? 'autoMtls' : 'destinationRule',
    name: 'tls.mode',
    source: transport.source,
    matched: true,
    expected: { kind: 'any' },
    actual: { kind: 'value', value: words[transport.mode] },
    children: peer === undefined ? [] : scopeChecks(peer),
    note: noteOf(transport),
  };
}

function noteOf(transport: Transport): Note {
  if (transport.by === 'tunnel') return note('transport.tunnel', { taken: transport.mode === 'hbone' });
  if (transport.mode === 'tls') return note('transport.rule', { mode: tlsModeOf(transport.tls) });
  if (transport.reason !== null) return note('transport.autoMtls', { reason: transport.reason });
  if (transport.mode === 'mtls') return note('transport.rule', { mode: 'ISTIO_MUTUAL' });
  return transport.credential ? note('transport.credentialIgnored', {}) : note('transport.rule', { mode: 'DISABLE' });
}
