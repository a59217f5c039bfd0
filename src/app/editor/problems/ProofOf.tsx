import { problemWords } from '../../../content/locales/en/problems.ts';
import { proofWords, sayExample } from '../../../content/locales/en/proof.ts';
import { sayRule } from '../../../content/locales/en/rules.ts';
import type { ProblemProof } from '../../../core/model/lint.ts';
import type { Decider } from '../../../core/model/proof.ts';
import { playWitness } from '../../store/playWitness.ts';
import { showSource } from '../../store/show.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './ProblemList.module.css';

/** As many of those that decide instead are led to. */
const most = 6;

/** What shows a proof: the rules that decide in its place, and a request that plays. */
export function ProofOf({ proof: { by, witness } }: { proof: ProblemProof }) {
  if (by.length === 0 && witness === null) return null;
  return (
    <div className={styles.proof}>
      {by.slice(0, most).map((each) => (
        <Button key={nameOf(each)} small look="line" onClick={() => showSource(sourceOf(each), true)}>
          {problemWords.showRule(nameOf(each))}
        </Button>
      ))}
      {witness !== null && (
        <Button small look="line" onClick={() => playWitness(witness)}>
          {proofWords.playNamed(sayExample(witness))}
        </Button>
      )}
    </div>
  );
}

function nameOf({ rule, ...policy }: Decider): string {
  return rule === null ? `${policy.namespace}/${policy.name}` : sayRule({ policy, rule });
}

function sourceOf({ resource, rule }: Decider) {
  return { resource, path: rule === null ? ['spec'] : ['spec', 'rules', rule] };
}
