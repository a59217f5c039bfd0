import type { World } from '../../controlplane/world.ts';
import type { Unsettled, Witness } from '../../model/invariant.ts';
import type { MatrixPlan } from '../../model/matrix.ts';
import type { Mint } from '../difference/exact/bench.ts';
import type { ClassJudgement } from './classes.ts';
import type { WideDemand } from './judge.ts';
import { leavingProof } from './leaving/proof.ts';
import { plaintextProof } from './plaintext.ts';
import { podProof } from './pods.ts';

/** What is asked to prove a demand, piece by piece. */
export interface Proof {
  readonly steps: readonly (() => Stepped)[];
  /** What no class can settle, whatever it is. */
  readonly beforehand: readonly Unsettled[];
}

/** What the classes of one piece say. */
export interface Stepped {
  readonly classes: number;
  readonly sent: number;
  readonly said: readonly ClassJudgement[];
  /** Sidecars alone keep what they send: a program that goes past its own is not kept. */
  readonly bySidecar: boolean;
}

/** What the classes have said so far. */
export interface ProofTally {
  readonly classes: number;
  readonly sent: number;
  /** Classes that break the demand. */
  readonly found: number;
  readonly witnesses: readonly Witness[];
  readonly unsettled: readonly Unsettled[];
  /** The first one of which the engine cannot tell whether it breaks the demand. */
  readonly unclear: Witness | null;
  readonly bySidecar: boolean;
}

export const nothingProved: ProofTally = {
  classes: 0,
  sent: 0,
  found: 0,
  witnesses: [],
  unsettled: [],
  unclear: null,
  bySidecar: false,
};

/** How a demand is proved. */
export function proofOf(world: World, plan: MatrixPlan, mint: Mint, demand: WideDemand): Proof {
  switch (demand.kind) {
    case 'onlyCallers':
    case 'mtls':
    case 'knownIdentity':
      return podProof(world, plan, mint, demand);
    case 'egress':
      return leavingProof(world, plan, demand);
    case 'noPlaintext':
      return plaintextProof(world, plan, mint, demand);
  }
}

/** As many witnesses as are told. */
const mostTold = 10;

/** A class is found and judged in about the time in which so many requests are asked of callers that are alike. */
const dearer = 20;

/** Goes through the pieces from `from` on, for about as long as `most` requests take; `next` is where to go on. */
export function proveSome(
  { steps }: Proof,
  before: ProofTally,
  from: number,
  most: number,
): { readonly tally: ProofTally; readonly next: number | null } {
  let { classes, sent, found, unclear, bySidecar } = before;
  const witnesses = [...before.witnesses];
  const unsettled = [...before.unsettled];
  const limit = sent + most / dearer;
  let next = from;
  for (; next < steps.length && sent < limit; next += 1) {
    const stepped = steps[next]?.();
    if (stepped === undefined) break;
    classes += stepped.classes;
    sent += stepped.sent;
    bySidecar ||= stepped.bySidecar;
    for (const said of stepped.said) {
      unsettled.push(...said.unsettled.filter((one) => !unsettled.some((known) => sameReason(known, one))));
      if (said.breaks !== null) {
        found += 1;
        if (witnesses.length < mostTold) witnesses.push(said.breaks);
      }
      unclear ??= said.unclear;
    }
  }
  return {
    tally: { classes, sent, found, witnesses, unsettled, unclear, bySidecar },
    next: next < steps.length ? next : null,
  };
}

function sameReason(a: Unsettled, b: Unsettled): boolean {
  return a.code === b.code && a.name === b.name;
}
