import { useEffect, useState } from 'react';
import { problemWords } from '../../../content/locales/en/problems.ts';
import type { DeadRules } from '../../../core/model/lint.ts';
import type { HopwiseDocument } from '../../../core/model/scenario.ts';
import { useStore } from '../../store/store.ts';
import { Button } from '../../ui/Button.tsx';
import type { Problems } from '../useProblems.ts';
import styles from './ProblemList.module.css';
import { proveRules } from './proveRules.ts';

export interface RuleProverProps {
  /** Whose problems are told. */
  document: HopwiseDocument;
  onProved: (proved: Problems) => void;
}

interface Told {
  readonly document: HopwiseDocument;
  readonly known: DeadRules;
  readonly waits: boolean;
}

/** Begins when nobody has written for so many ms. */
const rest = 1500;
/** So many ms of proving nobody needs to ask for. */
const patience = 5000;

/**
 * Finds out in the background which rules decide nothing, once all else is said of a text and it rests; an edit ends it.
 * Shows itself where that takes long: the rest is asked if somebody wants it.
 */
export default function RuleProver({ document, onProved }: RuleProverProps) {
  const rests = useStore((state) => state.document === document && state.veil === null);
  const [told, setTold] = useState<Told | null>(null);
  const [all, setAll] = useState<HopwiseDocument | null>(null);
  const whole = all === document;
  useEffect(() => {
    if (!rests || document.files.length === 0) return;
    let end: (() => void) | null = null;
    const timer = setTimeout(
      () => {
        end = proveRules(document, {
          patience: whole ? Number.POSITIVE_INFINITY : patience,
          onTold: (known, waits) => {
            setTold({ document, known, waits });
            onProved({ document, list: known.problems });
          },
        });
      },
      whole ? 0 : rest,
    );
    return () => {
      clearTimeout(timer);
      end?.();
    };
  }, [document, rests, whole, onProved]);
  if (told?.document !== document || !rests) return null;
  const { asked, rules } = told.known;
  const asking = whole && asked < rules;
  if (!asking && !told.waits) return null;
  return (
    <div className={styles.prover}>
      <p role="status" aria-busy={asking}>
        {problemWords.rulesAsked(asked, rules)}
      </p>
      <Button
        small
        look="line"
        onClick={() => {
          setTold({ ...told, waits: true });
          setAll(asking ? null : document);
        }}
      >
        {asking ? problemWords.stopRules : problemWords.askRules}
      </Button>
    </div>
  );
}
