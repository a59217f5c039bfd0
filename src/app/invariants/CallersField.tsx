import { invariantWords as words } from '../../content/locales/en/invariantWords.ts';
import type { AllowedCaller } from '../../core/model/invariant.ts';
import type { MeshOverview } from '../../core/model/overview.ts';
import { FieldFrame } from '../ui/Field.tsx';
import { CloseIcon } from '../ui/icons.tsx';
import { Select } from '../ui/Select.tsx';
import styles from './InvariantsDialog.module.css';
import { ScopeOptions } from './ScopeSelect.tsx';
import { nameOf, scopesIn } from './scopes.ts';

export interface CallersFieldProps {
  overview: MeshOverview;
  callers: readonly AllowedCaller[];
  onCallers: (callers: readonly AllowedCaller[]) => void;
}

/** Who may call: each that is chosen, to be taken out again, and the choice of one more. */
export function CallersField({ overview, callers, onCallers }: CallersFieldProps) {
  const taken = new Set(callers.map(nameOf));
  const { namespaces, workloads } = scopesIn(overview);
  const all: readonly AllowedCaller[] = [{ kind: 'outside' }, ...namespaces, ...workloads];
  const add = (name: string): void => {
    const found = all.find((each) => nameOf(each) === name);
    if (found !== undefined) onCallers([...callers, found]);
  };
  return (
    <FieldFrame label={words.callers} hint={callers.length === 0 ? words.nobody : undefined}>
      {({ id, describedBy }) => (
        <div className={styles.callers}>
          {callers.map((each) => (
            <span key={nameOf(each)} className={styles.caller}>
              <code translate="no">{nameOf(each)}</code>
              <button
                type="button"
                aria-label={words.removeCaller(nameOf(each))}
                onClick={() => onCallers(callers.filter((one) => one !== each))}
              >
                <CloseIcon size={12} />
              </button>
            </span>
          ))}
          <Select look="field" id={id} aria-describedby={describedBy} value="" onChange={add}>
            <option value="">{words.addCaller}</option>
            {!taken.has('outside') && <option value="outside">{words.outside}</option>}
            <ScopeOptions label={words.namespaces} scopes={namespaces.filter((each) => !taken.has(nameOf(each)))} />
            <ScopeOptions label={words.workloads} scopes={workloads.filter((each) => !taken.has(nameOf(each)))} />
          </Select>
        </div>
      )}
    </FieldFrame>
  );
}
