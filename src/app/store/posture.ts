import { messages } from '../../content/locales/en/messages.ts';
import { rungWords, sayRung, writtenWords } from '../../content/locales/en/rungs.ts';
import type { Rung } from '../../core/model/posture.ts';
import type { HopwiseDocument } from '../../core/model/scenario.ts';
import type { RungDocument } from '../../core/scenario/ladder/rung.ts';
import { engine } from '../engine/client.ts';
import { undo, writeDocument } from './gateway.ts';
import { opening } from './run.ts';
import type { Posture, State } from './state.ts';
import { useStore } from './store.ts';
import { showToast } from './toast.ts';

/** The rung on show; null: the mesh as it is written. */
export function rungOf({ posture }: State): Rung | null {
  return posture?.rung ?? null;
}

/** What somebody has written: the document itself, unless a rung is on show. */
export function writtenOf({ document, posture }: State): HopwiseDocument {
  return posture === null || posture.rung === null ? document : posture.written;
}

/** Shows the mesh as another rung, or as it is written: one edit, which undo takes back. */
export async function showRung(rung: Rung | null): Promise<void> {
  const state = useStore.getState();
  if (rungOf(state) === rung) return;
  const posture = leaving(state);
  if (rung === null) {
    write(posture.written, { ...posture, rung });
    return;
  }
  const draft = posture.drafts[rung];
  if (draft !== undefined) {
    write(draft, { ...posture, rung });
    return;
  }
  const written = await askFor(posture.written, rung);
  // Whoever has gone on meanwhile is not carried off.
  if (written === null || useStore.getState().document !== state.document) return;
  write(written.document, { ...posture, rung });
  tell(rung, written);
}

/** Says which requests are wanted, in the text; on the Zero Trust rung its resources follow, in the same edit. */
export async function setWanted(requests: readonly string[]): Promise<void> {
  const state = useStore.getState();
  const edited = await engine.setWanted(writtenOf(state), requests);
  if (edited.kind !== 'answer' || edited.value.kind === 'refused') {
    showToast(messages.scenarioNotEdited);
    return;
  }
  const { document: written } = edited.value;
  const rung = rungOf(state);
  if (rung === null) {
    writeDocument(written);
    return;
  }
  const next = await askFor(written, rung);
  // Of several ticks in a row the last one counts: it knows of those before.
  if (next === null || useStore.getState().lineage !== state.lineage) return;
  writeDocument(next.document, { posture: { rung, written, drafts: {} } });
}

/** What the posture is once the document on show is left: its changes are kept for the way back. */
function leaving({ document, posture }: State): Posture {
  if (posture === null || posture.rung === null) {
    const same = posture !== null && posture.written === document;
    return { rung: null, written: document, drafts: same ? posture.drafts : {} };
  }
  return { ...posture, drafts: { ...posture.drafts, [posture.rung]: document } };
}

function write(document: HopwiseDocument, posture: Posture): void {
  writeDocument(document, { posture, arrival: opening(150) });
}

async function askFor(document: HopwiseDocument, rung: Rung): Promise<RungDocument | null> {
  const outcome = await engine.writeRung(document, rung);
  if (outcome.kind === 'failed') showToast(messages.rungNotWritten);
  return outcome.kind === 'answer' ? outcome.value : null;
}

function tell(rung: Rung, { wanted, exceptions }: RungDocument): void {
  const through = wanted.filter((each) => each.wanted).length;
  const details = {
    label: messages.details,
    run: () => useStore.setState({ dialog: { kind: 'posture' }, toast: null }),
  };
  const back = { label: messages.backToBefore, run: undo };
  const said = sayRung(rung, through, wanted.length, exceptions.length);
  showToast(said, rung === 'zeroTrust' || exceptions.length > 0 ? details : back);
}

/** The name of what is on show. */
export function postureName(rung: Rung | null): string {
  return (rung === null ? writtenWords : rungWords[rung]).name;
}
