import type { Aside, AsideReason, Evidence, LoggedEntry, LogPart } from '../../model/accessLog.ts';
import { joined, oneLine } from './evidence.ts';
import { readLine } from './readLine.ts';

/** So many lines of each reason are shown. */
const shownLines = 20;
const shownLength = 200;

/**
 * Reads some lines of a log, of any of the known formats; `firstLine` is the number of the first. Lines that say the same
 * become one entry. Every line counts: as part of an entry, or put aside with its reason. Never throws.
 */
export function readLogPart(text: string, firstLine: number): LogPart {
  const entries = new Map<string, { readonly entry: LoggedEntry; evidence: Evidence }>();
  const asides = new Map<AsideReason, { count: number; readonly shown: Aside['shown'][number][] }>();
  let lines = 0;
  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
    if (line.trim() === '') continue;
    lines += 1;
    const read = readLine(line);
    const number = firstLine + index;
    if (typeof read === 'string') {
      const aside = asides.get(read) ?? { count: 0, shown: [] };
      aside.count += 1;
      if (aside.shown.length < shownLines) aside.shown.push({ line: number, text: line.trim().slice(0, shownLength) });
      asides.set(read, aside);
      continue;
    }
    const key = JSON.stringify(read.entry);
    const known = entries.get(key);
    const own = oneLine(number, read.time);
    if (known === undefined) entries.set(key, { entry: read.entry, evidence: own });
    else known.evidence = joined(known.evidence, own);
  }
  return {
    lines,
    entries: [...entries.values()],
    asides: [...asides].map(([reason, { count, shown }]) => ({ reason, count, shown })),
  };
}

/** Parts of one log, in order. */
export function joinParts(parts: readonly LogPart[]): LogPart {
  const entries = new Map<string, { readonly entry: LoggedEntry; evidence: Evidence }>();
  const asides = new Map<AsideReason, Aside>();
  for (const part of parts) {
    for (const { entry, evidence } of part.entries) {
      const key = JSON.stringify(entry);
      const known = entries.get(key);
      if (known === undefined) entries.set(key, { entry, evidence });
      else known.evidence = joined(known.evidence, evidence);
    }
    for (const { reason, count, shown } of part.asides) {
      const known = asides.get(reason);
      asides.set(reason, {
        reason,
        count: (known?.count ?? 0) + count,
        shown: [...(known?.shown ?? []), ...shown].slice(0, shownLines),
      });
    }
  }
  return {
    lines: parts.reduce((sum, part) => sum + part.lines, 0),
    entries: [...entries.values()],
    asides: [...asides.values()],
  };
}
