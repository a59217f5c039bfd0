import type { WorkloadId } from '../../../model/resource.ts';
import { accepts, type Language, shortest } from '../patterns/language.ts';
import { addressPlace, type Addresses, holdsAddress, someAddress, within } from './addresses.ts';
import type { Condition } from './condition.ts';
import { fewestLines, type Lines, linesWith } from './lines.ts';
import { meet, minus, type Sized } from './sizes.ts';

/** All requests that differ in what is said of each part, in every way at once. */
export interface Region {
  /** Workloads that call; none: somebody else does. */
  readonly callers: readonly WorkloadId[];
  readonly texts: ReadonlyMap<string, Language>;
  readonly lines: ReadonlyMap<string, Lines>;
  readonly options: ReadonlyMap<string, readonly string[]>;
  readonly addresses: ReadonlyMap<string, Addresses>;
  /** How it came about. */
  readonly literals: readonly Cut[];
}

/** A condition that holds, or does not, for all of a region. */
export interface Cut {
  readonly condition: Condition;
  readonly holds: boolean;
}

/** What lines of a header, or claims, can be at all. */
export interface Freedom {
  readonly line: Language;
  /** What reads well in an example, by what it is about. */
  readonly liked: ReadonlyMap<string, readonly string[]>;
}

/** One request of a region. */
export interface Witness {
  readonly caller: WorkloadId | null;
  readonly texts: ReadonlyMap<string, string>;
  readonly lines: ReadonlyMap<string, readonly string[]>;
  readonly options: ReadonlyMap<string, string>;
  readonly addresses: ReadonlyMap<string, string>;
}

/** The part of a region where a condition holds, or does not; null: there is none. */
export function part(region: Region, condition: Condition, wanted: boolean, freedom: Freedom): Sized<Region | null> {
  const { about, test } = condition;
  const literals = [...region.literals, { condition, holds: wanted }];
  switch (test.kind) {
    case 'caller': {
      const callers = region.callers.filter((caller) => test.holds(caller) === wanted);
      return callers.length === 0 ? null : { ...region, callers, literals };
    }
    case 'option': {
      const options = (region.options.get(about) ?? []).filter((option) => test.holds(option) === wanted);
      return options.length === 0 ? null : { ...region, options: replaced(region.options, about, options), literals };
    }
    case 'address': {
      const addresses = within(region.addresses.get(about) ?? [], test.ranges, wanted);
      if (addresses.length === 0) return null;
      return { ...region, addresses: replaced(region.addresses, about, addresses), literals };
    }
    case 'text': {
      const before = region.texts.get(about);
      if (before === undefined) return wanted ? null : region;
      const left = wanted ? meet(before, test.language) : minus(before, test.language);
      if (left === 'tooLarge' || left === null) return left;
      return { ...region, texts: replaced(region.texts, about, left), literals };
    }
    case 'lines': {
      const before = region.lines.get(about) ?? { some: [], among: freedom.line };
      const left = linesWith(before, test.language, wanted);
      if (left === 'tooLarge' || left === null) return left;
      return { ...region, lines: replaced(region.lines, about, left), literals };
    }
  }
}

/** Whether a condition holds, or does not, for all of a region: there is no other part. */
export function isWhole(region: Region, condition: Condition, holds: boolean, freedom: Freedom): boolean {
  const { about, test } = condition;
  switch (test.kind) {
    case 'caller':
      return region.callers.every((caller) => test.holds(caller) === holds);
    case 'option':
      return (region.options.get(about) ?? []).every((option) => test.holds(option) === holds);
    case 'text': {
      const language = region.texts.get(about);
      if (language === undefined) return !holds || part(region, condition, !holds, freedom) === null;
      return (holds ? minus(language, test.language) : meet(language, test.language)) === null;
    }
    case 'address':
    case 'lines':
      return part(region, condition, !holds, freedom) === null;
  }
}

function replaced<T>(map: ReadonlyMap<string, T>, key: string, value: T): ReadonlyMap<string, T> {
  return new Map(map).set(key, value);
}

/** One of its requests, the one that reads best. */
export function witnessOf(region: Region, { liked }: Freedom): Witness {
  const best = (about: string): readonly string[] => liked.get(about) ?? [];
  const each = <T, S>(map: ReadonlyMap<string, T>, take: (value: T, about: string) => S): ReadonlyMap<string, S> =>
    new Map([...map].map(([about, value]) => [about, take(value, about)]));
  return {
    caller: region.callers[0] ?? null,
    texts: each(
      region.texts,
      (language, about) => best(about).find((text) => accepts(language, text)) ?? shortest(language) ?? '',
    ),
    lines: each(region.lines, fewestLines),
    options: each(region.options, ([first = '']) => first),
    addresses: each(region.addresses, (addresses, about) => someAddress(addresses, best(about)) ?? ''),
  };
}

/** Whether a condition holds for one request. */
export function holdsFor({ caller, texts, lines, options, addresses }: Witness, { about, test }: Condition): boolean {
  switch (test.kind) {
    case 'caller':
      return caller !== null && test.holds(caller);
    case 'option': {
      const option = options.get(about);
      return option !== undefined && test.holds(option);
    }
    case 'address': {
      const place = addressPlace(addresses.get(about) ?? '');
      return place !== null && within([[place, place]], test.ranges, true).some((span) => holdsAddress([span], place));
    }
    case 'text': {
      const text = texts.get(about);
      return text !== undefined && accepts(test.language, text);
    }
    case 'lines':
      return (lines.get(about) ?? []).some((line) => accepts(test.language, line));
  }
}
