import { templateWords } from '../../content/locales/en/templates.ts';
import { flowChangeWords, flowsWords, selectsWords } from '../../content/locales/en/templates.ts';
import { type FlowDifference, flowChanges } from '../../core/model/difference.ts';
import { shortName } from '../../core/model/naming.ts';
import type { WorkloadId } from '../../core/model/resource.ts';
import { ChangedFlows } from '../ui/ChangedFlows.tsx';
import { Glyph } from '../ui/Glyph.tsx';
import styles from './TemplateDialog.module.css';

const verdicts = { opened: 'allowed', closed: 'denied', unclear: 'undetermined', reason: null } as const;

/** How far it reaches, before it is applied. */
export function Effect({
  selects,
  radius,
  measuring,
}: {
  selects: readonly WorkloadId[];
  radius: FlowDifference | null;
  measuring: boolean;
}) {
  const changed = radius === null ? 0 : flowChanges.reduce((sum, change) => sum + radius.counts[change], 0);
  return (
    <section className={styles.effect} aria-label={templateWords.blastRadius}>
      <div role="status">
        {selects.length > 0 && <p>{selectsWords(selects.map((id) => shortName(id)))}</p>}
        {measuring && <p>{templateWords.askingEveryFlow}</p>}
        {!measuring && radius === null && <p>{templateWords.notMeasured}</p>}
        {radius !== null && changed === 0 && <p>{templateWords.noFlow(radius.asked)}</p>}
      </div>
      {radius !== null && changed > 0 && (
        <>
          <ul className={styles.counts}>
            {flowChanges
              .filter((change) => radius.counts[change] > 0)
              .map((change) => (
                <li key={change}>
                  {verdicts[change] === null ? (
                    <span className={styles.other}>≠</span>
                  ) : (
                    <Glyph verdict={verdicts[change]} size={14} />
                  )}
                  <b>{flowsWords(radius.counts[change])}</b> {flowChangeWords[change]}
                </li>
              ))}
          </ul>
          <ChangedFlows radius={radius} />
        </>
      )}
    </section>
  );
}
