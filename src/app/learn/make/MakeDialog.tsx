import { makeWords as words } from '../../../content/locales/en/make.ts';
import type { HopwiseDocument } from '../../../core/model/scenario.ts';
import { beginMaking, endMaking } from '../../store/making.ts';
import { useStore } from '../../store/store.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import styles from './MakeDialog.module.css';
import { MakeForm } from './MakeForm.tsx';

export interface MakeDialogProps {
  /** The address under which a document opens. */
  addressOf: (document: HopwiseDocument) => Promise<string>;
  onClose: () => void;
}

/** Any document becomes a challenge: first the start is kept, then, once it is mended, the goals and hints are written. */
export function MakeDialog({ addressOf, onClose }: MakeDialogProps) {
  const making = useStore((state) => state.making);
  const document = useStore((state) => state.document);
  const begin = (): void => beginMaking();
  return (
    <Dialog title={words.title} wide onClose={onClose}>
      <p className={styles.lead}>{words.lead}</p>
      {making === null ? (
        <>
          <p>{words.from}</p>
          <div className={styles.actions}>
            <Button look="primary" data-first onClick={begin}>
              {words.begin}
            </Button>
          </div>
        </>
      ) : (
        <>
          <p role="status">{making.start === document ? `${words.begun} ${words.notYet}` : words.solutionIs}</p>
          <div className={styles.actions}>
            <Button look="line" onClick={begin}>
              {words.again}
            </Button>
            <Button onClick={endMaking}>{words.discard}</Button>
          </div>
          {making.start !== document && <MakeForm making={making} solution={document} addressOf={addressOf} />}
        </>
      )}
    </Dialog>
  );
}
