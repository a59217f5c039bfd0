import type { Demand, Invariant } from '../../core/model/invariant.ts';
import type { Json } from '../../core/model/json.ts';
import type { HopwiseDocument } from '../../core/model/scenario.ts';
import { writeInvariant } from '../../core/scenario/invariants/writeInvariant.ts';
import { readRequest, writeRequest } from '../../core/scenario/request.ts';
import { parseDocument } from '../../core/yaml/parse.ts';
import { removeAt } from '../../core/yaml/removeAt.ts';
import { editScenario, listIn } from './edits.ts';
import type { Edited } from './protocol.ts';

/**
 * Appends an invariant to the Scenario document, which is added if there is none. A request that the document has goes by
 * its id; any other is written out.
 */
export function addInvariant(document: HopwiseDocument, invariant: Omit<Invariant, 'index'>): Edited {
  return editScenario(document, ({ body }) => ({
    path: ['spec', 'invariants', listIn(body, 'invariants').length],
    value: writeInvariant({ ...invariant, demand: named(invariant.demand, listIn(body, 'requests')) }),
  }));
}

function named(demand: Demand, requests: readonly Json[]): Demand {
  if (demand.kind !== 'flow') return demand;
  const { asks } = demand;
  const known = requests.some((json) => JSON.stringify(readRequest(json)) === JSON.stringify(asks));
  const { id, title: _title, ...rest } = writeRequest(asks);
  return { ...demand, request: known && typeof id === 'string' ? id : rest };
}

/** Takes an invariant out of the Scenario document, with its lines. */
export function removeInvariant(document: HopwiseDocument, index: number): Edited {
  const { scenario } = parseDocument(document);
  const file = document.files.find(({ name }) => name === scenario?.file);
  if (scenario === null || file === undefined) return { kind: 'refused', reason: 'notFound' };
  const patched = removeAt(file.text, scenario.index, ['spec', 'invariants', index]);
  if ('error' in patched) return { kind: 'refused', reason: patched.error };
  const files = document.files.map((one) => (one === file ? { name: file.name, text: patched.text } : one));
  return { kind: 'edited', document: { files } };
}
