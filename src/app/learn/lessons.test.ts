import { describe, expect, it } from 'vitest';
import { beyond } from '../../content/lessons/beyond.ts';
import { callers } from '../../content/lessons/callers.ts';
import { identity } from '../../content/lessons/identity.ts';
import { lessons } from '../../content/lessons/lessons.ts';
import { rules } from '../../content/lessons/rules.ts';
import { scenarios } from '../../content/scenarios.ts';
import { createMemory, evaluate } from '../../core/scenario/evaluate.ts';
import { grade } from '../../core/scenario/lessons/grade.ts';
import { isRight } from '../../core/story/answers.ts';
import { veil } from '../../core/story/veil.ts';
import { documentOf, edited } from './lessonDocument.ts';

const memory = createMemory();

describe.each(lessons)('$id', ({ watch, task, idea }) => {
  const start = documentOf(task);
  const kinds = (document: typeof start) => grade(document, start, task.goals, memory).map(({ kind }) => kind);

  it('opens meshes that there are, free of problems', () => {
    for (const part of [watch, task]) {
      expect(scenarios.map(({ id }) => id)).toContain(part.mesh);
      expect(evaluate(documentOf(part), null, memory).broken).toBeNull();
    }
  });

  it('changes texts that stand there once', () => {
    const parts = [
      [documentOf({ mesh: watch.mesh }), watch.edits ?? []],
      [documentOf({ mesh: task.mesh }), task.edits ?? []],
      [start, task.solution],
    ] as const;
    for (const [document, edits] of parts)
      for (const { file = 'lesson.yaml', find } of edits)
        expect(document.files.find(({ name }) => name === file)?.text.split(find), find).toHaveLength(2);
  });

  it('has one right answer, and the engine gives it', () => {
    const { story } = evaluate(documentOf(watch), watch.request, memory);
    expect(story).not.toBeNull();
    if (story === null) return;
    expect(watch.answers.filter((answer) => isRight(answer, story.trace.verdict))).toHaveLength(1);
    expect(watch.answers.length).toBeGreaterThanOrEqual(2);
  });

  it('stops its story before the step that decides', () => {
    const { story } = evaluate(documentOf(watch), watch.request, memory);
    if (story === null) throw new Error('no story');
    const ids = story.frames.map(({ id }) => String(id));
    const cut = ids.indexOf(watch.cut);
    expect(cut).toBeGreaterThan(0);
    expect(cut).toBeLessThanOrEqual(ids.indexOf(story.verdictFrame));
    const { frames } = veil(story, watch.cut);
    expect(frames.map(({ id }) => String(id))).toEqual(ids.slice(0, cut));
    expect(frames.some(({ outcome }) => outcome !== 'passed')).toBe(false);
    // "The proxy hands it to the application" says that it gets in.
    expect(frames.some(({ id }) => id.endsWith('/inboundRoute'))).toBe(false);
  });

  it('is unsolved at the start', () => {
    expect(kinds(start)).toContain('failed');
    expect(kinds(start)).not.toContain('unknown');
  });

  it('is solved by its solution', () => {
    expect(kinds(edited(start, task.solution))).toEqual(task.goals.map(() => 'met'));
  });

  it('plays, for each goal that is not met, a story that ends otherwise', () => {
    for (const [index, each] of grade(start, start, task.goals, memory).entries()) {
      if (each.kind !== 'failed') continue;
      const { story } = evaluate(start, each.request, memory);
      expect(story?.trace.verdict.kind).toBe(each.verdict);
      expect(story?.trace.verdict.kind).not.toBe(task.goals[index]?.wants);
    }
  });

  it('says little, and gives three hints', () => {
    expect(task.hints).toHaveLength(3);
    expect(new Set(task.hints).size).toBe(3);
    expect(idea.length).toBeLessThanOrEqual(90);
    for (const text of [watch.caption, task.brief]) expect(text.length).toBeLessThanOrEqual(330);
    for (const text of [watch.question, watch.gap]) expect(text.length).toBeLessThanOrEqual(200);
  });
});

it('has every lesson once', () => {
  expect(lessons.length).toBeGreaterThanOrEqual(20);
  expect(new Set(lessons.map(({ id }) => id)).size).toBe(lessons.length);
  expect(new Set(lessons.map(({ title }) => title)).size).toBe(lessons.length);
});

it('says nothing of how a request ends in what it opens, but for the resources themselves', () => {
  for (const { watch } of lessons) {
    const [file] = documentOf(watch).files;
    expect(file?.name).toBe('lesson.yaml');
    expect(file?.text).toContain('  name: lesson\n');
    expect(file?.text).not.toMatch(/#|description:|^ {6}title:/m);
  }
});

it('ends every part in a review, and so the course', () => {
  for (const part of [callers, identity, rules, beyond]) expect(part.at(-1)?.title).toMatch(/^Review: /);
});
