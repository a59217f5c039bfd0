import { messages } from '../../content/locales/en/messages.ts';
import type { AuthorizerSays } from '../../core/model/authorizer.ts';
import type { Request } from '../../core/model/request.ts';
import type { SourceRef } from '../../core/model/resource.ts';
import type { Token } from '../../core/model/token.ts';
import { engine } from '../engine/client.ts';
import type { Edited, Outcome, Places } from '../engine/protocol.ts';
import { writeDocument, type WriteOptions } from './gateway.ts';
import { opening } from './run.ts';
import { useStore } from './store.ts';
import { showToast } from './toast.ts';

/** Adds a request to the document's text, with the token that it carries, and runs it. */
export async function addToDocument(request: Request, token: Token | null): Promise<void> {
  const { document } = useStore.getState();
  const outcome = await engine.addRequest(document, request, token);
  applyEdit(outcome, { choice: request.id, arrival: opening(150) });
}

/** Writes a token into the document's text and runs a request by hand that carries it. */
export async function runWithToken(request: Request, token: Token): Promise<void> {
  const { document } = useStore.getState();
  applyEdit(await engine.setToken(document, token), { choice: request, arrival: opening(150) });
}

/** Writes what an external authorizer answers into the document's text. */
export async function sayAuthorizer(provider: string, answer: AuthorizerSays): Promise<void> {
  const { document } = useStore.getState();
  applyEdit(await engine.setAuthorizer(document, provider, answer));
}

/** Makes a rule of a RequestAuthentication accept tokens that are signed with the demo keys. */
export async function trustDemoKey(rule: SourceRef): Promise<void> {
  const { document } = useStore.getState();
  applyEdit(await engine.trustDemoKey(document, rule));
}

/** Writes a node's new place into the document's text. */
export async function movePlace(node: string, at: { readonly x: number; readonly y: number }): Promise<void> {
  const { document } = useStore.getState();
  applyEdit(await engine.setPosition(document, node, at), { burst: `move ${node}` });
}

/** Writes where all nodes stand, as one step of undo. */
export async function writePlaces(places: Places): Promise<void> {
  const { document } = useStore.getState();
  applyEdit(await engine.setPositions(document, places));
}

/** Takes every written place out of the document. */
export async function forgetPlaces(): Promise<void> {
  const { document } = useStore.getState();
  applyEdit(await engine.setPositions(document, null));
}

/** Writes the edited document; what could not be edited is said. */
export function applyEdit(outcome: Outcome<Edited>, options: WriteOptions = {}): void {
  if (outcome.kind === 'answer' && outcome.value.kind === 'edited') writeDocument(outcome.value.document, options);
  else showToast(messages.scenarioNotEdited);
}
