import type { Evidence } from '../../model/accessLog.ts';

/** So many line numbers are kept. */
const kept = 5;

export const noEvidence: Evidence = { count: 0, first: null, last: null, lines: [] };

/** One line as evidence. */
export function oneLine(line: number, time: string | null): Evidence {
  return { count: 1, first: time, last: time, lines: [line] };
}

/** Both together. Times are compared as texts: logs write them with the largest unit first. */
export function joined(a: Evidence, b: Evidence): Evidence {
  if (a.count === 0) return b;
  if (b.count === 0) return a;
  return {
    count: a.count + b.count,
    first: earliest(a.first, b.first),
    last: latest(a.last, b.last),
    lines: a.lines.length >= kept ? a.lines : [...a.lines, ...b.lines].slice(0, kept),
  };
}

function earliest(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a <= b ? a : b;
}

function latest(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a >= b ? a : b;
}
