import { proofWords, sayExample } from '../../content/locales/en/proof.ts';
import { ruleWords, sayRule, sayRules, sayUse } from '../../content/locales/en/rules.ts';
import type { RuleProof, RuleReport } from '../../core/model/proof.ts';
import { showSource } from '../store/show.ts';
import { useStore } from '../store/store.ts';
import { Button } from '../ui/Button.tsx';
import { Glyph } from '../ui/Glyph.tsx';
import styles from '../ui/RequestClasses.module.css';
import { playWitness } from '../store/playWitness.ts';
import type { Pieces } from '../engine/usePieces.ts';

/** Which rules of the policies here decide nothing, as proofs; and which decide something, each with a request that shows it. */
export function RulesHere({ known, state }: Pieces<RuleReport>) {
  const proofs = toldOnce(known?.proofs ?? []).toReversed();
  const idle = proofs.filter(({ use }) => use.kind !== 'used');
  const used = proofs.filter(({ use }) => use.kind === 'used');
  return (
    <div className={styles.groups}>
      <section aria-labelledby="rules-idle">
        <h3 id="rules-idle">{ruleWords.title}</h3>
        <p className={styles.note} aria-live="polite" aria-busy={state === 'asking'}>
          {state === 'failed' ? proofWords.failed : known === null ? proofWords.asking : sayRules(known)}
        </p>
        {state === 'done' && idle.length === 0 && used.length > 0 && <p className={styles.note}>{ruleWords.none}</p>}
        <ul>
          {idle.map((each) => (
            <Row key={sayRule(each)} of={each} />
          ))}
        </ul>
      </section>
      {used.length > 0 && (
        <details>
          <summary>{ruleWords.used}</summary>
          <ul>
            {used.map((each) => (
              <Row key={sayRule(each)} of={each} />
            ))}
          </ul>
        </details>
      )}
      <p className={styles.note}>{ruleWords.note}</p>
    </div>
  );
}

/** The only rule of a policy that decides nothing as a whole is not told beside it. */
function toldOnce(proofs: readonly RuleProof[]): readonly RuleProof[] {
  const rules = new Map<string, number>();
  const whole = new Set<string>();
  for (const { policy, rule, use } of proofs) {
    if (rule !== null) rules.set(policy.resource, (rules.get(policy.resource) ?? 0) + 1);
    else if (use.kind === 'dead') whole.add(policy.resource);
  }
  return proofs.filter(
    ({ policy: { resource }, rule }) => rule === null || !whole.has(resource) || rules.get(resource) !== 1,
  );
}

function Row({ of }: { of: RuleProof }) {
  const { use, policy, rule } = of;
  const name = sayRule(of);
  const witness = use.kind === 'nowhere' ? null : use.witness;
  const path = rule === null ? ['spec'] : ['spec', 'rules', rule];
  return (
    <li className={styles.row}>
      {use.kind === 'doubt' && <Glyph verdict="undetermined" size={14} />}
      <span className={styles.words}>
        <strong>{name}</strong> {use.kind === 'used' ? changeOf(use.before) : `· ${sayUse(of) ?? ''}`}
        {witness !== null && <small>{proofWords.example(sayExample(witness))}</small>}
      </span>
      <Button
        small
        look="line"
        aria-label={ruleWords.showNamed(name)}
        onClick={() => {
          useStore.setState({ dialog: null });
          showSource({ resource: policy.resource, path }, true);
        }}
      >
        {ruleWords.show}
      </Button>
      {witness !== null && (
        <Button small look="line" aria-label={ruleWords.playNamed(name)} onClick={() => playWitness(witness)}>
          {proofWords.play}
        </Button>
      )}
    </li>
  );
}

function changeOf(before: string): string {
  return before === 'allowed' ? ruleWords.changes.allowed : ruleWords.changes.denied;
}
