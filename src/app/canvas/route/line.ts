import type { Point } from '../layout/rect.ts';

/** A drawn line as dense points: everything on it (trail, lock, packet) is found by distance from its start. */
export type Line = readonly Point[];

/** Distance of points on curves, and on straight pieces. */
const step = 7;
const stride = 12;

export function segmentLength(a: Point, b: Point): number {
  // Not Math.hypot, which guards against overflow at ten times the cost.
  return Math.sqrt((b.x - a.x) ** 2 + (b.y - a.y) ** 2);
}

export function lengthOf(line: Line): number {
  let sum = 0;
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1], line[i]];
    if (a !== undefined && b !== undefined) sum += segmentLength(a, b);
  }
  return sum;
}

/** The part of a line between two distances from its start, clamped to the line. */
export function cut(line: Line, from: number, to: number): Line {
  const part: Point[] = [];
  let walked = 0;
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1], line[i]];
    if (a === undefined || b === undefined) continue;
    const length = segmentLength(a, b);
    const [low, high] = [Math.max(0, from - walked), Math.min(length, to - walked)];
    if (low <= length && high >= 0 && high >= low) {
      if (part.length === 0) part.push(mix(a, b, length === 0 ? 0 : low / length));
      part.push(mix(a, b, length === 0 ? 0 : high / length));
    }
    walked += length;
  }
  return part;
}

/** The point at a distance from the start; the ends beyond them. An empty line gives the origin. */
export function pointAt(line: Line, distance: number): Point {
  let left = Math.max(0, distance);
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1], line[i]];
    if (a === undefined || b === undefined) continue;
    const length = segmentLength(a, b);
    if (left <= length && length > 0) return mix(a, b, left / length);
    left -= length;
  }
  return line.at(-1) ?? { x: 0, y: 0 };
}

/** `count` points from one distance to another, in that direction. */
export function sample(line: Line, from: number, to: number, count: number): readonly Point[] {
  return Array.from({ length: count }, (_, i) => pointAt(line, from + ((to - from) * i) / (count - 1)));
}

/** The direction of travel at the end of a line, in degrees; 0 = to the right. */
export function endAngle(line: Line): number {
  const b = line.at(-1);
  const a = line.findLast((point) => b !== undefined && segmentLength(point, b) > 2);
  return a === undefined || b === undefined ? 0 : (Math.atan2(b.y - a.y, b.x - a.x) * 180) / Math.PI;
}

export function toPath(line: Line): string {
  return line.map((point, i) => `${i === 0 ? 'M' : 'L'}${round(point.x)} ${round(point.y)}`).join('');
}

export function bezier(a: Point, b: Point, c: Point, d: Point): Line {
  const count = Math.max(8, Math.ceil((segmentLength(a, b) + segmentLength(b, c) + segmentLength(c, d)) / step));
  return Array.from({ length: count + 1 }, (_, i) => {
    const t = i / count;
    const ab = mix(a, b, t);
    const bc = mix(b, c, t);
    const cd = mix(c, d, t);
    return mix(mix(ab, bc, t), mix(bc, cd, t), t);
  });
}

/** Straight pieces with round corners. */
export function rounded(corners: readonly Point[], radius: number): Line {
  const line: Point[] = [];
  corners.forEach((at, i) => {
    const [before, after] = [corners[i - 1], corners[i + 1]];
    if (before === undefined || after === undefined) {
      line.push(at);
      return;
    }
    const r = Math.min(radius, segmentLength(before, at) / 2, segmentLength(at, after) / 2);
    const start = mix(at, before, r / Math.max(1, segmentLength(at, before)));
    const end = mix(at, after, r / Math.max(1, segmentLength(at, after)));
    for (let k = 0; k <= 6; k++) line.push(mix(mix(start, at, k / 6), mix(at, end, k / 6), k / 6));
  });
  return dense(line);
}

function dense(line: Line): Line {
  return line.flatMap((b, i) => {
    const a = line[i - 1];
    if (a === undefined) return [b];
    const count = Math.max(1, Math.ceil(segmentLength(a, b) / stride));
    return Array.from({ length: count }, (_, k) => mix(a, b, (k + 1) / count));
  });
}

export function straight(a: Point, b: Point): Line {
  return dense([a, b]);
}

function mix(a: Point, b: Point, t: number): Point {
  return { x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t };
}

const round = (value: number): number => Math.round(value * 10) / 10;
