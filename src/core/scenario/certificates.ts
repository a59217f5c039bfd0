import type { Issuance, ProxyFacts } from '../controlplane/certificates.ts';
import type { SaidCertificate, SaidOutage } from '../model/certificate.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { momentAt, secondsAt } from '../model/moment.ts';
import type { Path, ResourceId, SourceRef, WorkloadId } from '../model/resource.ts';
import type { Scenario } from '../model/scenario.ts';
import { readWorkload } from './caller.ts';
import { readMoment } from './moments.ts';
import { isObject, isProblem, type Problem, strangeKey } from './read.ts';

/** `istiod: {down: {from, until}}`: when the control plane cannot be reached; null: never, or it cannot be read. */
export function readOutage(json: Json | undefined, at: Path, problems: Problem[]): SaidOutage | null {
  if (json === undefined || json === null) return null;
  const said = isObject(json) ? outageIn(json) : { problem: '`istiod` is a map with `down`', path: [] };
  if (said === null || !isProblem(said)) return said;
  problems.push({ ...said, path: [...at, ...said.path] });
  return null;
}

function outageIn(json: JsonObject): SaidOutage | Problem | null {
  const strange = strangeKey(json, ['down'], []);
  if (strange !== null) return strange;
  const down = json['down'] ?? null;
  if (down === null) return null;
  const path = ['down'];
  if (!isObject(down)) return { problem: '`down` is a map with `from` and perhaps `until`', path };
  const odd = strangeKey(down, ['from', 'until'], path);
  if (odd !== null) return odd;
  const from = readMoment(down, 'from', path);
  if (isProblem(from)) return from;
  const until = readMoment(down, 'until', path);
  if (isProblem(until)) return until;
  if (from.text === null) return { problem: '`down` needs `from`: since when istiod cannot be reached', path };
  return { from: from.text, until: until.text };
}

const fields = ['started', 'restarted', 'issued', 'trustDomain', 'root'] as const;

/** `certificates`, by workload: what is special about its proxy and its certificate. */
export function readCertificates(json: Json | undefined, at: Path, problems: Problem[]): readonly SaidCertificate[] {
  if (json === undefined || json === null) return [];
  if (!isObject(json)) {
    problems.push({ problem: '`certificates` is a map from namespace/name to what is special there', path: at });
    return [];
  }
  return Object.entries(json).flatMap(([name, value]) => {
    const said = readCertificate(name, value);
    if (!isProblem(said)) return [said];
    problems.push({ ...said, path: [...at, name, ...said.path] });
    return [];
  });
}

function readCertificate(name: string, json: Json): SaidCertificate | Problem {
  const workload = readWorkload(name);
  if (workload === null) return { problem: 'a workload is written namespace/name', path: [] };
  if (!isObject(json)) return { problem: 'a certificate is a map such as `{issued: -25h}`', path: [] };
  const strange = strangeKey(json, fields, []);
  if (strange !== null) return strange;
  const started = readMoment(json, 'started');
  if (isProblem(started)) return started;
  const restarted = readMoment(json, 'restarted');
  if (isProblem(restarted)) return restarted;
  const issued = readMoment(json, 'issued');
  if (isProblem(issued)) return issued;
  const { trustDomain = null, root = null } = json;
  if (trustDomain !== null && typeof trustDomain !== 'string')
    return { problem: '`trustDomain` must be a text', path: ['trustDomain'] };
  if (root !== null && typeof root !== 'string') return { problem: '`root` must be a text', path: ['root'] };
  return { workload, started: started.text, restarted: restarted.text, issued: issued.text, trustDomain, root };
}

/** What a scenario says of certificates, at the time `now`; places are in the Scenario document `document`. */
export function issuanceOf(scenario: Scenario, now: string, document: ResourceId | null): Issuance {
  const { clock, outage, certificates, requests } = scenario;
  const when = (text: string | null | undefined): number | null => (text ? momentAt(text, clock) : null);
  const from = when(outage?.from);
  const place = (...path: readonly string[]): SourceRef | null =>
    document === null ? null : { resource: document, path: ['spec', ...path] };
  const factsOf = (said: SaidCertificate): readonly [WorkloadId, ProxyFacts] => [
    said.workload,
    {
      started: when(said.started),
      restarted: when(said.restarted),
      issued: when(said.issued),
      trustDomain: said.trustDomain,
      root: said.root,
      source: place('certificates', said.workload),
    },
  ];
  const moments = [secondsAt(clock), secondsAt(now), from, ...requests.map(({ at }) => when(at))];
  return {
    now: secondsAt(now),
    settled: Math.min(...moments.filter((moment) => moment !== null)),
    outage: from === null ? null : { from, until: when(outage?.until) ?? Number.POSITIVE_INFINITY },
    outageSource: place('istiod', 'down'),
    proxies: new Map(certificates.map(factsOf)),
  };
}

/** The time at which a request is sent. */
export function clockOf({ clock }: Pick<Scenario, 'clock'>, at: string | undefined): string {
  const moment = at === undefined ? null : momentAt(at, clock);
  return moment === null ? clock : timeOf(moment);
}

function timeOf(seconds: number): string {
  const at = new Date(seconds * 1000);
  return Number.isNaN(at.getTime()) ? '1970-01-01T00:00:00Z' : at.toISOString().replace('.000Z', 'Z');
}
