import { leastPrivilege } from '../../analysis/ladder/leastPrivilege.ts';
import { grouped, type Written } from '../../analysis/ladder/written.ts';
import { textAt } from '../../cluster/fields.ts';
import type { Evidence } from '../../model/accessLog.ts';
import type {
  LeastProposal,
  LeastWishes,
  PathSpelling,
  ProposedResource,
  RuleEvidence,
  WantedEdge,
} from '../../model/leastPrivilege.ts';
import { requestWords } from '../../model/naming.ts';
import type { RungException, RungNote } from '../../model/posture.ts';
import { type ResourceId, resourceId } from '../../model/resource.ts';
import type { HopwiseDocument } from '../../model/scenario.ts';
import { lineChanges } from '../../yaml/lineChanges.ts';
import type { Draft } from '../../yaml/manifest.ts';
import { joined, noEvidence } from '../accessLogs/evidence.ts';
import { leaveOut } from '../ladder/leaveOut.ts';
import { withWritten } from '../ladder/withWritten.ts';
import type { EvaluationMemory } from '../memory.ts';
import { readMesh } from '../mesh.ts';
import { prepare } from '../prepare.ts';
import { memoryBeside } from '../side.ts';
import { spellings } from './spell.ts';

/**
 * More distinct requests than this are not written for: those that were logged most come first. A rule that spells a thousand
 * paths is read value by value for each of them.
 */
const mostTaken = { exact: 1000, patterns: 3000, any: 3000 } as const satisfies Record<PathSpelling, number>;
const shownRequests = 6;

/** The comment above a resource: what it is for, and what speaks for it. */
export type LeastWords = (note: RungNote, evidence: Evidence, ticked: boolean) => string;

/**
 * The tightest resources that let the wanted requests through, as an edit of the document: ALLOW policies and Sidecars of its own
 * give way to them, whatever only ever refuses stays. That they do let them through is found by sending each again. Never throws.
 */
export function proposeLeast(
  document: HopwiseDocument,
  wanted: readonly WantedEdge[],
  wishes: LeastWishes,
  words: LeastWords,
  memory: EvaluationMemory,
): LeastProposal {
  const taken = mostLogged(wanted, mostTaken[wishes.paths]);
  const replaced: ResourceId[] = [];
  const base = leaveOut(document, (draft) => {
    const gone = givesWay(draft, wishes);
    if (gone) replaced.push(draft.id);
    return gone;
  });
  const { resources, own, world, resolve } = prepare(base, memoryBeside(memory));
  const options = {
    mesh: readMesh(resources, own.mesh).mesh,
    topology: null,
    clock: world.clock,
    authorizer: world.authorizer,
  };
  const { written, exceptions } = leastPrivilege(
    resources,
    options,
    taken.map(({ request }) => resolve(request)),
    { ...wishes, spell: spellings[wishes.paths] },
  );
  const known = new Map(taken.map((each) => [each.request.id, each]));
  const rulesOf = ({ because = [] }: Written): readonly RuleEvidence[] =>
    because.map((ids) => ruleEvidence(ids, known));
  const finished = withWritten(base, 'least-privilege.yaml', written, (each) => {
    const rules = rulesOf(each);
    const evidence = rules.reduce((sum, rule) => joined(sum, rule.evidence), noEvidence);
    return words(
      each.note,
      evidence,
      rules.some(({ ticked }) => ticked),
    );
  });
  return {
    document: finished,
    lines: lineChanges(document, finished),
    resources: written.map((each) => ({ ...nameOf(each), note: each.note, rules: rulesOf(each) })),
    replaced,
    exceptions: [...stillRefused(finished, taken, memory), ...exceptions],
    asked: wanted.length,
    leftOut: wanted.length - taken.length,
  };
}

function mostLogged(wanted: readonly WantedEdge[], most: number): readonly WantedEdge[] {
  if (wanted.length <= most) return wanted;
  // Those that somebody ticked before all others.
  const weight = ({ evidence }: WantedEdge): number => evidence?.count ?? Number.POSITIVE_INFINITY;
  return wanted.toSorted((a, b) => weight(b) - weight(a)).slice(0, most);
}

/** What a proposal says itself. What only ever refuses stays: DENY, CUSTOM, AUDIT, mTLS modes, the network's policies. */
function givesWay({ kind, body }: Draft, { policies, scopes }: LeastWishes): boolean {
  if (kind === 'AuthorizationPolicy') return policies && (textAt(body, 'spec', 'action') ?? 'ALLOW') === 'ALLOW';
  return kind === 'Sidecar' && scopes;
}

function nameOf({ body }: Written): Pick<ProposedResource, 'id' | 'kind' | 'namespace' | 'name'> {
  const kind = textAt(body, 'kind') ?? '';
  const namespace = textAt(body, 'metadata', 'namespace') ?? '';
  const name = textAt(body, 'metadata', 'name') ?? '';
  return { id: resourceId(kind, namespace, name), kind, namespace, name };
}

function ruleEvidence(ids: readonly string[], known: ReadonlyMap<string, WantedEdge>): RuleEvidence {
  const edges = ids.flatMap((id) => known.get(id) ?? []);
  const all = grouped(edges, ({ request }) => requestWords(request)).map(([{ request }]) => requestWords(request));
  return {
    evidence: edges.reduce((sum, { evidence }) => joined(sum, evidence ?? noEvidence), noEvidence),
    ticked: edges.some(({ evidence }) => evidence === null),
    requests: all.slice(0, shownRequests),
    count: all.length,
  };
}

/** The text is the truth: what it lets through is asked of it alone. */
function stillRefused(
  finished: HopwiseDocument,
  wanted: readonly WantedEdge[],
  memory: EvaluationMemory,
): readonly RungException[] {
  const { sendOf } = prepare(finished, memoryBeside(memory));
  return wanted.flatMap(({ request }): RungException[] => {
    const { verdict } = sendOf(request);
    if (verdict.kind === 'allowed') return [];
    return verdict.kind === 'denied'
      ? [{ kind: 'stillRefused', request: request.id, cause: verdict.cause }]
      : [{ kind: 'stillUnknown', request: request.id }];
  });
}
