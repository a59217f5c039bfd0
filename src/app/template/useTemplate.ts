import { useEffect, useState } from 'react';
import type { FlowDifference } from '../../core/model/difference.ts';
import type { HopwiseDocument } from '../../core/model/scenario.ts';
import type { Intent, TemplateAnswers, TemplateOutcome } from '../../core/model/template.ts';
import { engine } from '../engine/client.ts';

export interface Preview {
  readonly outcome: TemplateOutcome;
  /** Null: still being measured, or it could not be. */
  readonly radius: FlowDifference | null;
  readonly measuring: boolean;
}

/** What a template would write, and what that would change; of the newest answers only. */
export function useTemplate(
  document: HopwiseDocument,
  intent: Intent | null,
  answers: TemplateAnswers,
): Preview | null {
  const [preview, setPreview] = useState<Preview | null>(null);
  useEffect(() => {
    if (intent === null) return;
    let wanted = true;
    const ask = async (): Promise<void> => {
      const written = await engine.writeTemplate(document, intent, answers);
      if (!wanted || written.kind !== 'answer') return;
      const outcome = written.value;
      setPreview({ outcome, radius: null, measuring: outcome.kind === 'written' });
      if (outcome.kind !== 'written') return;
      const measured = await engine.radius(document, outcome.document, null);
      if (wanted) setPreview({ outcome, radius: measured.kind === 'answer' ? measured.value : null, measuring: false });
    };
    void ask();
    return () => {
      wanted = false;
    };
  }, [document, intent, answers]);
  return preview;
}
