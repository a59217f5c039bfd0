import { overview } from '../analysis/overview.ts';
import { templates } from '../analysis/templates/draft.ts';
import type { Edit } from '../model/lint.ts';
import type { ResourceId } from '../model/resource.ts';
import type { HopwiseDocument } from '../model/scenario.ts';
import type { Intent, TemplateAnswers, TemplateOutcome, WrittenTemplate } from '../model/template.ts';
import { applyEdits } from '../yaml/applyEdits.ts';
import { manifestText } from '../yaml/emit.ts';
import { lineChanges } from '../yaml/lineChanges.ts';
import type { EvaluationMemory } from './memory.ts';
import { type Prepared, prepare } from './prepare.ts';
import { memoryBeside } from './side.ts';
import { demoJwks } from './tokens/demoKeys.ts';

/** The document with the resources in it that make an intent true. Never throws. */
export function writeTemplate(
  document: HopwiseDocument,
  intent: Intent,
  answers: TemplateAnswers,
  memory: EvaluationMemory,
): TemplateOutcome {
  const prepared = prepare(document, memory);
  const own = prepared.own.tokens.some(({ issuer }) => issuer === answers.issuer);
  const beside = besideOf(prepared, answers);
  const drafted = templates[intent]({ world: prepared.world, answers, beside, jwks: own ? demoJwks : null });
  if ('wants' in drafted) return { kind: 'wants', what: drafted.wants };
  const outcome = applied(document, drafted.edits);
  if (outcome === null) return { kind: 'refused' };
  return {
    kind: 'written',
    document: outcome,
    resources: drafted.resources,
    lines: lineChanges(document, outcome),
    selects: selectedBy(prepare(outcome, memoryBeside(memory)), drafted.resources),
  };
}

/** Beside the last policy, else beside the workload that it is for, else at the end of all. */
function besideOf({ resources, world }: Prepared, { scope }: TemplateAnswers): ResourceId {
  const last = resources.findLast(({ apiVersion }) => /^(?:security|networking)\.istio\.io\//.test(apiVersion));
  const workload = scope.kind === 'workload' ? world.cluster.workloads.get(scope.workload)?.resource : undefined;
  return (last ?? workload ?? resources.at(-1))?.id ?? ('' as ResourceId);
}

/** Where the text has no place for more (JSON, or nothing yet), new resources come into a file of their own. */
function applied(document: HopwiseDocument, edits: readonly Edit[]): HopwiseDocument | null {
  const outcome = applyEdits(document, edits);
  if ('document' in outcome) return outcome.document;
  const added = edits.flatMap((edit) => (edit.op === 'add' ? [manifestText(edit.manifest)] : []));
  if (added.length < edits.length) return null;
  const taken = new Set(document.files.map(({ name }) => name));
  const name = ['policies.yaml', 'new-policies.yaml'].find((each) => !taken.has(each));
  return name === undefined ? null : { files: [...document.files, { name, text: added.join('---\n') }] };
}

function selectedBy({ world, resources }: Prepared, ids: readonly ResourceId[]): WrittenTemplate['selects'] {
  const { policies } = overview(world, [], resources);
  return [...new Set(policies.filter(({ id }) => ids.includes(id)).flatMap(({ selects }) => selects))];
}
