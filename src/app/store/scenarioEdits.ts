import type { Request } from '../../core/model/request.ts';
import { engine } from '../engine/client.ts';
import type { Edited, Outcome } from '../engine/protocol.ts';
import { writeDocument, type WriteOptions } from './gateway.ts';
import { opening } from './run.ts';
import { useStore } from './store.ts';
import { showToast } from './toast.ts';

/** Adds a request to the document's text and runs it. */
export async function addToDocument(request: Request): Promise<void> {
  const { document } = useStore.getState();
  const outcome = await engine.addRequest(document, request);
  apply(outcome, { choice: request.id, arrival: opening(150) });
}

/** Writes a node's new place into the document's text. */
export async function movePlace(node: string, at: { readonly x: number; readonly y: number }): Promise<void> {
  const { document } = useStore.getState();
  apply(await engine.setPosition(document, node, at), { burst: `move ${node}` });
}

function apply(outcome: Outcome<Edited>, options: WriteOptions): void {
  if (outcome.kind === 'answer' && outcome.value.kind === 'edited') writeDocument(outcome.value.document, options);
  else showToast('The Scenario document could not be edited. Check its YAML, then try again.');
}
