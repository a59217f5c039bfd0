import type { AuthorizerSays } from '../../core/model/authorizer.ts';
import { isList, isObject, type Json, type JsonObject } from '../../core/model/json.ts';
import type { Request } from '../../core/model/request.ts';
import type { Path, Resource, SourceRef } from '../../core/model/resource.ts';
import type { DocumentFile, HopwiseDocument } from '../../core/model/scenario.ts';
import type { Token } from '../../core/model/token.ts';
import { writeRequest } from '../../core/scenario/request.ts';
import { demoJwks } from '../../core/scenario/tokens/demoKeys.ts';
import { writeToken } from '../../core/scenario/tokens/readTokens.ts';
import { parseDocument } from '../../core/yaml/parse.ts';
import { setAt } from '../../core/yaml/patch.ts';
import type { Edited, Places } from './protocol.ts';

const newScenario: DocumentFile = {
  name: 'scenario.yaml',
  text: 'apiVersion: hopwise.dev/v1\nkind: Scenario\nmetadata:\n  name: scenario\nspec:\n  requests: []\n',
};

/** Appends a request to the Scenario document, which is added if there is none, after the token that it carries. */
export function addRequest(document: HopwiseDocument, request: Request, token: Token | null): Edited {
  const edited = token === null ? ({ kind: 'edited', document } as const) : setToken(document, token);
  if (edited.kind === 'refused') return edited;
  return editScenario(edited.document, ({ body }) => ({
    path: ['spec', 'requests', listIn(body, 'requests').length],
    value: writeRequest(request),
  }));
}

/** Writes a token into the Scenario document, in the place of one of the same name. */
export function setToken(document: HopwiseDocument, token: Token): Edited {
  return editScenario(document, ({ body }) => {
    const tokens = listIn(body, 'tokens');
    const found = tokens.findIndex((each) => isObject(each) && each['name'] === token.name);
    return { path: ['spec', 'tokens', found < 0 ? tokens.length : found], value: writeToken(token) };
  });
}

/** Writes which requests the Zero Trust rung is to let through. */
export function setWanted(document: HopwiseDocument, requests: readonly string[]): Edited {
  return editScenario(document, () => ({ path: ['spec', 'wanted'], value: requests }));
}

/** Writes what an external authorizer answers; whatever else is said of it stays. */
export function setAuthorizer(document: HopwiseDocument, provider: string, answer: AuthorizerSays): Edited {
  return editScenario(document, () => ({ path: ['spec', 'authorizers', provider, 'answer'], value: answer }));
}

/** Puts the demo keys into a rule of a RequestAuthentication, so that it accepts the tokens of the scenario. */
export function trustDemoKey(document: HopwiseDocument, { resource, path }: SourceRef): Edited {
  const found = parseDocument(document).resources.find(({ id }) => id === resource);
  if (found === undefined) return { kind: 'refused', reason: 'notFound' };
  return edit(document, found, () => ({ path: [...path, 'jwks'], value: demoJwks }));
}

/** The items of a list of the Scenario document; none where there is none. */
export function listIn(body: JsonObject, key: string): readonly Json[] {
  const spec = body['spec'];
  const list = isObject(spec) ? spec[key] : undefined;
  return isList(list) ? list : [];
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

/** Writes many places at once, or takes all of them away. */
export function setPositions(document: HopwiseDocument, places: Places | null): Edited {
  // Without a Scenario document there is no place to take away.
  if (places === null && parseDocument(document).scenario === null) return { kind: 'edited', document };
  return editScenario(document, () => ({ path: ['spec', 'positions'], value: places ?? {} }));
}

type Change = (scenario: Resource) => { readonly path: Path; readonly value: Json };

/** Sets one value of the Scenario document, which is added if there is none. */
export function editScenario(document: HopwiseDocument, change: Change): Edited {
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
