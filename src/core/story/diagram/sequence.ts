import type { Detail, Frame, Story, StoryHop } from '../../model/story.ts';
import type { CallerView, Place } from '../../model/trace.ts';
import { placeId, serverName } from '../place.ts';
import { stepNumbers, visibleFrames } from '../playhead.ts';
import type { DiagramWords } from './flowchart.ts';
import { mermaidLines, mermaidText } from './mermaidText.ts';

/** What a caller observes without that anything comes back to it. */
const nothingComes: ReadonlySet<CallerView['kind']> = new Set(['timeout', 'dnsError', 'unknown']);
const noteWidth = 44;

/**
 * The story of a request as a Mermaid sequence: who takes part by hop, one numbered message per step of this level (the
 * numbers are those of the step list), a note where it was decided, and the answer on its way back.
 */
export function sequenceDiagram(story: Story, detail: Detail, words: DiagramWords): string {
  const cast = castOf(story);
  const { verdict } = story.trace;
  const numbers = stepNumbers(story, detail);
  const lines = [
    'sequenceDiagram',
    `  accTitle: ${mermaidText(words.verdicts[verdict.kind])}`,
    `  accDescr: ${mermaidText(words.say(story.because))}`,
    ...cast.map(({ at, name }, index) => {
      const names = at === null ? [name] : words.participant(at).filter((text) => text !== '');
      return `  participant p${index} as ${names.map(mermaidText).join('<br/>')}`;
    }),
    ...visibleFrames(story, detail).flatMap((frame) =>
      messageLines(frame, numbers.get(frame.id) ?? 0, story, cast, words),
    ),
  ];
  return `${lines.join('\n')}\n`;
}

interface Role {
  readonly id: string;
  /** Null: it was never reached. */
  readonly at: Place | null;
  readonly name: string;
}

/** Everybody who takes part, in the order of travel. The wire is no one; whom it does not lead to is named last. */
function castOf({ hops, trace }: Story): readonly Role[] {
  const roles = new Map<string, Role>();
  for (const { at } of hops) {
    const id = placeId(at);
    if (at.kind !== 'network' && !roles.has(id)) roles.set(id, { id, at, name: '' });
  }
  const lost = hops.at(-2)?.at.kind === 'network';
  return [...roles.values(), ...(lost ? [{ id: '', at: null, name: serverName(trace) ?? '' }] : [])];
}

function messageLines(
  frame: Frame,
  number: number,
  story: Story,
  cast: readonly Role[],
  words: DiagramWords,
): readonly string[] {
  const [from, to] = waysOf(frame, story, cast);
  const { outcome } = frame;
  const arrow =
    outcome === 'answer' ? '-->>' : outcome === 'denied' ? '-x' : outcome === 'undetermined' ? '--x' : '->>';
  const message = `  p${from}${arrow}p${to}: ${mermaidLines(`${number}. ${words.say(frame.short)}`, noteWidth)}`;
  if (!frame.deciding) return [message];
  const over = from === to ? `p${from}` : `p${Math.min(from, to)},p${Math.max(from, to)}`;
  const text = `${words.verdicts[story.trace.verdict.kind]}. ${words.say(story.because)}`;
  return [message, `  Note over ${over}: ${mermaidLines(text, noteWidth)}`];
}

/** From whom to whom a step goes. What happens within a place stays there. */
function waysOf(frame: Frame, { hops, frames, trace }: Story, cast: readonly Role[]): readonly [number, number] {
  const index = (hop: StoryHop | undefined) =>
    hop === undefined ? -1 : cast.findIndex(({ id }) => id === placeId(hop.at));
  // The answer is no hop of the way there.
  const travelled = hops.slice(0, -1);
  const before = index(travelled.slice(0, frame.hop).findLast(({ at }) => at.kind !== 'network'));
  const after = index(travelled.slice(frame.hop + 1).find(({ at }) => at.kind !== 'network'));
  const here = index(hops[frame.hop]);
  const at = here >= 0 ? here : before;
  if (frame.outcome === 'answer') {
    if (nothingComes.has(trace.caller.kind)) return [here, here];
    const stop = frames.find(({ deciding }) => deciding);
    const end = hops[stop?.hop ?? travelled.length - 1];
    const answers = index(end);
    return [answers >= 0 ? answers : index(travelled.findLast(({ at: place }) => place.kind !== 'network')), here];
  }
  // Between two places: the wire, what is handed to a proxy of one's own, and what a proxy hands to its app.
  if (here < 0) return [at, after >= 0 ? after : cast.findIndex((role) => role.at === null)];
  const next = travelled[frame.hop + 1];
  if (frame.step.kind === 'send' && next !== undefined && next.at.kind !== 'network') return [here, index(next)];
  const previous = travelled[frame.hop - 1];
  if (frame.step.kind === 'deliver' && previous !== undefined && previous.at.kind !== 'network')
    return [index(previous), here];
  return [here, here];
}
