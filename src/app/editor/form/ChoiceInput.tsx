import { formWords } from '../../../content/locales/en/form.ts';
import type { BooleanNode, EnumNode } from '../../../core/model/form.ts';
import { Select } from '../../ui/Select.tsx';
import { fieldKey, useForm } from './formContext.ts';

export interface ChoiceInputProps {
  node: BooleanNode | EnumNode;
  label: string;
  describedBy?: string | undefined;
}

const unset = '';

/** One of a few values. A boolean has a third one: nothing is said, and Istio's default holds. */
export function ChoiceInput({ node, label, describedBy }: ChoiceInputProps) {
  const { readOnly, change } = useForm();
  const { path, value } = node;
  const shown = value === null ? unset : String(value);
  const values = node.kind === 'enum' ? node.values : ['true', 'false'];
  return (
    <Select
      look="field"
      aria-label={label}
      aria-describedby={describedBy}
      data-field={fieldKey(path)}
      disabled={readOnly}
      value={shown}
      onChange={(chosen) => {
        if (chosen === unset) change({ kind: 'remove', path });
        else change({ kind: 'set', path, value: node.kind === 'boolean' ? chosen === 'true' : chosen });
      }}
    >
      {(node.kind === 'boolean' || value === null) && <option value={unset}>{formWords.notSet}</option>}
      {/* What is written stays to be seen, also where it is wrong. */}
      {value !== null && !values.includes(shown) && <option value={shown}>{shown}</option>}
      {values.map((each) => (
        <option key={each} value={each}>
          {each}
        </option>
      ))}
    </Select>
  );
}
