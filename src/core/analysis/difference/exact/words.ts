import type { Literal, RequestClass, Senders } from '../../../model/proof.ts';
import type { WorkloadId } from '../../../model/resource.ts';
import { shortest } from '../patterns/language.ts';
import type { Bench } from './bench.ts';
import type { ProvedClass } from './prove.ts';
import { type Cut, part, type Region } from './region.ts';

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
    rest = mergedBy(rest, oneApart);
  }
  return rest;
}

/** The conditions of a class, less those that follow from the others. Who calls is told by name. */
function needed({ freedom }: Bench, { start, region }: ProvedClass): readonly Cut[] {
  let cuts = region.literals.filter(({ condition }) => condition.about !== 'caller');
  for (const cut of cuts.toReversed()) {
    const others = cuts.filter((each) => each !== cut);
    let left: Region | null = start.region;
    for (const { condition, holds } of others) {
      const next: ReturnType<typeof part> = left === null ? null : part(left, condition, holds, freedom);
      left = next === 'tooLarge' ? null : next;
    }
    if (left !== null && part(left, cut.condition, !cut.holds, freedom) === null) cuts = others;
  }
  return cuts;
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
  if (a.proved.start.payload !== b.proved.start.payload || a.proved.start.senders !== b.proved.start.senders)
    return null;
  if (keysOf(a.cuts).join('\n') !== keysOf(b.cuts).join('\n')) return null;
  return { ...a, callers: [...new Set([...a.callers, ...b.callers])] };
}

/** One has a condition of which the other has the opposite. */
function oneApart(a: Worded, b: Worded): Worded | null {
  if (a.proved.start.payload !== b.proved.start.payload || a.proved.start.senders !== b.proved.start.senders)
    return null;
  if (a.callers.join() !== b.callers.join() || a.cuts.length !== b.cuts.length) return null;
  const mine = new Map(a.cuts.map((cut) => [keyOf(cut), cut]));
  const strange = b.cuts.filter((cut) => !mine.has(keyOf(cut)));
  const [only] = strange;
  if (strange.length !== 1 || only === undefined) return null;
  const opposite = mine.get(keyOf({ ...only, holds: !only.holds }));
  return opposite === undefined ? null : { ...a, cuts: a.cuts.filter((cut) => cut !== opposite) };
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
  const senders = start.senders === 'workloads' ? workloads(bench, callers) : { kind: start.senders };
  const literals = cuts.map(({ condition: { about, words }, holds }): Literal => ({ about, words, holds }));
  return { senders, to: start.to, payload: start.payload, literals, witness };
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
