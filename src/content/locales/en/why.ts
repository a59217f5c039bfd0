import type { DrawKind } from '../../../core/model/draw.ts';
import type { Place, RbacAction, VerdictKind, Wire } from '../../../core/model/trace.ts';

/** Every word of the *Why* tab that is not part of the story itself. */
export interface WhyWords {
  readonly verdict: string;
  readonly verdicts: Readonly<Record<VerdictKind, string>>;
  /** Beside the verdict word: where it fell. */
  readonly at: (verdict: VerdictKind, place: Place) => string;
  /** Beside the verdict word: of 100 such requests so many end like this. */
  readonly inShare: (share: number) => string;
  readonly byChance: string;
  /** All branches end alike. */
  readonly certain: (verdict: VerdictKind) => string;
  /** One branch of a draw. */
  readonly branch: (of: DrawKind, name: string, share: number, what: string) => string;
  readonly play: string;
  readonly callerSees: string;
  readonly logSays: string;
  readonly nothingLogged: string;
  readonly decidedBy: string;
  readonly rule: (index: number) => string;
  readonly nothingDecided: Readonly<Record<VerdictKind, string>>;
  readonly unguarded: string;
  readonly alsoBlockedBy: string;
  readonly dryRun: string;
  /** A policy's row in the checks. */
  readonly dryRunName: (name: string) => string;
  readonly wouldHave: Readonly<Record<'allowed' | 'denied', (policy: string) => string>>;
  readonly notBlocked: Readonly<Record<VerdictKind, string>>;
  readonly more: (count: number) => string;
  readonly fix: string;
  readonly stop: string;
  readonly whatIf: string;
  readonly modelled: string;
  readonly showRule: string;
  readonly copyLink: string;
  readonly diagram: string;
  readonly linkCopied: string;
  readonly step: string;
  readonly carries: string;
  readonly wrappedIn: string;
  readonly wires: Readonly<Record<Wire['kind'], string>>;
  readonly provenCaller: string;
  readonly nobody: string;
  readonly checks: string;
  readonly noChecks: string;
  readonly asksFor: string;
  readonly has: string;
  readonly policies: (action: RbacAction) => string;
  readonly selects: (selects: number, matches: number) => string;
  /** Before values of which the request must have none. */
  readonly not: string;
  readonly met: string;
  readonly notMet: string;
  /** A row of the check tree, read aloud. */
  readonly row: (name: string, asks: string, has: string, result: string) => string;
}

const nameOf = (workload: string) => workload.slice(workload.indexOf('/') + 1);

function where(place: Place): string {
  switch (place.kind) {
    case 'app':
      return `in ${nameOf(place.workload)}`;
    case 'client':
      return 'at the caller';
    case 'sidecar':
    case 'ztunnel':
      return place.side === 'inbound'
        ? `at the door of ${nameOf(place.workload)}`
        : `leaving ${nameOf(place.workload)}`;
    case 'gateway':
    case 'waypoint':
      return `at ${nameOf(place.workload)}`;
    case 'network':
      return 'on the wire';
    case 'outside':
      return `at ${place.host}`;
  }
}

function arrival(place: Place): string {
  if (place.kind === 'app' || place.kind === 'sidecar' || place.kind === 'gateway')
    return `all the way to ${nameOf(place.workload)}`;
  return place.kind === 'outside' ? `all the way to ${place.host}` : '';
}

function branch(of: DrawKind, name: string, share: number, what: string): string {
  if (of === 'destination') return `${share} of 100 go to \`${name.replace('.svc.cluster.local', '')}\``;
  const spared = name === 'none' ? 'are not' : 'are';
  return of === 'abort'
    ? `${share} of 100 ${spared} aborted with \`${what}\``
    : `${share} of 100 ${spared} held back for \`${what}\``;
}

const verdicts = { allowed: 'Allowed', denied: 'Denied', undetermined: "Can't tell" } as const;

export const whyWords: WhyWords = {
  verdict: 'Verdict',
  verdicts,
  at: (verdict, place) => (verdict === 'allowed' ? arrival(place) : where(place)),
  inShare: (share) => `in ${share} of 100`,
  byChance: 'By chance',
  certain: (verdict) => `${verdicts[verdict]}, whatever is drawn.`,
  branch,
  play: 'Play',
  callerSees: 'Caller sees',
  logSays: 'Log says',
  nothingLogged: 'nothing',
  decidedBy: 'Decided by',
  rule: (index) => `rule ${index + 1}`,
  nothingDecided: {
    allowed: 'no policy: Istio allows by default',
    denied: 'no policy',
    undetermined: 'something that is not modelled',
  },
  unguarded: 'nothing: no proxy is asked at the destination',
  alsoBlockedBy: 'Also blocked by',
  dryRun: 'Dry run',
  dryRunName: (name) => `${name}, dry run`,
  wouldHave: {
    allowed: (policy) => `\`${policy}\` would have allowed this`,
    denied: (policy) => `\`${policy}\` would have denied this`,
  },
  notBlocked: { allowed: 'nothing', denied: 'nothing else', undetermined: 'nothing else that is known' },
  more: (count) => `and ${count} more`,
  fix: 'Fix it…',
  stop: 'Stop it…',
  whatIf: 'What if…',
  modelled: 'What is modelled',
  showRule: 'Show rule',
  copyLink: 'Copy link',
  diagram: 'Diagram',
  linkCopied: 'Link copied',
  step: 'Step',
  carries: 'Request',
  wrappedIn: 'Wrapped in',
  wires: { plaintext: 'nothing: plaintext', mtls: 'mTLS', tls: 'TLS', hbone: 'HBONE: mTLS with a tunnel inside' },
  provenCaller: 'Proven caller',
  nobody: 'nobody yet',
  checks: 'Checks',
  noChecks: 'Nothing is checked at this step.',
  asksFor: 'rule asks for',
  has: 'request has',
  policies: (action) => `${action} policies`,
  selects: (selects, matches) => `${selects} ${selects === 1 ? 'selects' : 'select'}, ${matches} match`,
  not: 'not',
  met: 'met',
  notMet: 'not met',
  row: (name, asks, has, result) =>
    [name, asks && `rule asks for ${asks}`, has && `request has ${has}`, result].filter(Boolean).join(', '),
};
