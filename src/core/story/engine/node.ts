import type { FrameId } from '../../model/story.ts';
import type { SourceRef } from '../../model/resource.ts';

/** A line of configuration: a key, a value or what is in it, and where it comes from. */
export interface EngineNode {
  readonly key: string;
  readonly value: string | null;
  readonly children: readonly EngineNode[];
  /** One of a list. */
  readonly item: boolean;
  /** The step that used it. */
  readonly frame: FrameId | null;
  readonly source: SourceRef | null;
  /** Whether it matched; null where there is nothing to match. */
  readonly matched: boolean | null;
}

type Node = Partial<EngineNode> & Pick<EngineNode, 'key'>;
/** A node of its parts; what has neither a value nor parts is left out by its parent. */
export function node(given: Node): EngineNode {
  const { children = [], ...rest } = given;
  return {
    value: null,
    item: false,
    frame: null,
    source: null,
    matched: null,
    ...rest,
    children: children.filter(isSaid),
  };
}

export function isSaid({ value, children }: EngineNode): boolean {
  return value !== null || children.length > 0;
}
