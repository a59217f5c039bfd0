import { readLabFragment } from '../../core/model/labLink.ts';
import type { Link, LinkProblem } from '../../core/scenario/link.ts';
import type { HopwiseDocument } from '../../core/model/scenario.ts';
import { builtIn, sameFiles, withTexts } from '../store/gallery.ts';
import { writeDocument } from '../store/gateway.ts';
import { startLabs, startLesson } from '../store/lesson.ts';
import { opening } from '../store/run.ts';
import type { Arrival } from '../store/state.ts';
import { useStore } from '../store/store.ts';
import { readOpen } from '../store/turned.ts';
import { linkTools } from './linkTools.ts';

export type Opened = 'opened' | 'empty' | 'broken' | 'overtaken';

/** Counts the links that were asked for: of two that are read at a time, the newer one is opened. */
let asked = 0;

/**
 * Opens what a fragment holds. A bad one leads to the broken-link screen and changes no document;
 * one that names a lesson starts it; one that names no document keeps the document that is open, and so does one that is asked for its step only.
 */
export async function openLink(fragment: string, document: 'its' | 'open' = 'its'): Promise<Opened> {
  asked += 1;
  const turn = asked;
  const lesson = /^#?lesson=([a-z0-9-]+)$/.exec(fragment)?.[1];
  if (lesson !== undefined) {
    startLesson(lesson);
    return 'empty';
  }
  const labs = readLabFragment(fragment);
  if (labs !== null) {
    startLabs(labs);
    return 'empty';
  }
  if (fragment.replace(/^#/, '') === '') return 'empty';
  const link = await read(fragment);
  if (turn !== asked) return 'overtaken';
  if (link === null) return 'empty';
  const problem = 'kind' in link ? link : problemOf(link);
  if (problem !== null || 'kind' in link) {
    const cut = problem?.kind === 'damaged' && !('readable' in problem) ? { fragment } : {};
    useStore.setState({ brokenLink: { problem: problem ?? { kind: 'junk' }, received: fragment.length, ...cut } });
    return 'broken';
  }
  // Its texts may still have to be fetched.
  if (link.scenario !== null && link.payload?.files == null) await withTexts(link.scenario);
  if (turn !== asked) return 'overtaken';
  const named = document === 'open' ? null : documentOf(link);
  const state = useStore.getState();
  if (named === null && state.document.files.length === 0) return 'empty';
  const choice = link.payload?.request ?? link.request;
  const arrival: Arrival = link.frame === null ? opening(500) : { kind: 'frame', id: link.frame };
  const opened = readOpen(link.open ?? null, link.frame);
  // Going back to another step of the same document is not an edit. All at once: the engine is not to be asked for the
  // new request in the old document.
  if (named !== null && !sameFiles(named.files, state.document.files)) {
    writeDocument(named, { origin: link.scenario, choice, arrival });
  }
  const detail = link.detail ?? 'story';
  const links = state.links + 1;
  useStore.setState({ brokenLink: null, dialog: null, detail, choice, arrival, links, ...opened });
  return 'opened';
}

/** What reads links is fetched with the first of them: most visits begin without one. */
async function read(fragment: string): Promise<Link | LinkProblem | null> {
  const code = await import('../../core/scenario/link.ts').catch(() => null);
  return code === null ? { kind: 'notFetched' } : code.readLink(fragment, linkTools);
}

function problemOf({ scenario, payload }: Link): LinkProblem | null {
  const missing = scenario !== null && builtIn(scenario) === undefined && payload?.files == null;
  return missing ? { kind: 'unknownScenario', name: scenario } : null;
}

function documentOf({ scenario, payload }: Link): HopwiseDocument | null {
  const files = payload?.files ?? (scenario === null ? undefined : builtIn(scenario)?.files);
  return files === undefined ? null : { files };
}

/** Opens a whole address or a fragment that somebody pasted; false if it is broken or empty. */
export async function openPastedLink(text: string): Promise<boolean> {
  const trimmed = text.trim();
  const at = trimmed.indexOf('#');
  return (await openLink(at < 0 ? trimmed : trimmed.slice(at))) === 'opened';
}
