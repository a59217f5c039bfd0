import { useEffect, useState } from 'react';
import type { AttackedPort } from '../../core/model/compromise.ts';
import type { WorkloadId } from '../../core/model/resource.ts';
import type { HopwiseDocument } from '../../core/model/scenario.ts';
import { engine } from '../engine/client.ts';

export interface Reach {
  /** From 0 to 1. */
  readonly done: number;
  readonly failed: boolean;
  readonly ports: readonly AttackedPort[];
}

const nothing: Reach = { done: 0, failed: false, ports: [] };
/** So many callees are tried at a time: in between the engine answers others. */
const step = 6;

/** What a workload reaches once it is taken over, piece by piece; nothing while one of the two is missing. */
export function useReach(document: HopwiseDocument | null, workload: WorkloadId | null): Reach {
  const [reach, setReach] = useState(nothing);
  useEffect(() => {
    if (document === null || workload === null) return;
    let current = true;
    const ask = async (): Promise<void> => {
      setReach(nothing);
      let ports: readonly AttackedPort[] = [];
      for (let from = 0; ; from += step) {
        const outcome = await engine.compromisePart(document, workload, from, step);
        if (!current) return;
        if (outcome.kind !== 'answer') {
          setReach({ done: 1, failed: true, ports });
          return;
        }
        ports = [...ports, ...outcome.value.ports];
        const done = outcome.value.of === 0 ? 1 : Math.min(1, (from + step) / outcome.value.of);
        setReach({ done, failed: false, ports });
        if (done === 1) return;
      }
    };
    void ask();
    return () => {
      current = false;
    };
  }, [document, workload]);
  return reach;
}

/** Whether a port is reached, by whatever way. */
export function isReached({ state }: AttackedPort): boolean {
  return state === 'reached' || state === 'past';
}
