import { tokenFormWords } from '../../../content/locales/en/tokenForm.ts';
import type { IssuerOverview } from '../../../core/model/security.ts';
import { trustDemoKey } from '../../store/scenarioEdits.ts';
import { Button } from '../../ui/Button.tsx';
import { Marked } from '../../ui/Marked.tsx';
import styles from './TokenBench.module.css';

/** Where the mesh has other keys for this issuer: no token made here can pass before it has the demo keys. */
export function TokenTrust({ issuer, issuers }: { issuer: string; issuers: readonly IssuerOverview[] }) {
  const strangers = issuers.filter((each) => each.issuer === issuer.trim() && !each.trustsDemoKey);
  const [first] = strangers;
  if (first === undefined) return null;
  const [kind, ...name] = first.source.resource.split('/');
  return (
    <div className={styles.trust}>
      <p>
        <Marked text={tokenFormWords.knowsNoKey(kind ?? '', name.join('/'))} />
      </p>
      <Button look="line" small onClick={() => void trustDemoKey(first.source)}>
        {tokenFormWords.insertTheDemoKeys}
      </Button>
    </div>
  );
}
