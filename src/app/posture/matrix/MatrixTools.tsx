import { matrixWords as words } from '../../../content/locales/en/matrix.ts';
import { verdictWords } from '../../../content/locales/en/verdictWords.ts';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Select } from '../../ui/Select.tsx';
import type { MatrixFilter } from './filter.ts';
import { type Split, splits } from './lines.ts';
import styles from './MatrixDialog.module.css';

export interface MatrixToolsProps {
  filter: MatrixFilter;
  namespaces: readonly string[];
  split: Split;
  /** There is something that it may have changed from. */
  comparing: boolean;
  onFilter: (filter: MatrixFilter) => void;
  onSplit: (split: Split) => void;
}

const verdicts = ['allowed', 'denied', 'undetermined', 'changed'] as const;

/** What is shown of the matrix, and what a callee has a column for. */
export function MatrixTools({ filter, namespaces, split, comparing, onFilter, onSplit }: MatrixToolsProps) {
  const choose = (value: string): void =>
    onFilter({ ...filter, verdict: verdicts.find((each) => each === value) ?? null });
  return (
    <div className={styles.tools} role="group" aria-label={words.show}>
      <Select look="field" aria-label={words.byVerdict} value={filter.verdict ?? ''} onChange={choose}>
        <option value="">{words.everyVerdict}</option>
        {verdicts
          .filter((each) => each !== 'changed' || comparing)
          .map((each) => (
            <option key={each} value={each}>
              {each === 'changed' ? words.onlyChanged : verdictWords[each]}
            </option>
          ))}
      </Select>
      <Select
        look="field"
        aria-label={words.byNamespace}
        value={filter.namespace ?? ''}
        onChange={(value) => onFilter({ ...filter, namespace: value === '' ? null : value })}
      >
        <option value="">{words.everyNamespace}</option>
        {namespaces.map((each) => (
          <option key={each} value={each}>
            {each}
          </option>
        ))}
      </Select>
      <Select
        look="field"
        aria-label={words.columnsFor}
        value={split}
        onChange={(value) => onSplit(splits.find((each) => each === value) ?? split)}
      >
        {splits.map((each) => (
          <option key={each} value={each}>
            {words.splits[each]}
          </option>
        ))}
      </Select>
      <Checkbox checked={filter.plaintext} onChange={(plaintext) => onFilter({ ...filter, plaintext })}>
        {words.inPlaintext}
      </Checkbox>
      <Checkbox checked={filter.egress} onChange={(egress) => onFilter({ ...filter, egress })}>
        {words.leaves}
      </Checkbox>
    </div>
  );
}
