import { dialogWords } from '../../content/locales/en/dialogs.ts';
import type { Motion, Theme } from '../store/state.ts';
import { useStore } from '../store/store.ts';
import { Checkbox } from '../ui/Checkbox.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import styles from './SettingsDialog.module.css';

const themes = { system: dialogWords.system, light: dialogWords.light, dark: dialogWords.dark } satisfies Record<
  Theme,
  string
>;
const motions = { system: dialogWords.system, reduced: dialogWords.reduced, full: dialogWords.full } satisfies Record<
  Motion,
  string
>;

/** What is remembered in this browser about how Hopwise looks and listens. */
export function SettingsDialog({ onClose }: { onClose: () => void }) {
  const { theme, motion, singleKeys, pauseAtDecisions } = useStore();
  return (
    <Dialog title={dialogWords.settings} onClose={onClose}>
      <div className={styles.settings}>
        <Choice
          legend={dialogWords.theme}
          name="theme"
          options={themes}
          value={theme}
          onChange={(chosen) => useStore.setState({ theme: chosen })}
        />
        <Choice
          legend={dialogWords.motion}
          name="motion"
          options={motions}
          value={motion}
          note={dialogWords.reducedNote}
          onChange={(chosen) => useStore.setState({ motion: chosen })}
        />
        <Checkbox checked={pauseAtDecisions} onChange={(on) => useStore.setState({ pauseAtDecisions: on })}>
          {dialogWords.pause}
        </Checkbox>
        <Checkbox checked={singleKeys} onChange={(on) => useStore.setState({ singleKeys: on })}>
          {dialogWords.singleKeys}
        </Checkbox>
        <p className={styles.note}>{dialogWords.settingsNote}</p>
      </div>
    </Dialog>
  );
}

interface ChoiceProps<T extends string> {
  legend: string;
  name: string;
  options: Readonly<Record<T, string>>;
  value: T;
  note?: string;
  onChange: (value: T) => void;
}

function Choice<T extends string>({ legend, name, options, value, note, onChange }: ChoiceProps<T>) {
  const values = Object.keys(options).filter((key): key is T => key in options);
  return (
    <fieldset className={styles.choice}>
      <legend>{legend}</legend>
      <div>
        {values.map((each) => (
          <label key={each}>
            <input
              type="radio"
              name={name}
              value={each}
              checked={each === value}
              data-first={(name === 'theme' && each === value) || undefined}
              onChange={() => onChange(each)}
            />
            {options[each]}
          </label>
        ))}
      </div>
      {note !== undefined && <p className={styles.note}>{note}</p>}
    </fieldset>
  );
}
