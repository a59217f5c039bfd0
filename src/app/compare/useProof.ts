import { useCallback } from 'react';
import type { ExactDifference } from '../../core/model/proof.ts';
import type { HopwiseDocument } from '../../core/model/scenario.ts';
import { engine } from '../engine/client.ts';
import { type Pieces, usePieces } from '../engine/usePieces.ts';

/** As many addresses in one question that others wait for it only briefly. */
const piece = 20;

const isDone = ({ asked, targets }: ExactDifference): boolean => asked >= targets;

/** Compares two versions over all requests, piece by piece, for as long as it is wanted. */
export function useProof(a: HopwiseDocument | null, b: HopwiseDocument | null): Pieces<ExactDifference> {
  const ask = useCallback(
    (targets: number) => engine.exactDifference(a ?? { files: [] }, b ?? { files: [] }, targets),
    [a, b],
  );
  return usePieces(a === null || b === null ? null : ask, isDone, piece);
}
