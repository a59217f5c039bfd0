import type { World } from '../../../controlplane/world.ts';
import type { Request } from '../../../model/request.ts';
import { planMatrix } from '../../matrix/plan.ts';
import { accepts } from '../patterns/language.ts';
import { addressPlace, holdsAddress } from './addresses.ts';
import { type Bench, benchOf, type ExactSide } from './bench.ts';
import { proveTarget, type ProvedClass, type TargetProof } from './prove.ts';
import type { Region } from './region.ts';
import type { Start } from './starts.ts';

/** Two worlds, ready to be compared; nobody asks about tokens, and nobody says what the worlds are made of. */
export function benchFor(
  a: World,
  b: World,
  mint: Bench['mint'] = () => 'token',
  [before, after]: readonly [ExactSide['resources'], ExactSide['resources']] = [null, null],
): Bench {
  return benchOf(
    { world: a, plan: planMatrix(a, []), resources: before },
    { world: b, plan: planMatrix(b, []), resources: after },
    mint,
  );
}

/** Every class of every target. */
export function proofsOf(bench: Bench): readonly TargetProof[] {
  return bench.targets.map((target) => proveTarget(bench, target, true));
}

/** The classes that a request is in: it must be exactly one. */
export function classesWith(proofs: readonly TargetProof[], request: Request): readonly ProvedClass[] {
  return proofs
    .filter(({ target }) => keyOf(target) === keyOf(request))
    .flatMap(({ told }) => told)
    .filter(({ start, region }) => isOfStart(start, request) && contains(start, region, request));
}

function isOfStart({ payload, senders }: Start, { payload: { kind }, caller }: Request): boolean {
  const tunnel = caller.kind === 'peer' && caller.tunnel === true;
  return payload === kind && tunnel === (senders === 'tunnels');
}

/** Under whatever name somebody outside dials. */
function keyOf({ target }: Pick<Request, 'target'>): string {
  return JSON.stringify(target.kind === 'host' && target.via !== null ? [target.via, target.port] : target);
}

/** Whether a request of the space is of the region. Tokens stand in `authorization`; their claims are strings, or lists of them. */
function contains({ region: whole, tls: secure }: Start, region: Region, { caller, payload, tls }: Request): boolean {
  if (caller.kind === 'workload' ? !region.callers.includes(caller.workload) : region.callers.length > 0) return false;
  if (caller.kind === 'peer') {
    const identity = region.texts.get('identity');
    if ((caller.identity === null) !== (identity === undefined)) return false;
    if (identity !== undefined && !accepts(identity, `spiffe://${caller.identity ?? ''}`)) return false;
    if (!has(region, 'address', caller.ip ?? '')) return false;
    const names = region.texts.get('sni');
    if (names !== undefined && !accepts(names, caller.sni ?? '')) return false;
  }
  if (caller.kind === 'external') {
    if ((tls !== null) !== (secure === true) || !has(region, 'address', caller.ip ?? '')) return false;
    const names = region.texts.get('sni');
    if (names !== undefined && !accepts(names, tls?.sni ?? '')) return false;
  }
  if (payload.kind === 'tcp') return true;
  const lines = (name: string) => payload.headers.filter(([given]) => given === name).map(([, value]) => value);
  const path = region.texts.get('path');
  if (path === undefined || !accepts(path, payload.path)) return false;
  if (!(region.options.get('method') ?? []).includes(payload.method)) return false;
  const host = region.texts.get('host');
  if (host !== undefined && !accepts(host, payload.host ?? '')) return false;
  const [forwarded] = lines('x-forwarded-for');
  if (!(region.options.get('forwarding') ?? []).includes(forwarded === undefined ? 'none' : 'address')) return false;
  if (forwarded !== undefined && !has(region, 'forwarded', forwarded.split(',')[0] ?? '')) return false;
  if (!containsToken(whole, region, lines('authorization')[0])) return false;
  for (const about of whole.options.keys()) {
    if (!about.startsWith('sent:')) continue;
    const [value] = lines(about.slice('sent:'.length));
    if (!(region.options.get(about) ?? []).includes(value === undefined ? 'none' : 'sent')) return false;
    const language = region.texts.get(about.replace('sent:', 'header:'));
    if (value !== undefined && language !== undefined && !accepts(language, value)) return false;
  }
  return [...region.lines].every(([about, { some, among }]) => {
    if (!about.startsWith('header:')) return true;
    const values = lines(about.slice('header:'.length));
    return (
      values.every((value) => accepts(among, value)) &&
      some.every((each) => values.some((value) => accepts(each, value)))
    );
  });
}

function has({ addresses }: Region, about: string, ip: string): boolean {
  const place = addressPlace(ip);
  return place !== null && holdsAddress(addresses.get(about) ?? [], place);
}

function containsToken(whole: Region, region: Region, bearer: string | undefined): boolean {
  const options = region.options.get('token') ?? [];
  if (bearer === undefined) return options.includes('none');
  const claims: unknown = JSON.parse(Buffer.from(bearer.split('.')[1] ?? '', 'base64url').toString());
  const own = (whole.options.get('token') ?? []).find((option) =>
    option.startsWith(`["${stringsAt(claims, ['iss'])[0]}"`),
  );
  if (own === undefined || !options.includes(own)) return false;
  return [...region.lines].every(([about, { some, among }]) => {
    if (!about.startsWith('claim:')) return true;
    const values = stringsAt(claims, about.slice('claim:'.length).split('.'));
    return (
      values.every((value) => accepts(among, value)) &&
      some.every((each) => values.some((value) => accepts(each, value)))
    );
  });
}

function stringsAt(json: unknown, path: readonly string[]): readonly string[] {
  const [name, ...rest] = path;
  if (name !== undefined) return isRecord(json) ? stringsAt(json[name], rest) : [];
  const values: readonly unknown[] = Array.isArray(json) ? json : [json];
  return values.filter((value) => typeof value === 'string');
}

function isRecord(json: unknown): json is Readonly<Record<string, unknown>> {
  return typeof json === 'object' && json !== null;
}
