import type { Workload } from '../../../cluster/types.ts';
import { takesHbone } from '../../../controlplane/ambient/tunnels.ts';
import { isObject, type JsonObject } from '../../../model/json.ts';
import type { Caller, Payload, Request } from '../../../model/request.ts';
import type { Senders } from '../../../model/proof.ts';
import { type WorkloadId, workloadId } from '../../../model/resource.ts';
import { everyAddress } from './addresses.ts';
import { type Bench, domains, type ExactTarget } from './bench.ts';
import type { Region, Witness } from './region.ts';
import { optionOf, type TokenChoice, withoutToken } from './token.ts';

/** All requests of one kind to one target. */
export interface Start {
  readonly region: Region;
  readonly payload: 'http' | 'tcp';
  readonly to: string;
  readonly senders: Senders['kind'];
  /** How many addresses an X-Forwarded-For has, where one is sent. */
  readonly forwards: number;
  readonly requestOf: (witness: Witness) => Request;
}

/** All kinds of requests that a target is asked about. */
export function startsOf(bench: Bench, target: ExactTarget): readonly Start[] {
  const payloads = target.tls === null ? (['http', 'tcp'] as const) : (['http'] as const);
  if (target.pod === null)
    return bench.groups.flatMap((callers) => payloads.map((payload) => fromWorkloads(bench, target, callers, payload)));
  const kinds = takesBoth(bench, target.pod)
    ? (['nobody', 'identities', 'tunnels'] as const)
    : (['nobody', 'identities'] as const);
  return kinds.flatMap((kind) => payloads.map((payload) => fromOutside(bench, target, kind, payload)));
}

/** A sidecar that identities reach in two ways: in mTLS, and through HBONE (2.13). */
function takesBoth({ sides }: Bench, { id }: Workload): boolean {
  return sides.every(({ world }) => {
    const pod = world.cluster.workloads.get(id);
    return pod?.proxy === 'sidecar' && takesHbone(pod);
  });
}

const nothing = { texts: new Map(), lines: new Map(), options: new Map(), addresses: new Map() } as const;

function fromWorkloads(
  bench: Bench,
  target: ExactTarget,
  callers: readonly WorkloadId[],
  payload: 'http' | 'tcp',
): Start {
  const http = payload === 'http' && target.tls === null ? httpParts(bench) : nothing;
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

function fromOutside(
  bench: Bench,
  target: ExactTarget,
  kind: 'nobody' | 'identities' | 'tunnels',
  payload: 'http' | 'tcp',
): Start {
  const http = payload === 'http' ? httpParts(bench) : nothing;
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
  const plain = fromOutside(bench, target, 'nobody', 'tcp');
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

function httpParts({ path, methods, tokens, single, freedom }: Bench): Omit<Region, 'callers' | 'literals'> {
  return {
    texts: new Map([['path', path], ...[...single].map((name) => [`header:${name}`, freedom.line] as const)]),
    lines: new Map(),
    options: new Map<string, readonly string[]>([
      ['method', methods],
      ['token', [withoutToken, ...tokens.map(optionOf)]],
      ['forwarding', ['none', 'address']],
      ...[...single].map((name) => [`sent:${name}`, ['none', 'sent']] as const),
    ]),
    addresses: new Map([['forwarded', everyAddress]]),
  };
}

function request(
  bench: Bench,
  { target, tls }: ExactTarget,
  caller: Caller,
  kind: 'http' | 'tcp',
  witness: Witness,
): Request {
  const payload: Payload = kind === 'tcp' ? { kind } : httpPayload(bench, witness);
  return { id: '', title: '', caller, target, payload, tls };
}

function httpPayload(bench: Bench, witness: Witness): Payload {
  const { texts, lines, options, addresses } = witness;
  const headers: [string, string][] = [];
  for (const [about, values] of lines)
    if (about.startsWith('header:')) for (const value of values) headers.push([about.slice('header:'.length), value]);
  for (const name of bench.single)
    if (options.get(`sent:${name}`) === 'sent') headers.push([name, texts.get(`header:${name}`) ?? '']);
  if (options.get('forwarding') === 'address') headers.push(['x-forwarded-for', addresses.get('forwarded') ?? '']);
  const chosen = bench.tokens.find((token) => optionOf(token) === options.get('token'));
  const path = texts.get('path') ?? '/';
  const sent =
    chosen === undefined ? { path, headers } : withToken(chosen, bench.mint(claimsOf(chosen, lines)), path, headers);
  return {
    kind: 'http',
    method: options.get('method') ?? 'GET',
    host: texts.get('host') ?? null,
    version: '1.1',
    ...sent,
  };
}

function withToken({ location }: TokenChoice, token: string, path: string, headers: [string, string][]) {
  switch (location.kind) {
    case 'header':
      return { path, headers: [...headers, [location.name, location.prefix + token] as const] };
    case 'cookie':
      return { path, headers: [...headers, ['cookie', `${location.name}=${token}`] as const] };
    case 'param':
      return { path: `${path}${path.includes('?') ? '&' : '?'}${location.name}=${token}`, headers };
  }
}

/** A claim of one string is that string, unless it could be taken for several. */
function claimsOf({ issuer }: TokenChoice, lines: Witness['lines']): JsonObject {
  const claims: JsonObject = { iss: issuer };
  let whole: JsonObject = claims;
  for (const [about, values] of lines) {
    if (!about.startsWith('claim:') || values.length === 0) continue;
    const [only = ''] = values;
    const value = values.length === 1 && !only.includes(' ') ? only : [...values];
    whole = merged(whole, about.slice('claim:'.length).split('.'), value);
  }
  return whole;
}

function merged(claims: JsonObject, path: readonly string[], value: string | string[]): JsonObject {
  const [name = '', ...rest] = path;
  if (rest.length === 0) return { ...claims, [name]: value };
  const inner = claims[name];
  const object = inner !== undefined && isObject(inner) ? inner : {};
  return { ...claims, [name]: merged(object, rest, value) };
}
