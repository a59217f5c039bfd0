import type { AsideReason, Evidence, UnderstoodLog, UnplacedReason } from '../../../core/model/accessLog.ts';
import type { VerdictKind } from '../../../core/model/trace.ts';
import type {
  AdmittedPart,
  LeastProposal,
  PathSpelling,
  ProposedResource,
  Replayed,
} from '../../../core/model/leastPrivilege.ts';
import { counted } from './exchange.ts';
import { bold } from './names.ts';
import { verdictWords } from './verdictWords.ts';

export const leastWords = {
  title: 'Least privilege',
  steps: ['Evidence', 'Understood', 'Proposal', 'Replay'],
  about:
    'From what was logged, or what you tick: the tightest policies, with what speaks for each rule, and what else would pass.',
  promise: 'Nothing leaves this browser. Queries and headers are not kept.',
  formats: 'Access logs of Envoy as Istio writes them, as text or JSON, or flows of Hubble as JSON lines.',
  drop: 'Drop log files here, or',
  choose: 'Choose files…',
  paste: 'Paste lines',
  read: 'Read the lines',
  forget: 'Forget the log',
  cancel: 'Cancel',
  writer: 'Written by the proxy of',
  writerHint: 'For lines that do not say who wrote them. `kubectl logs --prefix` writes the pod before each line.',
  writerNobody: 'as each line says',
  ticks: 'Requests that must pass',
  ticksHint: 'Beside what the log shows. The sign says what becomes of each now.',
  failed: 'The engine stopped at this. Nothing was changed. Try again, or with a smaller part of the log.',
  binary: 'This is no text. Unpack it first.',
  nothing: 'No line was brought yet, and no request is ticked.',
  propose: 'To the proposal',
  apply: 'Apply to the mesh',
  policies: 'AuthorizationPolicies',
  shutRest: 'Deny all else in the mesh',
  scopes: 'Sidecars and ServiceEntries',
  paths: 'Paths',
  stepsName: 'Steps',
  log: 'Log',
  logs: 'Access logs',
  reading: 'Reading the log',
  placing: 'Placing the lines in the mesh…',
  toUnderstood: 'What was understood',
  passingNow: 'Those that pass now',
  none: 'None',
  cutLines: (limit: number) =>
    `Only the first ${counted(limit, 'line')} were read. What comes after them is not known.`,
  cutSize: 'Only the first 50 MB were read. What comes after them is not known.',
  requests: (count: number) => `Requests of this mesh · ${count}`,
  unplaced: (lines: number) => `Not placed in this mesh · ${counted(lines, 'line')}`,
  asides: 'Put aside',
  aside: (count: number, what: string) => `${counted(count, 'line')}: ${what}`,
  linesFirst: (count: number, first: readonly number[]) => `${counted(count, 'line')}, first ${first.join(', ')}`,
  refusedToo: (evidence: string) => `refused ${evidence}`,
  more: (count: number) => `and ${count} more`,
  outside: 'outside',
  now: (verdict: VerdictKind) => `now ${verdictWords[verdict].toLowerCase()}`,
  whatToWrite: 'What to write',
  asking: 'Working out the tightest resources…',
  resources: (count: number) => `Resources · ${count}`,
  exceptions: (count: number) => `What they cannot make true · ${count}`,
  allLines: 'All lines that change',
  alsoAdmits: 'What else it admits',
  askingShort: 'asking…',
  unguarded: (count: number) =>
    `${counted(count, 'flow')} that no policy guards: no proxy stands before the server, or nobody asks it`,
  wouldPass: 'would pass',
  through: 'Replay through',
  throughNow: 'The mesh on show',
  throughProposal: 'The proposal',
  sending: (done: number) => `Sending: ${Math.round(done * 100)} %…`,
  play: 'Play it',
} as const;

/** What a proposal is for, whose place it takes, and what else would pass, as far as that has been asked. */
export function sayProposal(
  { asked, leftOut, replaced }: Pick<LeastProposal, 'asked' | 'leftOut' | 'replaced'>,
  admitted: Omit<AdmittedPart, 'of' | 'flows'> & { readonly done: number },
): string {
  const others = Object.values(admitted.counts).reduce((sum, count) => sum + count, 0);
  const unclear = admitted.unclear > 0 ? `, ${admitted.unclear} can’t be told` : '';
  return [
    `For ${counted(asked - leftOut, 'request')}.`,
    ...(leftOut > 0
      ? [`${counted(leftOut, 'request')} that were logged least are left out: choose patterns of paths.`]
      : []),
    ...(replaced.length > 0
      ? [`${counted(replaced.length, 'resource')} of the mesh ${replaced.length === 1 ? 'gives' : 'give'} way.`]
      : []),
    admitted.done < 1
      ? `Asking what else would pass: ${Math.round(admitted.done * 100)} %…`
      : `${counted(admitted.asked, 'flow')} asked: ${admitted.wanted} wanted, ${others} others would pass${unclear}.`,
  ].join(' ');
}

/** What became of all lines. */
export function sayReplay(all: number, broken: number, untold: number): string {
  const denied = broken === 0 ? 'none that got through' : `${counted(broken, 'line')} that got through`;
  return `${counted(all, 'line')} replayed: ${denied} would now be denied${untold === 0 ? '' : `, ${counted(untold, 'line')} can’t be told`}.`;
}

export const pathWords = {
  exact: 'exact paths',
  patterns: 'patterns that cover them',
  any: 'any path',
} as const satisfies Record<PathSpelling, string>;

/** Why a line was put aside. */
export const asideWords = {
  unknownFormat: 'in no format that is known',
  badJson: 'begin as JSON and are none',
  tooLong: 'longer than 64 kB',
  proxyMessage: 'messages of the proxy about itself',
  reply: 'answers, told by their requests',
  notTcp: 'not TCP',
  lookup: 'questions to DNS',
  noPort: 'without a port',
} as const satisfies Record<AsideReason, string>;

const unplaced = {
  writerUnknown: (value) =>
    value === ''
      ? 'Nothing says which workload wrote the line. Choose one above.'
      : `No workload of this mesh is known as ${bold(value)}, which wrote the line.`,
  callerUnknown: (value) =>
    value === ''
      ? 'The line does not say who called.'
      : `No workload of this mesh is known to be ${bold(value)}, which called.`,
  callerOutside: (value) => `Called from ${bold(value)}, which is no pod.`,
  serverUnknown: (value) => `No workload of this mesh is known as ${bold(value)}, which was called.`,
  several: (value) => `More than one workload of this mesh could be ${bold(value)}.`,
  noHost: () => 'Neither a host nor a cluster is named.',
  onTheWay: (value) => `Written on the way, at ${bold(value)}: the line of the caller’s own proxy tells more.`,
  agentPort: (value) => `Port ${bold(value)} is the proxy’s own.`,
  tunnel: () => 'An HBONE tunnel: what is inside is not seen.',
  withinPod: (value) => `${bold(value)} calls itself.`,
} as const satisfies Record<UnplacedReason, (value: string) => string>;

/** Why lines could not be placed in the mesh, as a sentence. */
export function sayUnplaced(reason: UnplacedReason, value: string): string {
  return unplaced[reason](value);
}

/** `1,204 lines read: 1,180 are requests of this mesh, 20 could not be placed, 4 were put aside.` */
export function sayUnderstood({ lines, placed, unplacedLines, asides, requests }: UnderstoodLog): string {
  const aside = lines - placed - unplacedLines;
  const parts = [
    `${counted(placed, 'line')} ${placed === 1 ? 'is' : 'are'} of ${counted(requests.length, 'distinct request')}`,
    ...(unplacedLines === 0 ? [] : [`${counted(unplacedLines, 'line')} could not be placed`]),
    ...(asides.length === 0 ? [] : [`${counted(aside, 'line')} ${aside === 1 ? 'was' : 'were'} put aside`]),
  ];
  return `${counted(lines, 'line')} read: ${parts.join(', ')}.`;
}

/** `12 times, 2026-03-02 09:00:00 to 09:10:00`. */
export function sayEvidence({ count, first, last }: Evidence): string {
  if (count === 0) return 'ticked by hand';
  const times = count === 1 ? 'once' : counted(count, 'time');
  if (first === null || last === null) return times;
  return `${times}, ${first === last ? plainTime(first) : `${plainTime(first)} to ${endTime(first, last)}`}`;
}

function plainTime(text: string): string {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)/.exec(text) ?? [];
  return day === undefined || time === undefined ? text : `${day} ${time}`;
}

/** Without the day where it is the same. */
function endTime(first: string, last: string): string {
  const [start, end] = [plainTime(first), plainTime(last)];
  return start.slice(0, 10) === end.slice(0, 10) && end.length > 11 ? end.slice(11) : end;
}

/** What a proposed resource says, in plain words. */
export function sayProposed({ note, namespace, name }: ProposedResource): string {
  switch (note.kind) {
    case 'allowNothing':
      return 'Allows nothing: all that no other policy allows is denied, in the whole mesh.';
    case 'allow':
      return note.from === null
        ? `Anybody may call ${bold(note.to)}, with or without an identity: ${note.what.length === 1 ? 'one request' : `${note.what.length} requests`} came without one.`
        : `Lets ${bold(accountOf(note.from))} call ${bold(note.to)}.`;
    case 'rootSidecar':
      return 'Namespaces without a Sidecar of their own know their own services, and nothing else.';
    case 'sidecar':
      return note.hosts === 0
        ? `Proxies of ${bold(note.namespace)} know nobody.`
        : `Proxies of ${bold(note.namespace)} know ${counted(note.hosts, 'host')}, and no other.`;
    case 'serviceEntry':
      return `Makes ${bold(note.host)} known to ${bold(note.namespace)}.`;
    // What the rungs of the ladder write, and no proposal does.
    case 'namespace':
    case 'strict':
    case 'denyAll':
    case 'isolate':
    case 'ingress':
    case 'egress':
      return `${namespace}/${name}`;
  }
}

function accountOf(principal: string): string {
  const [, namespace, account] = /\/ns\/([^/]+)\/sa\/(.+)$/.exec(principal) ?? [];
  return namespace === undefined || account === undefined ? principal : `${namespace}/${account}`;
}

/** Groups of replayed requests, the worst first. */
export const replayGroups = ['broken', 'opened', 'untold', 'refused', 'same'] as const;
export type ReplayGroup = (typeof replayGroups)[number];

export const replayWords = {
  broken: 'Got through, would now be denied',
  opened: 'Were refused, would now get through',
  untold: "Can't tell",
  refused: 'Were refused, and would be again',
  same: 'Got through, and would again',
} as const satisfies Record<ReplayGroup, string>;

/** What a request hangs on that no log keeps: `can't tell: request.headers[x-env]`. */
export function sayUntold(because: Extract<Replayed, { kind: 'untold' }>['because']): string {
  return `hangs on ${because.slice(0, 3).join(', ')}, which no log keeps`;
}

/** `3 other flows pass by it`. */
export function sayAdmitted(count: number): string {
  return count === 0 ? 'admits nothing else' : `also admits ${counted(count, 'other flow')}`;
}
