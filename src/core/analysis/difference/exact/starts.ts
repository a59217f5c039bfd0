import type { Workload } from '../../../cluster/types.ts';
import { takesHbone } from '../../../controlplane/ambient/tunnels.ts';
import type { Caller, Payload, Request } from '../../../model/request.ts';
import type { Senders } from '../../../model/proof.ts';
import { type WorkloadId, workloadId } from '../../../model/resource.ts';
import { everyAddress } from './addresses.ts';
import { type Bench, domains, type ExactTarget } from './bench.ts';
import { fromOutside } from './outsideStarts.ts';
import { httpParts, httpPayload, nothingFree } from './payloads.ts';
import type { Region, Witness } from './region.ts';

/** All requests of one kind to one target. */
export interface Start {
  readonly region: Region;
  readonly payload: 'http' | 'tcp';
  readonly to: string;
  readonly senders: Senders['kind'];
  /** It is in TLS of the client's own. */
  readonly tls?: true;
  /** How many addresses an X-Forwarded-For has, where one is sent. */
  readonly forwards: number;
  readonly requestOf: (witness: Witness) => Request;
}

/** All kinds of requests that a target is asked about. */
export function startsOf(bench: Bench, target: ExactTarget): readonly Start[] {
  const through = fromOutside(bench, target);
  if (through !== null) return through;
  const payloads = target.tls === null ? (['http', 'tcp'] as const) : (['http'] as const);
  if (target.pod === null)
    return bench.groups.flatMap((callers) => payloads.map((payload) => fromWorkloads(bench, target, callers, payload)));
  const kinds = takesBoth(bench, target.pod)
    ? (['nobody', 'identities', 'tunnels'] as const)
    : (['nobody', 'identities'] as const);
  return kinds.flatMap((kind) => payloads.map((payload) => straight(bench, target, kind, payload)));
}

/** A sidecar that identities reach in two ways: in mTLS, and through HBONE (2.13). */
function takesBoth({ sides }: Bench, { id }: Workload): boolean {
  return sides.every(({ world }) => {
    const pod = world.cluster.workloads.get(id);
    return pod?.proxy === 'sidecar' && takesHbone(pod);
  });
}

function fromWorkloads(
  bench: Bench,
  target: ExactTarget,
  callers: readonly WorkloadId[],
  payload: 'http' | 'tcp',
): Start {
  const http = payload === 'http' && target.tls === null ? httpParts(bench) : nothingFree;
  return {
    region: { callers, literals: [], ...http },
    payload,
    to: target.to,
    senders: 'workloads',
    forwards: 1,
    requestOf: (witness) =>
      request(
        bench,
        target,
        { kind: 'workload', workload: witness.caller ?? callers[0] ?? nobodyAtAll },
        payload,
        witness,
      ),
  };
}

/** Groups are never empty. */
const nobodyAtAll = workloadId('', '');

function straight(
  bench: Bench,
  target: ExactTarget,
  kind: 'nobody' | 'identities' | 'tunnels',
  payload: 'http' | 'tcp',
): Start {
  const http = payload === 'http' ? httpParts(bench) : nothingFree;
  const texts = new Map(http.texts);
  if (payload === 'http') texts.set('host', domains.host);
  if (kind !== 'nobody') texts.set('identity', domains.identity);
  if (kind === 'identities') texts.set('sni', domains.sni);
  const addresses = new Map(http.addresses).set('address', everyAddress);
  return {
    region: { ...http, callers: [], texts, addresses, literals: [] },
    payload,
    to: target.to,
    senders: kind,
    forwards: 1,
    requestOf: (witness) => {
      const identity = witness.texts.get('identity')?.replace(/^spiffe:\/\//, '') ?? null;
      const ip = witness.addresses.get('address') ?? null;
      const sni = witness.texts.get('sni') ?? null;
      const caller: Caller = { kind: 'peer', identity, ip, alpn: null, sni };
      return request(bench, target, kind === 'tunnels' ? { ...caller, tunnel: true } : caller, payload, witness);
    },
  };
}

/** Clients without a certificate that speak TLS of their own: another story only where a policy reads server names. */
export function ownTlsStarts(bench: Bench, target: ExactTarget): readonly Start[] {
  if (target.pod === null || !bench.serverNames) return [];
  const plain = straight(bench, target, 'nobody', 'tcp');
  const texts = new Map(plain.region.texts).set('sni', domains.sni);
  return [
    {
      ...plain,
      region: { ...plain.region, texts },
      requestOf: (witness) => ({
        ...plain.requestOf(witness),
        tls: { sni: witness.texts.get('sni') ?? '', alpn: [] },
      }),
    },
  ];
}

function request(
  bench: Bench,
  { target, tls }: ExactTarget,
  caller: Caller,
  kind: 'http' | 'tcp',
  witness: Witness,
): Request {
  const payload: Payload = kind === 'tcp' ? { kind } : httpPayload(bench, witness, 1);
  return { id: '', title: '', caller, target, payload, tls };
}
