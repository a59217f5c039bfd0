import { accountOf } from '../../model/naming.ts';
import type { HttpHead, Packet } from '../../model/trace.ts';

/** The parts of a packet, from the outside in. */
export const packetGroups = ['l4', 'tls', 'http', 'identity'] as const;
export type PacketGroup = (typeof packetGroups)[number];

/** Which part each field belongs to, in the order in which fields are shown. */
export const fieldGroups = {
  sourceAddress: 'l4',
  sourceWorkload: 'l4',
  destinationAddress: 'l4',
  destinationPort: 'l4',
  destinationWorkload: 'l4',
  wire: 'tls',
  presents: 'tls',
  connect: 'tls',
  inside: 'tls',
  sni: 'tls',
  alpn: 'tls',
  method: 'http',
  authority: 'http',
  path: 'http',
  header: 'http',
  account: 'identity',
  principal: 'identity',
} as const satisfies Record<string, PacketGroup>;
export type FieldKind = keyof typeof fieldGroups;

/** One field of a packet; null: it has none. `wire` and `inside` are kinds of `Wire`. */
export interface PacketField {
  readonly kind: FieldKind;
  /** The name of a header, as it was written; empty for all else. */
  readonly name: string;
  readonly value: string | null;
}

/** All fields of a packet. Lines of one header are one field. */
export function fieldsOf({ source, destination, wire, peer, http }: Packet): readonly PacketField[] {
  const tunnel = wire.kind === 'hbone' ? wire : null;
  const inner = wire.kind === 'hbone' ? wire.inner : wire;
  const one = (kind: FieldKind, value: string | null): PacketField => ({ kind, name: '', value });
  return [
    one('sourceAddress', source.ip),
    one('sourceWorkload', source.workload),
    one('destinationAddress', destination.ip),
    one('destinationPort', String(destination.port)),
    one('destinationWorkload', destination.workload),
    one('wire', wire.kind),
    one('presents', tunnel?.presents ?? (inner.kind === 'mtls' ? inner.presents : null)),
    one('connect', tunnel === null ? null : `${tunnel.authority.ip}:${tunnel.authority.port}`),
    one('inside', tunnel?.inner.kind ?? null),
    one('sni', inner.kind === 'plaintext' || inner.sni === '' ? null : inner.sni),
    one('alpn', inner.kind === 'plaintext' || inner.alpn.length === 0 ? null : inner.alpn.join(', ')),
    one('method', http?.method ?? null),
    one('authority', http?.authority ?? null),
    one('path', http?.path ?? null),
    ...headers(http),
    one('account', peer === null ? null : accountOf(peer)),
    one('principal', peer),
  ];
}

function headers(http: HttpHead | null): readonly PacketField[] {
  const lines = new Map<string, { readonly name: string; readonly values: string[] }>();
  for (const [name, value] of http?.headers ?? []) {
    const known = lines.get(name.toLowerCase());
    if (known === undefined) lines.set(name.toLowerCase(), { name, values: [value] });
    else known.values.push(value);
  }
  return [...lines.values()].map(({ name, values }) => ({ kind: 'header', name, value: values.join(', ') }));
}

/** The same for a field wherever it is seen: names of headers have no case. */
export function fieldKey({ kind, name }: PacketField): string {
  return `${kind} ${name.toLowerCase()}`;
}
