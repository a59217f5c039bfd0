import { commandGroupWords } from '../../content/locales/en/commands.ts';
import { dialogWords } from '../../content/locales/en/dialogs.ts';
import { commandGroups, commands } from '../commands/registry.ts';
import { showChord } from '../commands/keyboard.ts';
import { useStore } from '../store/store.ts';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { isMac } from '../ui/platform.ts';
import styles from './HelpDialog.module.css';

/** Shortcuts, made from the command list. */
export function HelpDialog({ onClose }: { onClose: () => void }) {
  const singleKeys = useStore((state) => state.singleKeys);
  const mac = isMac();
  return (
    <Dialog title={dialogWords.help} wide onClose={onClose}>
      <p className={styles.lead}>{dialogWords.helpLead}</p>
      <div className={styles.columns}>
        {commandGroups.map((group) => (
          <section key={group}>
            <h3>{commandGroupWords[group]}</h3>
            <dl>
              {commands
                .filter((command) => command.group === group)
                .map(({ id, label, keys }) => (
                  <div key={id} className={styles.row} data-command={id}>
                    <dt>{label}</dt>
                    <dd>
                      {keys.map((key) => (
                        <kbd key={key}>{showChord(key, mac)}</kbd>
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
      <div className={styles.foot}>
        <Checkbox checked={singleKeys} onChange={(checked) => useStore.setState({ singleKeys: checked })}>
          {dialogWords.singleKeys}
        </Checkbox>
        <Button look="line" onClick={() => useStore.setState({ dialog: { kind: 'settings' } })}>
          {dialogWords.openSettings}
        </Button>
      </div>
    </Dialog>
  );
}
