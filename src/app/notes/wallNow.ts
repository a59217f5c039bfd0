import { lessons } from '../../content/lessons/lessons.ts';
import { placeName, say } from '../../content/locales/en.ts';
import { frameById, nearestVisible, stepNumbers, visibleFrames } from '../../core/story/playhead.ts';
import type { State } from '../store/state.ts';
import type { WallLesson, WallNow, WallStep } from './message.ts';

/** What is on the wall at this moment. */
export function wallNow(state: State): WallNow {
  return { lesson: lessonOf(state), step: stepOf(state), blank: state.blank };
}

function lessonOf({ lesson }: State): WallLesson | null {
  if (lesson === null || lesson.stage === 'new' || !lessons.some(({ id }) => id === lesson.id)) return null;
  const { id, stage, asked, hands } = lesson;
  return { id, stage, asked, hands };
}

function stepOf({ good, frame: at, detail }: State): WallStep | null {
  const story = good?.evaluation.story ?? null;
  if (story === null || at === null) return null;
  const frame = frameById(story, nearestVisible(story, at, detail));
  if (frame === null || frame === undefined) return null;
  const frames = visibleFrames(story, detail);
  const next = frames[frames.findIndex(({ id }) => id === frame.id) + 1];
  const hop = story.hops[frame.hop];
  const { name, part } = hop === undefined ? { name: '', part: '' } : placeName(hop);
  return {
    place: `${name} ${part}`.trim(),
    number: stepNumbers(story, detail).get(frame.id) ?? 1,
    of: frames.length,
    sentence: say(frame.long),
    next: next === undefined ? null : say(next.long),
  };
}
