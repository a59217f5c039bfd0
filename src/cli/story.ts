import { atPlace, callerSees, logLine, placeName, say, sayCheck, sayTerm } from '../content/locales/en.ts';
import { flagMeaning } from '../content/locales/en/flags.ts';
import type { SourceRef } from '../core/model/resource.ts';
import type { Detail, Frame, Story } from '../core/model/story.ts';
import type { Check, VerdictKind } from '../core/model/trace.ts';
import { type Evaluation, refKey } from '../core/scenario/evaluate.ts';
import { frameById, stepNumbers, visibleHops } from '../core/story/playhead.ts';
import { checkLines } from './checks.ts';

const glyphs = { passed: '✓', denied: '✕', undetermined: '?', answer: ' ' } as const satisfies Record<
  Frame['outcome'],
  string
>;
const words = { allowed: '✓ Allowed', denied: '✕ Denied', undetermined: "? Can't tell" } as const satisfies Record<
  VerdictKind,
  string
>;

/** A story for a terminal: hops with numbered steps, then the verdict card. Ends with a line break. */
export function formatStory(evaluation: Evaluation, story: Story, detail: Detail): string {
  return `${[...hops(story, detail), '', ...card(evaluation, story)].join('\n')}\n`;
}

function hops(story: Story, detail: Detail): readonly string[] {
  const numbers = stepNumbers(story, detail);
  return visibleHops(story, detail).flatMap(({ hop, frames }) => {
    const { name, part } = placeName(hop);
    const rows = frames.flatMap((frame) => {
      const number = String(numbers.get(frame.id) ?? '').padStart(4);
      const row = `${number} ${glyphs[frame.outcome]} ${plain(say(frame.short)).padEnd(30)}${frame.layer}`;
      return [row, ...checksOf(frame, detail)];
    });
    return [`${name} ${part}`.trim(), ...rows];
  });
}

/** What a step checked, and at the finest level also what was looked at and has no part in it. */
function checksOf({ checks, asides }: Frame, detail: Detail): readonly string[] {
  if (detail === 'story') return [];
  return checkLines(detail === 'engine' ? [...checks, ...asides] : checks).map((line) => `         ${line}`);
}

function card(evaluation: Evaluation, story: Story): readonly string[] {
  const { trace, blockers } = story;
  const frame = frameById(story, story.verdictFrame);
  const place = trace.verdict.kind === 'allowed' ? undefined : story.hops[frame?.hop ?? -1]?.at;
  const others = blockers.map(({ message }) => plain(say(message)));
  const nothing = trace.verdict.kind === 'denied' ? 'nothing else' : 'nothing';
  const rows: (readonly [string, string])[] = [
    ['Caller sees', plain(callerSees(trace.caller))],
    ...trace.logs.map((line): readonly [string, string] => ['Log', `${line.proxy} ${line.side}: ${logLine(line)}`]),
    ...flags(story),
    ...branches(story),
    ...conditions(frame),
    ...(frame?.decidingSources ?? []).map((ref): readonly [string, string] => ['Decided by', placeOf(evaluation, ref)]),
    ['Also blocked', others.length === 0 ? nothing : others.join('; ')],
  ];
  return [
    `${words[trace.verdict.kind]}${place === undefined ? '' : ` ${atPlace(place)}`}`,
    plain(say(story.because)),
    '',
    ...rows.map(([key, value], index) => `  ${(key === rows[index - 1]?.[0] ? '' : key).padEnd(14)}${value}`),
  ];
}

/** What was left to chance: each branch with its share and verdict. */
function branches({ chances }: Story): readonly (readonly [string, string])[] {
  return (chances?.draws ?? []).flatMap(({ branches: ways }) =>
    ways.map(({ name, share, verdict, drawn }): readonly [string, string] => [
      'By chance',
      `${share} of 100 ${name}: ${words[verdict]}${drawn ? ' (this one)' : ''}`,
    ]),
  );
}

/** What the flags in the log mean. */
function flags({ trace }: Story): readonly (readonly [string, string])[] {
  const logged = new Set(trace.logs.flatMap((line) => line.flags));
  return [...logged].map((flag) => ['Flag', `${flag}: ${flagMeaning(flag) ?? "see Envoy's documentation"}`]);
}

/** The conditions that were not met, what each asks for beside what the request has. */
function conditions(frame: Frame | undefined): readonly (readonly [string, string])[] {
  if (frame?.outcome !== 'denied') return [];
  return frame.checks
    .flatMap(unmetIn)
    .map((check) => [
      'Not met',
      `${sayCheck(check).name}: asks for ${sayTerm(check.expected)}, has ${sayTerm(check.actual)}`,
    ]);
}

function unmetIn(check: Check): readonly Check[] {
  if (check.matched) return [];
  const isCondition = check.kind === 'field' || check.children.length === 0;
  if (isCondition) return check.expected.kind === 'any' && check.actual.kind === 'any' ? [] : [check];
  // A setting has its own terms; what stands under it is how it came about.
  return check.kind === 'mtlsMode' ? [check] : check.children.flatMap(unmetIn);
}

function placeOf({ ranges }: Evaluation, ref: SourceRef): string {
  const range = ranges[refKey(ref)];
  const path = ref.path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, '');
  return range === undefined ? `${ref.resource} ${path}` : `${range.file}:${range.line}  ${ref.resource} ${path}`;
}

function plain(text: string): string {
  return text.replaceAll('**', '').replaceAll('`', '');
}
