import type { Workload } from '../cluster/types.ts';
import type { Certificate, Waiting } from '../model/certificate.ts';
import type { SourceRef, WorkloadId } from '../model/resource.ts';
import { lastIssued, type Outage, reachedFrom } from './rotation.ts';
import type { World } from './world.ts';

/** What is known of one workload's proxy; times in seconds since 1970. */
export interface ProxyFacts {
  readonly started: number | null;
  readonly restarted: number | null;
  readonly issued: number | null;
  readonly trustDomain: string | null;
  readonly root: string | null;
  readonly source: SourceRef | null;
}

/** What is known of how certificates were issued. */
export interface Issuance {
  readonly now: number;
  /** Before this, everything that says nothing else had been running for a while. */
  readonly settled: number;
  readonly outage: Outage | null;
  readonly outageSource: SourceRef | null;
  readonly proxies: ReadonlyMap<WorkloadId, ProxyFacts>;
}

/** "Issued certificates are valid from two minutes before, against clocks that differ" (istio `pki/util`). */
const backdated = 120;
/** A pod of unknown age started so long before: its first certificate has been renewed twice since. */
const usualAge = 30 * 3600;

/** Nothing special: every pod has been running for a while, and istiod has been there all the time. */
export function undisturbed(now: number): Issuance {
  return { now, settled: now, outage: null, outageSource: null, proxies: new Map() };
}

/** Why a pod takes no part at this time; undefined: it does. */
export function waitingOf(
  { now, outage, proxies }: Issuance,
  { id, proxy, injection }: Pick<Workload, 'id' | 'proxy' | 'injection'>,
): Waiting | undefined {
  const facts = proxies.get(id);
  if (facts === undefined) return undefined;
  const { started, restarted } = facts;
  if (started !== null && started > now) return 'notYet';
  if (proxy !== 'sidecar' && proxy !== 'gateway') return undefined;
  if (started !== null && reachedFrom(started, outage) > now) {
    // "New pods in injected namespaces are refused (webhook failurePolicy: Fail)" (1.12).
    return injection.reason === 'present' ? 'proxy' : 'webhook';
  }
  // "Restarted proxies never become ready" (1.12).
  return restarted !== null && restarted <= now && reachedFrom(restarted, outage) > now ? 'proxy' : undefined;
}

/** A workload's identity as its certificate has it: of the istiod that signed it. */
export function identityOf(world: World, workload: Workload): string {
  return certificateOf(world, workload)?.identity ?? signedIdentity(world, workload);
}

function signedIdentity(world: World, workload: Workload): string {
  const { namespace, serviceAccount, id } = workload;
  const domain = world.issuance.proxies.get(id)?.trustDomain ?? world.mesh.trustDomain;
  return `${domain.replaceAll('@', '.')}/ns/${namespace}/sa/${serviceAccount}`;
}

/** The certificate that a workload's proxy holds at the world's time; null: it has none. */
export function certificateOf(world: World, workload: Workload): Certificate | null {
  const known = world.certificates.get(workload.id);
  if (known !== undefined) return known;
  const certificate = held(world, workload);
  world.certificates.set(workload.id, certificate);
  return certificate;
}

function held(world: World, workload: Workload): Certificate | null {
  const { issuance, mesh } = world;
  const { now, settled, outage, outageSource } = issuance;
  if (workload.proxy === 'none' || workload.waiting !== undefined || Number.isNaN(now)) return null;
  const facts = issuance.proxies.get(workload.id);
  const { certificateLifetime: lifetime, certificateGrace: grace } = mesh;
  // "Rotation starts when remaining life = ratio × lifetime" (1.7). The agent's jitter of 0.01 is left out.
  const period = Math.max(1, Math.round(lifetime * (1 - grace)));
  const fixed = facts?.issued ?? null;
  const stuck = fixed !== null && fixed <= now;
  const restarted = facts?.restarted ?? null;
  // A proxy that starts again asks for a new certificate: the agent keeps it in memory only.
  const born = restarted !== null && restarted <= now ? restarted : (facts?.started ?? settled - usualAge);
  const issued = stuck ? fixed : lastIssued(born, now, period, outage);
  if (issued === null) return null;
  const missed = outage !== null && issued + period >= outage.from && issued + period <= now;
  return {
    identity: signedIdentity(world, workload),
    issued: timeOf(issued),
    notBefore: timeOf(issued - backdated),
    notAfter: timeOf(issued + lifetime),
    at: timeOf(now),
    // At its last second a certificate has expired already (BoringSSL `X509_cmp_time`).
    expired: now >= issued + lifetime,
    renews: stuck ? null : timeOf(issued + period),
    root: facts?.root ?? null,
    authority: facts?.root ?? mesh.trustDomain,
    source: facts?.source ?? (missed ? outageSource : null),
  };
}

/** The years that a certificate can name. */
const earliest = Date.parse('0001-01-01T00:00:00Z') / 1000;
const last = Date.parse('9999-12-31T23:59:59Z') / 1000;

/** RFC 3339 */
export function timeOf(seconds: number): string {
  const known = written.get(seconds);
  if (known !== undefined) return known;
  const text = new Date(Math.min(last, Math.max(earliest, seconds)) * 1000).toISOString().replace('.000Z', 'Z');
  if (written.size > 500) written.clear();
  written.set(seconds, text);
  return text;
}

/** All certificates of a mesh share a few times, and a date is slow to write. */
const written = new Map<number, string>();
