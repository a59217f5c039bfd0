import { describe, expect, it } from 'vitest';
import type { Frame } from '../../core/model/story.ts';
import type { SourceRef } from '../../core/model/resource.ts';
import { denied, principalRef } from '../../core/story/sample.fixture.ts';
import type { TextRange } from '../../core/yaml/range.ts';
import { marksOf, noMarks, refAt, type Locate } from './marks.ts';

const frame: Frame = denied.frames.find(({ deciding }) => deciding) ?? expect.fail('no deciding frame');
const range = (line: number, endLine: number, endColumn: number, start: number, file = 'a.yaml'): TextRange => ({
  file,
  start,
  end: start + 10,
  line,
  column: 5,
  endLine,
  endColumn,
});
const same = (a: SourceRef, b: SourceRef): boolean => a.resource === b.resource && a.path.join() === b.path.join();
const at =
  (place: TextRange): Locate =>
  (ref) =>
    same(ref, principalRef) ? place : undefined;

describe('the marks of a step', () => {
  it('lie on the lines that decided, with the outcome on the last one', () => {
    const { lines, strong } = marksOf(frame, 'a.yaml', at(range(14, 15, 20, 100)), null);
    expect(lines).toEqual([
      { line: 14, kind: 'deciding', outcome: 'denied', sign: null },
      { line: 15, kind: 'deciding', outcome: 'denied', sign: 'outcome' },
    ]);
    expect(strong).toEqual([]);
  });

  it('do not reach into the line after a block value', () => {
    const { lines, strong } = marksOf(frame, 'a.yaml', at(range(14, 15, 1, 100)), null);
    expect(lines.map(({ line }) => line)).toEqual([14]);
    expect(strong).toEqual([]);
  });

  it('make a deciding value on one line strong, and a selected one stand out', () => {
    const { strong, selected } = marksOf(frame, 'a.yaml', at(range(14, 14, 20, 100)), principalRef);
    expect(strong).toEqual([{ start: 100, end: 110 }]);
    expect(selected).toEqual({ start: 100, end: 110 });
  });

  it('stay in their file', () => {
    expect(marksOf(frame, 'b.yaml', at(range(14, 14, 20, 100)), principalRef)).toEqual(noMarks);
  });

  it('are none without a step', () => {
    expect(marksOf(null, 'a.yaml', at(range(1, 1, 2, 0)), null)).toBe(noMarks);
  });
});

describe('the check of a place in the text', () => {
  it('is the one whose value stands there', () => {
    const locate = at(range(14, 14, 20, 100));
    expect(refAt(frame, 'a.yaml', 105, locate)).toEqual(principalRef);
    expect(refAt(frame, 'a.yaml', 111, locate)).toBeNull();
    expect(refAt(frame, 'b.yaml', 105, locate)).toBeNull();
  });
});
