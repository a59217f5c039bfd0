import { describe, expect, it } from 'vitest';
import { lastIssued, reachedFrom } from './rotation.ts';

const hour = 3600;
const period = 12 * hour;
const at = (hours: number): number => hours * hour;
const issued = (started: number, now: number, outage: { from: number; until: number } | null = null) => {
  const down = outage && { from: at(outage.from), until: at(outage.until) };
  const seconds = lastIssued(at(started), at(now), period, down);
  return seconds === null ? null : seconds / hour;
};

describe('the certificate that a proxy holds', () => {
  it.each([
    ['is its first one until half of its life is over', 0, 11.9, 0],
    ['is the next one from half-life on', 0, 12, 12],
    ['is renewed again and again', 5, 100, 89],
  ])('%s', (_name, started, now, expected) => {
    expect(issued(started, now)).toBe(expected);
  });

  it('is none before the proxy starts', () => {
    expect(issued(10, 9)).toBeNull();
  });

  it.each<[string, number, number, number | null]>([
    ['stays as it is before istiod goes away', 0, 29, 24],
    ['stays the old one when its renewal falls due while istiod is away', 0, 47, 24],
    ['is renewed as soon as istiod is back', 0, 50, 50],
    ['is renewed each half-life from then on', 0, 62, 62],
    ['comes late to a proxy that starts while istiod is away', 40, 49.9, null],
    ['is issued to it once istiod is back', 40, 55, 50],
    ['is not touched by an outage between two renewals', 5, 30, 29],
  ])('%s', (_name, started, now, expected) => {
    expect(issued(started, now, { from: 30, until: 50 })).toBe(expected);
  });

  it('runs out where istiod never comes back', () => {
    expect(issued(0, 1000, { from: 30, until: Number.POSITIVE_INFINITY })).toBe(24);
  });

  it('is asked for from the very moment on that istiod answers', () => {
    const outage = { from: 10, until: 20 };
    expect([9, 10, 19, 20].map((moment) => reachedFrom(moment, outage))).toEqual([9, 20, 20, 20]);
  });
});
