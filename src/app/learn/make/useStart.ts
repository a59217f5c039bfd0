import { useEffect, useState } from 'react';
import type { HopwiseDocument } from '../../../core/model/scenario.ts';
import type { Evaluation } from '../../../core/scenario/evaluate.ts';
import { engine } from '../../engine/client.ts';

/** What the start of a challenge says, while another text is in the editor; null until the engine has answered. */
export function useStart(start: HopwiseDocument): Evaluation | null {
  const [found, setFound] = useState<Evaluation | null>(null);
  useEffect(() => {
    let outdated = false;
    void engine.evaluateBeside(start).then((outcome) => {
      if (!outdated && outcome.kind === 'answer') setFound(outcome.value);
    });
    return () => {
      outdated = true;
    };
  }, [start]);
  return found;
}
