import type { World } from '../../../controlplane/world.ts';
import { proxyConfigOf } from '../../../controlplane/proxyConfig.ts';
import type { Request } from '../../../model/request.ts';
import { everyAddress } from './addresses.ts';
import { type Bench, domains, type ExactTarget } from './bench.ts';
import { gatewaysBehind, viaOf } from './outsideTargets.ts';
import { httpParts, httpPayload, nothingFree } from './payloads.ts';
import type { Witness } from './region.ts';
import type { Start } from './starts.ts';

/**
 * All kinds of requests that somebody outside sends to a port of a gateway's Service: HTTP and bytes, each in plaintext or
 * in TLS that names any server, and offers no protocol of the mesh. Null: the target is for others.
 */
export function fromOutside(bench: Bench, target: ExactTarget): readonly Start[] | null {
  const via = viaOf(target);
  if (via === null) return null;
  const forwards = Math.max(1, ...bench.sides.map(({ world }) => trustedBy(world, target)));
  return (['http', 'tcp'] as const).flatMap((payload) =>
    [false, true].map((secure) => startOf(bench, target, { via, payload, secure, forwards })),
  );
}

interface Way {
  readonly via: string;
  readonly payload: 'http' | 'tcp';
  readonly secure: boolean;
  readonly forwards: number;
}

function startOf(bench: Bench, { to, target }: ExactTarget, { via, payload, secure, forwards }: Way): Start {
  const parts = payload === 'http' ? httpParts(bench) : nothingFree;
  const texts = new Map(parts.texts);
  if (payload === 'http') texts.set('host', domains.host);
  if (secure) texts.set('sni', domains.sni);
  const addresses = new Map(parts.addresses).set('address', everyAddress);
  return {
    region: { ...parts, callers: [], texts, addresses, literals: [] },
    payload,
    to,
    senders: 'outside',
    ...(secure ? { tls: true } : {}),
    forwards,
    requestOf: (witness): Request => ({
      id: '',
      title: '',
      caller: { kind: 'external', ip: witness.addresses.get('address') ?? null },
      target: { kind: 'host', host: dialledBy(witness) ?? via, port: target.port, via },
      payload: payload === 'tcp' ? { kind: payload } : httpPayload(bench, witness, forwards),
      tls: secure ? { sni: witness.texts.get('sni') ?? '', alpn: [] } : null,
    }),
  };
}

/** The name that reads best as the one that was dialled. Nothing on the way looks at it. */
function dialledBy({ texts }: Witness): string | null {
  const host = texts.get('host')?.replace(/:\d+$/, '') ?? '';
  return host || texts.get('sni') || null;
}

function trustedBy(world: World, target: ExactTarget): number {
  return Math.max(0, ...gatewaysBehind(world, target).map((each) => proxyConfigOf(world, each).numTrustedProxies));
}
