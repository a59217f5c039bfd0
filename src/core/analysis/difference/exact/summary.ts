import type { ChangedClass, ExactDifference, Reach, RequestClass, Unproved } from '../../../model/proof.ts';
import type { ResourceId } from '../../../model/resource.ts';
import type { Verdict } from '../../../model/trace.ts';
import { accepts } from '../patterns/language.ts';
import type { Bench } from './bench.ts';
import type { Doubt } from './condition.ts';
import type { ProvedClass, TargetProof } from './prove.ts';
import { joined, toldClass } from './words.ts';

/** As many changed classes are told one by one. */
const mostTold = 500;

export function nothingYet({ targets }: Bench): ExactDifference {
  return {
    targets: targets.length,
    asked: 0,
    alike: 0,
    classes: 0,
    counts: { opened: 0, closed: 0 },
    changed: [],
    unproved: [],
  };
}

/** What is known with one more target. */
export function withTarget(bench: Bench, sum: ExactDifference, proof: TargetProof): ExactDifference {
  const changed = changedOf(bench, proof);
  const count = (change: ChangedClass['change']): number =>
    sum.counts[change] + changed.filter((each) => each.change === change).length;
  return {
    targets: sum.targets,
    asked: sum.asked + 1,
    alike: sum.alike + (proof.classes === 0 ? 1 : 0),
    classes: sum.classes + proof.classes,
    counts: { opened: count('opened'), closed: count('closed') },
    changed: changed.length === 0 ? sum.changed : [...sum.changed, ...changed].slice(0, mostTold),
    unproved: doubtsOf(proof).reduce(withDoubt, sum.unproved),
  };
}

function changedOf(bench: Bench, { told }: TargetProof): readonly ChangedClass[] {
  const differing = told.filter(({ before, after }) => before.kind !== after.kind && known(before) && known(after));
  return (['allowed', 'denied'] as const).flatMap((after) => {
    const own = differing.filter((each) => each.after.kind === after);
    const before = after === 'allowed' ? 'denied' : 'allowed';
    return joined(bench, own).map(
      (each): ChangedClass => ({
        ...toldClass(bench, each),
        change: after === 'allowed' ? 'opened' : 'closed',
        before,
        after,
      }),
    );
  });
}

function known({ kind }: Verdict): boolean {
  return kind !== 'undetermined';
}

/** What is let in at one address: told once, though it is asked about again with more of them. */
const letIn = new WeakMap<TargetProof, Pick<Reach, 'allowed' | 'unknown'>>();

function letInBy(bench: Bench, proof: TargetProof): Pick<Reach, 'allowed' | 'unknown'> {
  const known = letIn.get(proof);
  if (known !== undefined) return known;
  const allowed = proof.told.filter(({ doubt, after }) => doubt === null && after.kind === 'allowed');
  const stranger = bench.freedom.liked.get('identity')?.[0] ?? '';
  const strange = ({ region }: ProvedClass): boolean => {
    const identity = region.texts.get('identity');
    return identity !== undefined && accepts(identity, stranger);
  };
  const told = (classes: readonly ProvedClass[]): readonly RequestClass[] =>
    joined(bench, classes).map((each) => toldClass(bench, each));
  const made = { allowed: told(allowed), unknown: told(allowed.filter(strange)) };
  letIn.set(proof, made);
  return made;
}

/** Who reaches a workload by some of its addresses: the same world stands on both sides of the bench. */
export function reachOf(bench: Bench, targets: number, proofs: readonly TargetProof[]): Reach {
  return {
    targets,
    asked: proofs.length,
    classes: proofs.reduce((sum, { classes }) => sum + classes, 0),
    allowed: proofs.flatMap((proof) => letInBy(bench, proof).allowed),
    unknown: proofs.flatMap((proof) => letInBy(bench, proof).unknown),
    unproved: proofs.flatMap(doubtsOf).reduce(withDoubt, []),
  };
}

interface TargetDoubt {
  readonly doubt: Doubt;
  readonly resource: ResourceId | null;
  readonly classes: number;
  readonly witness: Unproved['witness'];
}

/** Why some of the classes of a target are in doubt, each reason once. */
function doubtsOf({ told }: TargetProof): readonly TargetDoubt[] {
  const found = new Map<string, TargetDoubt>();
  for (const each of told) {
    const why = doubtOf(each);
    if (why === null) continue;
    const key = JSON.stringify(why.doubt);
    const before = found.get(key);
    found.set(key, { ...why, witness: before?.witness ?? each.witness, classes: (before?.classes ?? 0) + 1 });
  }
  return [...found.values()];
}

function doubtOf({ before, after, doubt }: ProvedClass): Pick<TargetDoubt, 'doubt' | 'resource'> | null {
  for (const verdict of [before, after]) {
    if (verdict.kind !== 'undetermined') continue;
    const [{ name, resource }] = verdict.limits;
    return { doubt: { code: 'undetermined', name }, resource };
  }
  return doubt === null ? null : { doubt, resource: null };
}

function withDoubt(all: readonly Unproved[], { doubt, resource, classes, witness }: TargetDoubt): readonly Unproved[] {
  const { code, name } = doubt;
  const index = all.findIndex((each) => each.code === code && each.name === name);
  const before = all[index];
  if (before === undefined) return [...all, { code, name, resource, classes, targets: 1, witness }];
  const more = { ...before, classes: before.classes + classes, targets: before.targets + 1 };
  return all.map((each, at) => (at === index ? more : each));
}
