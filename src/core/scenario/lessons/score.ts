import { isObject } from '../../model/json.ts';
import type { Limits, Score } from '../../model/lesson.ts';
import type { Resource } from '../../model/resource.ts';
import type { HopwiseDocument } from '../../model/scenario.ts';
import type { EvaluationMemory } from '../memory.ts';
import { prepare } from '../prepare.ts';
import { radiusOf } from '../radius.ts';
import { memoryBeside } from '../side.ts';
import { editsBetween } from './edits.ts';

/** A challenge as far as it can be scored. */
export interface Scored {
  readonly start: HopwiseDocument;
  readonly solution: HopwiseDocument;
  readonly limits: Limits | null;
}

/** How a document compares with the solution: edits, flows, limits. MeshConfig in the Scenario counts as a resource. Never throws. */
export function scoreOf(
  { start, solution, limits }: Scored,
  document: HopwiseDocument,
  memory: EvaluationMemory,
): Score {
  const [first, ours, yours] = [start, solution, document].map((each) => resourcesOf(each, memory));
  const edits = editsBetween(first ?? [], yours ?? []);
  return {
    edits: { yours: edits.places, ours: editsBetween(first ?? [], ours ?? []).places },
    flows: {
      yours: radiusOf(start, document, null, memoryBeside(memory)).counts,
      ours: radiusOf(start, solution, null, memoryBeside(memory)).counts,
    },
    beside: radiusOf(solution, document, null, memoryBeside(memory)),
    limits: {
      resources: limits?.resources === undefined ? null : edits.changed.length <= limits.resources,
      leave: limits?.leave === undefined ? null : !edits.changed.some((each) => isIn(each, limits.leave ?? [])),
    },
  };
}

/** All that decides how requests end: of the Scenario, what it says of the mesh, of istiod and of certificates. */
function resourcesOf(document: HopwiseDocument, memory: EvaluationMemory): readonly Resource[] {
  const { resources, parsed } = prepare(document, memoryBeside(memory));
  const { scenario } = parsed;
  if (scenario === null) return resources;
  const spec = scenario.body['spec'];
  const { mesh = null, istiod = null, certificates = null } = isObject(spec) ? spec : {};
  return [...resources, { ...scenario, body: { mesh, istiod, certificates } }];
}

function isIn({ kind, namespace, name }: Resource, namespaces: readonly string[]): boolean {
  return namespaces.includes(kind === 'Namespace' ? name : namespace);
}
