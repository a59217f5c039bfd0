import type { Branch, DrawKind } from '../model/draw.ts';
import type { NonEmpty } from '../model/json.ts';
import { isNonEmpty } from '../model/nonEmpty.ts';
import type { SourceRef } from '../model/resource.ts';
import type { Check, DenyCause, StepId } from '../model/trace.ts';
import { type Journey, record, stepHere, waives } from './journey.ts';

/** One of the ways that a draw can go. */
export interface Way {
  readonly name: string;
  /** Its share, of the sum of all. */
  readonly weight: number;
  /** Where the weight is written. */
  readonly source: SourceRef;
}

/** What a proxy draws; the first of the ways with the most weight is what is drawn where nobody says. */
export interface Draw<W extends Way> {
  readonly of: DrawKind;
  readonly what: string;
  readonly ways: NonEmpty<W>;
}

/** The way that this request takes: the one that it names, else the usual one. */
export function drawnWay<W extends Way>(journey: Journey, draw: Draw<W>, usual: W): W {
  const named = journey.request.draws?.[stepHere(journey, detailOf(draw, usual))];
  return draw.ways.find(({ name, weight }) => name === named && weight > 0) ?? usual;
}

/** Records a draw and the way that it went; with `cause` where that way ends here. Waived, it counts as passed. */
export function recordDraw<W extends Way>(
  journey: Journey,
  draw: Draw<W>,
  drawn: W,
  cause: DenyCause | null = null,
): { readonly step: StepId; readonly stops: boolean } {
  const detail = detailOf(draw, drawn);
  const stops = cause !== null && !waives(journey, detail, cause);
  const checks = branchesOf(draw).map(
    ({ name, share }, index): Check => ({
      kind: 'branch',
      name,
      source: draw.ways[index]?.source ?? null,
      matched: name === drawn.name,
      expected: { kind: 'any' },
      actual: { kind: 'count', matched: share, of: 100 },
      children: [],
    }),
  );
  return { step: record(journey, detail, stops ? 'denied' : 'passed', checks), stops };
}

function detailOf<W extends Way>(draw: Draw<W>, drawn: W) {
  return { kind: 'draw', of: draw.of, branches: branchesOf(draw), drawn: drawn.name, what: draw.what } as const;
}

/** Shares of 100, to two places: weights need not add up to 100. */
function branchesOf<W extends Way>({ ways }: Draw<W>): NonEmpty<Branch> {
  const total = ways.reduce((sum, { weight }) => sum + weight, 0);
  const shareOf = ({ name, weight }: W): Branch => ({ name, share: Math.round((weight / total) * 10_000) / 100 });
  const [first, ...rest] = ways;
  return [shareOf(first), ...rest.map(shareOf)];
}

/** The way with the most weight; of several, the first. */
export function heaviest<W extends Way>(ways: readonly W[]): W | null {
  return isNonEmpty(ways) ? ways.reduce((best, way) => (way.weight > best.weight ? way : best)) : null;
}
