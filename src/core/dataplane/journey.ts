import type { Delivery } from '../model/delivery.ts';
import type { NonEmpty } from '../model/json.ts';
import { isNonEmpty } from '../model/nonEmpty.ts';
import type { ApplicationTls, HttpVersion, Request } from '../model/request.ts';
import type {
  CallerView,
  Check,
  DenyCause,
  Determining,
  Hop,
  Limitation,
  LogLine,
  Outcome,
  Packet,
  Place,
  RbacAction,
  Step,
  StepDetail,
  StepId,
  Trace,
} from '../model/trace.ts';
import { waivable } from './waivable.ts';

/** A trace while it is being walked: what has been recorded so far, and the packet as it stands. */
export interface Journey {
  readonly request: Request;
  /** Steps that count as passed although they would refuse (to find what else would block). */
  readonly waived: ReadonlySet<StepId>;
  /** 0 for the request itself, 1 for the check call it causes, and so on. */
  readonly depth: number;
  packet: Packet;
  /** The server name of the TLS that reached the server's listener, lower case; '' on plaintext. */
  sni: string;
  /** The calling program's own TLS that nobody has terminated yet. */
  applicationTls: ApplicationTls | null;
  /** The HTTP version on the wire. */
  version: HttpVersion;
  readonly hops: { readonly at: Place; readonly id: string; readonly steps: Step[] }[];
  readonly logs: LogLine[];
  readonly limits: Limitation[];
}

/** Why the walk ends before delivery. */
export interface Stop {
  readonly cause: DenyCause;
  readonly determining: Determining | null;
}

export function startJourney(request: Request, packet: Packet, waived: ReadonlySet<StepId>, depth = 0): Journey {
  const { payload, tls } = request;
  const version = payload.kind === 'http' ? payload.version : '1.1';
  return { request, waived, depth, packet, sni: '', applicationTls: tls, version, hops: [], logs: [], limits: [] };
}

/** Goes on at another place. A place that is left and entered again (the network, behind a gateway) gets a number. */
export function enter(journey: Journey, at: Place): void {
  const place = placeId(at);
  const here = journey.hops.at(-1);
  // A connection that came in past the sidecar is at the application already.
  if (here?.id === place && here.steps.every(({ kind }) => kind === 'capture')) return;
  const before = journey.hops.filter((hop) => hop.id === place || hop.id.startsWith(`${place}~`)).length;
  journey.hops.push({ at, id: before === 0 ? place : `${place}~${before + 1}`, steps: [] });
}

/** Whether what travels is HTTP that a proxy can read, once the mesh's own TLS is off. */
export function isReadableHttp(journey: Journey): boolean {
  return journey.request.payload.kind === 'http' && journey.applicationTls === null;
}

/** Whether the kubelet of the pod's node opened this very connection, not a gateway behind it. */
export function isProbe({ request, packet }: Journey): boolean {
  return request.caller.kind === 'kubelet' && packet.source.workload === null;
}

/** Records one step of the current hop. Its id comes from place and kind, so that links survive edits elsewhere. */
export function record(
  journey: Journey,
  detail: StepDetail,
  outcome: Outcome,
  checks: readonly Check[] = [],
  suffix = '',
): StepId {
  const hop = journey.hops[journey.hops.length - 1];
  const id = stepId(hop?.id ?? 'network', detail, suffix);
  hop?.steps.push(Object.assign({ id, packet: journey.packet, outcome, checks }, detail));
  return id;
}

/** The id that a step of this kind has at the place where the journey is. */
export function stepHere(journey: Journey, detail: StepDetail, suffix = ''): StepId {
  return stepId(journey.hops.at(-1)?.id ?? 'network', detail, suffix);
}

/** Whether the step that would refuse here is waived: it counts as passed, and the walk goes on beyond it. */
export function waives(journey: Journey, detail: StepDetail, cause: DenyCause, suffix = ''): boolean {
  if (!waivable[cause] || journey.waived.size === 0) return false;
  return journey.waived.has(stepHere(journey, detail, suffix));
}

/** Records a step that refuses; true: it is waived, so it is recorded as passed. */
export function refuse(
  journey: Journey,
  detail: StepDetail,
  cause: DenyCause,
  checks: readonly Check[] = [],
  suffix = '',
): boolean {
  const waived = waives(journey, detail, cause, suffix);
  record(journey, detail, waived ? 'passed' : 'denied', checks, suffix);
  return waived;
}

const rbacNames = { AUDIT: 'rbac-audit', DENY: 'rbac-deny', ALLOW: 'rbac-allow' } as const satisfies Record<
  RbacAction,
  string
>;

/** The id a step of this kind has at this place. */
function stepId(place: string, detail: StepDetail, suffix = ''): StepId {
  const action = nameOf(detail);
  const id: string = suffix === '' ? `${place}/${action}` : `${place}/${action}-${suffix}`;
  return id as StepId;
}

function nameOf(detail: StepDetail): string {
  if (detail.kind === 'draw') return `draw-${detail.of}`;
  return detail.kind === 'rbac' ? rbacNames[detail.action] : detail.kind;
}

function placeId(at: Place): string {
  switch (at.kind) {
    case 'app':
      return `${at.workload}/app`;
    case 'client':
      return 'client';
    case 'sidecar':
      return `${at.workload}/${at.side}`;
    case 'gateway':
      return `${at.workload}/gateway`;
    case 'ztunnel':
      return `${at.workload}/ztunnel-${at.side}`;
    case 'waypoint':
      return `${at.workload}/waypoint`;
    case 'network':
      return 'network';
    case 'outside':
      return `outside/${at.host}`;
  }
}

export interface Ending {
  readonly stop: Stop | null;
  readonly caller: CallerView;
  readonly delivery: Delivery | null;
}

/** The finished trace. A denied one ends with its deciding step, the last of the last hop. */
export function finish(journey: Journey, ending: Ending, allowedBy: Determining | null): Trace {
  const hops = finishedHops(journey);
  const last = hops[hops.length - 1]?.steps.at(-1);
  const step = last?.id ?? stepId('network', { kind: 'wire' });
  const common = { request: journey.request, hops, limits: journey.limits };
  if (isNonEmpty(journey.limits)) {
    const verdict = { kind: 'undetermined', limits: journey.limits, step } as const;
    return { ...common, logs: [], verdict, caller: { kind: 'unknown' }, delivery: null };
  }
  const verdict = ending.stop
    ? ({ kind: 'denied', cause: ending.stop.cause, step, determining: ending.stop.determining } as const)
    : ({ kind: 'allowed', determining: allowedBy } as const);
  return { ...common, logs: journey.logs, verdict, caller: ending.caller, delivery: ending.delivery };
}

function finishedHops(journey: Journey): NonEmpty<Hop> {
  const hops = journey.hops.flatMap(({ at, steps }): Hop[] => (isNonEmpty(steps) ? [{ at, steps }] : []));
  if (isNonEmpty(hops)) return hops;
  const detail = { kind: 'send' } as const;
  const at = { kind: 'client' } as const;
  return [
    { at, steps: [{ ...detail, id: stepId('client', detail), packet: journey.packet, outcome: 'passed', checks: [] }] },
  ];
}
