import fc from 'fast-check';
import type { JsonObject } from '../../model/json.ts';
import type { Caller, Payload, Request, Target } from '../../model/request.ts';
import { workloadId } from '../../model/resource.ts';
import { podAddress, serviceName, type WorkloadDraft } from './kubernetesArbitrary.ts';
import { mostly } from './near.ts';
import { authorizations } from './tokens.ts';
import {
  addresses,
  closedPort,
  headerNames,
  headerValues,
  hosts,
  identities,
  methods,
  paths,
  podPorts,
  serverNames,
} from './vocabulary.ts';

/** A request that does not know its mesh: numbers stand for workloads, services and ports. */
export interface RequestDraft {
  readonly kind: 'service' | 'podAddress' | 'peer';
  readonly from: number;
  readonly to: number;
  readonly port: number;
  readonly payload: Payload;
  readonly peer: Extract<Caller, { kind: 'peer' }>;
  readonly applicationTls: boolean;
}

const alpn = fc.constantFrom<readonly string[] | null>(
  null,
  null,
  null,
  ['istio-http/1.1'],
  ['istio-h2', 'istio-http/1.1'],
  ['istio'],
  ['http/1.1'],
  [],
);

const peer = fc.record({
  kind: fc.constant('peer' as const),
  identity: fc.option(fc.constantFrom(...identities), { freq: 3 }),
  ip: fc.constantFrom(...addresses.filter((address) => !address.includes(':'))),
  alpn,
  sni: fc.constantFrom(...serverNames),
});

const header = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(fc.constantFrom(...headerNames), fc.constantFrom(...headerValues)) },
  {
    weight: 1,
    arbitrary: fc.tuple(
      fc.constant('x-forwarded-for'),
      fc.constantFrom('9.9.9.9', '1.2.3.4, 9.9.9.9', '9.9.9.9:80', 'unknown', '2001:db8::1', ''),
    ),
  },
);

const authorization = mostly<readonly (readonly [string, string])[]>(
  fc.constant([]),
  fc.constantFrom(...authorizations).map((value) => [['Authorization', value] as const]),
  7,
);

const http: fc.Arbitrary<Extract<Payload, { kind: 'http' }>> = fc.record({
  kind: fc.constant('http' as const),
  method: fc.constantFrom(...methods, 'GET'),
  path: fc.constantFrom(...paths.filter((path) => path.startsWith('/'))),
  host: fc.option(fc.constantFrom(...hosts), { freq: 2 }),
  headers: fc
    .tuple(
      fc.uniqueArray(header, {
        maxLength: 3,
        selector: ([name, value]) => (name.startsWith('x-f') ? name : name + value),
      }),
      authorization,
    )
    .map(([some, token]) => [...some, ...token]),
  version: mostly<'1.1' | '2'>(fc.constant('1.1'), fc.constant('2'), 10),
});

/** A request between workloads, or of a hand-made peer, near the edges of the policies. */
export const requestDraft: fc.Arbitrary<RequestDraft> = fc.record({
  kind: fc.constantFrom('service', 'service', 'peer', 'peer', 'podAddress'),
  from: fc.nat(20),
  to: fc.nat(20),
  port: fc.nat(20),
  payload: fc.oneof<fc.Arbitrary<Payload>[]>(http, http, http, fc.constant<Payload>({ kind: 'tcp' })),
  peer,
  applicationTls: mostly(fc.constant(false), fc.constant(true), 12),
});

/** The draft as a request to one of the workloads; `drafts` must not be empty. */
export function requestOf(
  draft: RequestDraft,
  workloads: readonly WorkloadDraft[],
  index: number,
  trustDomain: string,
): Request {
  const base = { id: `r${index}`, title: '', tls: null };
  const to = draft.to % workloads.length;
  const from = draft.from % workloads.length;
  const server = workloads[to];
  const client = workloads[from];
  const port = [...podPorts, closedPort][draft.port % (podPorts.length + 1)] ?? closedPort;
  const pod: Target = { kind: 'workload', workload: workloadId(server?.namespace ?? '', `w${to}`), port };
  if (draft.kind === 'peer') {
    const host = `${podAddress(to)}:${port}`;
    const plain = draft.applicationTls && draft.peer.identity === null;
    const tls = plain ? { sni: 'example.com', alpn: [] } : null;
    const caller = { ...draft.peer, identity: inMesh(draft.peer.identity, trustDomain) };
    return { ...base, caller, target: pod, payload: withHost(draft.payload, host), tls };
  }
  const caller: Caller = { kind: 'workload', workload: workloadId(client?.namespace ?? '', `w${from}`) };
  // What a sidecar does with a foreign Host header is routing, not authorization: it stays the name that is dialled.
  const payload: Payload = draft.payload.kind === 'http' ? { ...draft.payload, host: null } : draft.payload;
  if (draft.kind === 'podAddress') return { ...base, caller, target: pod, payload };
  return { ...base, caller, target: serviceOf(draft, server, to), payload };
}

/** Most peers are of the mesh: their identity is of its trust domain. */
function inMesh(identity: string | null, trustDomain: string): string | null {
  return identity?.replace(/^cluster\.local\//, `${trustDomain}/`) ?? null;
}

function withHost(payload: Payload, host: string): Payload {
  return payload.kind === 'http' ? { ...payload, host: payload.host ?? host } : payload;
}

function serviceOf(draft: RequestDraft, server: WorkloadDraft | undefined, to: number): Target {
  const services = server?.services ?? [];
  const which = draft.from % Math.max(services.length, 1);
  const ports: readonly JsonObject[] = services[which] ?? [];
  const port = ports[draft.port % Math.max(ports.length, 1)]?.['port'];
  const host = `${serviceName(to, which)}.${server?.namespace ?? ''}`;
  return { kind: 'host', host, port: typeof port === 'number' ? port : closedPort, via: null };
}
