import type { Frame, Story } from '../../core/model/story.ts';
import type { Check } from '../../core/model/trace.ts';
import { checkNodes } from './checkNodes.ts';
import type { CheckNode } from './checkNodes.ts';
import { decidingPath } from './decidingPath.ts';

/** What matching means for a step: why rows are coloured as a denial. */
export type DeniedBy = 'match' | 'miss' | null;

/** The checks of one frame as a tree. */
export interface CheckTreeOf {
  readonly frame: Frame;
  readonly nodes: readonly CheckNode[];
  readonly deniedBy: DeniedBy;
  readonly lit: ReadonlySet<string>;
  readonly open: ReadonlySet<string>;
}

/**
 * The frame whose checks explain this one: itself; for the verdict and the answer, which check nothing themselves,
 * the last step before that did.
 */
export function explainedBy(story: Story, frame: Frame, asides = false): Frame {
  const explains = (each: Frame): boolean => each.checks.length > 0 || (asides && each.asides.length > 0);
  if (explains(frame) || (frame.id !== story.verdictFrame && frame.outcome !== 'answer')) return frame;
  const at = story.frames.findIndex((each) => each.id === frame.id);
  return story.frames.slice(0, Math.max(at, 0)).findLast(explains) ?? frame;
}

/**
 * The trees to show of a frame: its own, after those of the policies that the same proxy asked before it (closed). With
 * `asides` also what was looked at and has no part in it.
 */
export function forest(story: Story, frame: Frame, asides = false): readonly CheckTreeOf[] {
  const at = story.frames.findIndex((each) => each.id === frame.id);
  const before = story.frames.slice(0, Math.max(at, 0)).filter((each) => isKin(each, frame));
  return [...before, frame].map((each, index) => {
    const roots = rootsOf(each);
    const nodes = checkNodes(asides ? [...roots, ...each.asides] : roots, `${index}`);
    const { lit, open } = decidingPath(nodes, each.decidingSources);
    const single = each === frame && roots.length === 1 && nodes[0] !== undefined ? [nodes[0].key] : [];
    return {
      frame: each,
      nodes,
      deniedBy: deniedBy(story, each),
      lit,
      open: each === frame ? new Set([...open, ...single]) : new Set<string>(),
    };
  });
}

function isKin(each: Frame, frame: Frame): boolean {
  return each.hop === frame.hop && each.step.kind === 'rbac' && frame.step.kind === 'rbac' && each.checks.length > 0;
}

/** The policies of one action stand under one row that counts them. */
function rootsOf(frame: Frame): readonly Check[] {
  const { step, checks } = frame;
  if (step.kind !== 'rbac' || checks.some((check) => check.kind === 'policySet')) return checks;
  const root: Check = {
    kind: 'policySet',
    name: step.action,
    source: null,
    matched: step.matches > 0,
    expected: { kind: 'any' },
    actual: { kind: 'count', matched: step.matches, of: step.selects },
    children: checks,
  };
  return [root];
}

function deniedBy(story: Story, frame: Frame): DeniedBy {
  const { verdict } = story.trace;
  if (frame.outcome !== 'denied') return null;
  return verdict.kind === 'denied' && verdict.determining?.kind === 'matched' ? 'match' : 'miss';
}
