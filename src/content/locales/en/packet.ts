import type { FieldChange } from '../../../core/story/packet/difference.ts';
import type { FieldKind, PacketGroup } from '../../../core/story/packet/fields.ts';
import type { Wire } from '../../../core/model/trace.ts';

/** The parts of a packet. */
export const groupNames = {
  l4: 'L3/L4',
  tls: 'TLS',
  http: 'HTTP',
  identity: 'Identity',
} as const satisfies Record<PacketGroup, string>;

/** Its fields; a header goes by its own name. */
export const fieldNames = {
  sourceAddress: 'Source',
  sourceWorkload: 'Source workload',
  destinationAddress: 'Destination',
  destinationPort: 'Port',
  destinationWorkload: 'Destination workload',
  wire: 'Wrapped in',
  presents: 'Peer identity',
  connect: 'CONNECT',
  inside: 'In the tunnel',
  sni: 'SNI',
  alpn: 'ALPN',
  method: 'Method',
  authority: 'Authority',
  path: 'Path',
  header: 'Header',
  account: 'Service account',
  principal: 'Principal',
} as const satisfies Record<FieldKind, string>;

/** What a field means, where its name leaves room for doubt. */
export const fieldHints: Readonly<Partial<Record<FieldKind, string>>> = {
  presents: 'of the client certificate',
  principal: 'proven by mTLS',
};

const wires = { plaintext: 'plaintext', mtls: 'mTLS', tls: 'TLS', hbone: 'HBONE' } as const satisfies Record<
  Wire['kind'],
  string
>;

function isWire(value: string): value is Wire['kind'] {
  return Object.hasOwn(wires, value);
}

/** A field's value as people read it. */
export function fieldValue(kind: FieldKind, value: string): string {
  return (kind === 'wire' || kind === 'inside') && isWire(value) ? wires[value] : value;
}

export const packetWords = {
  in: 'In',
  out: 'Out',
  none: 'none',
  /** Beside a field that the hop changes. */
  changes: {
    same: '',
    added: 'added',
    removed: 'removed',
    changed: 'changed',
  } as const satisfies Record<FieldChange['change'], string>,
  here: (change: string): string => `${change} at this step`,
  changed: (count: number): string => `${count} changed`,
  setBy: 'Set by',
  caller: 'the caller',
  connectionManager: (proxy: string): string => `the HTTP connection manager of ${proxy}`,
  sealed: 'It travels inside TLS: whoever does not end that TLS cannot read it.',
  noHttp: 'The bytes are not HTTP.',
  noIdentity: 'No verified certificate: as far as this hop knows, the caller is nobody.',
  title: (name: string, part: string): string => (part === '' ? name : `${name}, ${part}`),
  explain: 'As the packet came in, and as it is after this step.',
  answered: 'The request, as it was last.',
} as const;
