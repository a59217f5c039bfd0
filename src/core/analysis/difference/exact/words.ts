import type { Literal, RequestClass, Senders } from '../../../model/proof.ts';
import type { WorkloadId } from '../../../model/resource.ts';
import { shortest } from '../patterns/language.ts';
import type { Bench } from './bench.ts';
import type { ProvedClass } from './prove.ts';
import { type Cut, part, type Region } from './region.ts';
import type { Sized } from './sizes.ts';
import type { Start } from './starts.ts';

/** A class in as few conditions as say the same. */
export interface Worded {
  readonly cuts: readonly Cut[];
  readonly callers: readonly WorkloadId[];
  readonly proved: ProvedClass;
}

/** What several classes say together, in as few as they can be joined to. All of them must end alike and go to one target. */
export function joined(bench: Bench, classes: readonly ProvedClass[]): readonly Worded[] {
  let rest = classes.map((proved): Worded => ({ cuts: needed(bench, proved), callers: proved.region.callers, proved }));
  for (let before = -1; before !== rest.length; ) {
    before = rest.length;
    rest = mergedBy(rest, sameConditions);
    if (rest.length <= mostFilled) rest = mergedBy(rest, oneApart(bench));
  }
  return rest;
}

/** More classes than this are not held against each other. */
const mostFilled = 40;

/** The conditions of a class, less those that follow from the others. Who calls is told by name. */
function needed(bench: Bench, { start, region }: ProvedClass): readonly Cut[] {
  let cuts = region.literals.filter(({ condition }) => condition.about !== 'caller');
  for (const cut of cuts.toReversed()) {
    const others = cuts.filter((each) => each !== cut);
    const left = cutDown(bench, start.region, others);
    if (left !== null && left !== 'tooLarge' && follows(bench, left, cut)) cuts = others;
  }
  return cuts;
}

/** The part of a region where all of some conditions are as wanted; null: there is none. */
function cutDown({ freedom }: Bench, region: Region, cuts: readonly Cut[]): Sized<Region | null> {
  let left: Sized<Region | null> = region;
  for (const { condition, holds } of cuts) {
    if (left === null || left === 'tooLarge') return left;
    left = part(left, condition, holds, freedom);
  }
  return left;
}

function follows({ freedom }: Bench, region: Region, { condition, holds }: Cut): boolean {
  return part(region, condition, !holds, freedom) === null;
}

function mergedBy(classes: readonly Worded[], merge: (a: Worded, b: Worded) => Worded | null): Worded[] {
  const merged: Worded[] = [];
  for (const each of classes) {
    const index = merged.findIndex((other) => merge(other, each) !== null);
    const other = merged[index];
    const both = other === undefined ? null : merge(other, each);
    if (both === null) merged.push(each);
    else merged[index] = both;
  }
  return merged;
}

/** Other callers, otherwise the same. */
function sameConditions(a: Worded, b: Worded): Worded | null {
  if (!sameKind(a.proved, b.proved)) return null;
  if (keysOf(a.cuts).join('\n') !== keysOf(b.cuts).join('\n')) return null;
  return { ...a, callers: [...new Set([...a.callers, ...b.callers])] };
}

function sameKind({ start: a }: ProvedClass, { start: b }: ProvedClass): boolean {
  return a.payload === b.payload && a.senders === b.senders && a.tls === b.tls;
}

/** What one leaves out by one of its conditions is all in the other, which is of no more than that condition was cut from. */
const oneApart =
  (bench: Bench) =>
  (a: Worded, b: Worded): Worded | null => {
    if (!sameKind(a.proved, b.proved)) return null;
    if (a.callers.join() !== b.callers.join()) return null;
    return filled(bench, a, b) ?? filled(bench, b, a);
  };

function filled(bench: Bench, a: Worded, b: Worded): Worded | null {
  const { region } = a.proved.start;
  const other = cutDown(bench, region, b.cuts);
  if (other === null || other === 'tooLarge') return null;
  for (const cut of a.cuts) {
    const cuts = a.cuts.filter((each) => each !== cut);
    if (!cuts.every((each) => follows(bench, other, each))) continue;
    const gap = cutDown(bench, region, [...cuts, { ...cut, holds: !cut.holds }]);
    if (gap === 'tooLarge') continue;
    if (gap === null || b.cuts.every((each) => follows(bench, gap, each))) return { ...a, cuts };
  }
  return null;
}

function keysOf(cuts: readonly Cut[]): readonly string[] {
  return cuts.map(keyOf).sort();
}

/** Equal words can mean different strings where they are completed by the policy's own namespace. */
function keyOf({ condition: { about, test, words }, holds }: Cut): string {
  const meant = test.kind === 'text' || test.kind === 'lines' ? shortest(test.language) : null;
  return JSON.stringify([about, words, meant, holds]);
}

/** The class as it is told. */
export function toldClass(bench: Bench, { cuts, callers, proved }: Worded): RequestClass {
  const { start, witness } = proved;
  const senders = sendersOf(bench, start, callers);
  const literals = cuts.map(({ condition: { about, words }, holds }): Literal => ({ about, words, holds }));
  return { senders, to: start.to, payload: start.payload, literals, witness };
}

function sendersOf(bench: Bench, { senders: kind, tls }: Start, callers: readonly WorkloadId[]): Senders {
  switch (kind) {
    case 'workloads':
      return workloads(bench, callers);
    case 'outside':
      return { kind, tls: tls === true };
    case 'identities':
    case 'tunnels':
    case 'nobody':
      return { kind };
  }
}

/** As many callers are told by name. */
const mostNamed = 6;

function workloads({ groups }: Bench, callers: readonly WorkloadId[]): Senders {
  const mine = new Set(callers);
  const all = groups.flat();
  const left = new Set(all.filter((each) => !mine.has(each)).map(namespaceOf));
  const namespaces = [...new Set(callers.map(namespaceOf))].filter((each) => !left.has(each));
  const whole = new Set(namespaces);
  const named = callers.filter((each) => !whole.has(namespaceOf(each))).slice(0, mostNamed);
  return { kind: 'workloads', count: callers.length, everyone: callers.length === all.length, namespaces, named };
}

function namespaceOf(caller: WorkloadId): string {
  return caller.slice(0, caller.indexOf('/'));
}
