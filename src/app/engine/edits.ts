import type { Json } from '../../core/model/json.ts';
import type { Request } from '../../core/model/request.ts';
import type { Path, Resource } from '../../core/model/resource.ts';
import type { DocumentFile, HopwiseDocument } from '../../core/model/scenario.ts';
import { writeRequest } from '../../core/scenario/request.ts';
import { parseDocument } from '../../core/yaml/parse.ts';
import { setAt } from '../../core/yaml/patch.ts';
import type { Edited } from './protocol.ts';

const newScenario: DocumentFile = {
  name: 'scenario.yaml',
  text: 'apiVersion: hopwise.dev/v1\nkind: Scenario\nmetadata:\n  name: scenario\nspec:\n  requests: []\n',
};

/** Appends a request to the Scenario document, which is added if there is none. No other byte changes. */
export function addRequest(document: HopwiseDocument, request: Request): Edited {
  return editScenario(document, ({ body }) => {
    const spec = body['spec'];
    const requests = typeof spec === 'object' && spec !== null && 'requests' in spec ? spec['requests'] : undefined;
    const index = Array.isArray(requests) ? requests.length : 0;
    return { path: ['spec', 'requests', index], value: writeRequest(request) };
  });
}

/** Writes where a person has put a node into the Scenario document. */
export function setPosition(
  document: HopwiseDocument,
  node: string,
  { x, y }: { readonly x: number; readonly y: number },
): Edited {
  return editScenario(document, () => ({
    path: ['spec', 'positions', node],
    value: { x: Math.round(x), y: Math.round(y) },
  }));
}

type Change = (scenario: Resource) => { readonly path: Path; readonly value: Json };

function editScenario(document: HopwiseDocument, change: Change): Edited {
  const found = parseDocument(document).scenario;
  if (found !== null) return edit(document, found, change);
  if (document.files.some(({ name }) => name === newScenario.name))
    return { kind: 'refused', reason: 'scenarioInvalid' };
  const extended = { files: [...document.files, newScenario] };
  const added = parseDocument(extended).scenario;
  return added === null ? { kind: 'refused', reason: 'scenarioInvalid' } : edit(extended, added, change);
}

function edit(document: HopwiseDocument, scenario: Resource, change: Change): Edited {
  const file = document.files.find(({ name }) => name === scenario.file);
  if (file === undefined) return { kind: 'refused', reason: 'scenarioInvalid' };
  const { path, value } = change(scenario);
  const patched = setAt(file.text, scenario.index, path, value);
  if ('error' in patched) return { kind: 'refused', reason: patched.error };
  const files = document.files.map((one) => (one === file ? { name: file.name, text: patched.text } : one));
  return { kind: 'edited', document: { files } };
}
