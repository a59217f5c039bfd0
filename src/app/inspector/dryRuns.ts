import type { ResourceId, SourceRef } from '../../core/model/resource.ts';
import type { Frame, Story } from '../../core/model/story.ts';
import type { ShadowVerdict } from '../../core/model/trace.ts';
import type { Decider } from './deciders.ts';
import { partsOf } from './refs.ts';
import type { WhyWords } from '../../content/locales/en/why.ts';

/** What the policies of one action that only run dry would have decided. */
export interface DryRun {
  readonly action: ShadowVerdict['action'];
  readonly result: ShadowVerdict['result'];
  /** `namespace/name`, of the one that matched or of all. */
  readonly policies: readonly string[];
  readonly ref: SourceRef | null;
}

/** The shadow verdicts of one step. `dryRun` are the policies that only run dry. */
export function dryRunsAt({ step, checks }: Frame, dryRun: ReadonlySet<ResourceId>): readonly DryRun[] {
  if (step.kind !== 'rbac') return [];
  const asked = checks.flatMap(({ kind, source }) =>
    kind === 'policy' && source !== null && dryRun.has(source.resource) ? [source.resource] : [],
  );
  const [first] = asked;
  return step.shadow.map(({ action, result, rule }) => ({
    action,
    result,
    policies: rule === null ? asked.map(nameOf) : [`${rule.namespace}/${rule.name}`],
    ref:
      rule !== null
        ? { resource: rule.resource, path: ['spec', 'rules', rule.rule] }
        : first === undefined
          ? null
          : { resource: first, path: [] },
  }));
}

/** The shadow verdicts that would have made a difference: a denial, or, for what was denied, an allowance. */
export function tellingRuns(story: Story, dryRun: ReadonlySet<ResourceId>): readonly DryRun[] {
  const denied = story.trace.verdict.kind === 'denied';
  return story.frames
    .flatMap((frame) => dryRunsAt(frame, dryRun))
    .filter(({ action, result }) => result === 'denied' || (denied && action === 'ALLOW'));
}

/** "orders/no-exports would have denied this", leading to its rule. */
export function deciderOf({ result, policies, ref }: DryRun, words: WhyWords): Decider {
  return { text: words.wouldHave[result](policies.join(', ')), ref };
}

function nameOf(resource: ResourceId): string {
  const { namespace, name } = partsOf(resource);
  return `${namespace}/${name}`;
}
