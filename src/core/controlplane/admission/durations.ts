import type { Path } from '../../model/resource.ts';
import { parseDuration } from '../../yaml/schema/duration.ts';
import { type Finding, finding } from './finding.ts';

/** "Duration must be greater than 1ms; only durations to ms precision are supported." */
export function durationFindings(text: string | undefined, path: Path): readonly Finding[] {
  if (text === undefined) return [];
  const ms = parseDuration(text);
  return ms === null || (ms >= 1 && Number.isInteger(Math.round(ms * 1e6) / 1e6))
    ? []
    : [finding('timeout', path, text)];
}
