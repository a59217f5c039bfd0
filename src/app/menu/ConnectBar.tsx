import { useEffect } from 'react';
import { stopConnecting } from '../store/connect.ts';
import { nodeName } from '../store/names.ts';
import type { Connecting } from '../store/state.ts';
import { useStore } from '../store/store.ts';
import { Button } from '../ui/Button.tsx';
import styles from './ConnectBar.module.css';

/** Over the canvas while a request is made by two presses: what comes next, and the way by list. */
export function ConnectBar({ connecting }: { connecting: Connecting }) {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') stopConnecting();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);
  const { from, to } = connecting;
  return (
    <div className={styles.bar}>
      <p role="status">
        {from !== null && (
          <>
            Request from <strong>{nodeName(from)}</strong>: press whom it calls
          </>
        )}
        {to !== null && (
          <>
            Request to <strong>{nodeName(to)}</strong>: press the caller
          </>
        )}
        {from === null && to === null && 'New request: press the caller'}
      </p>
      <Button
        small
        look="line"
        onClick={() => useStore.setState({ connecting: null, dialog: { kind: 'request', from, to } })}
      >
        List…
      </Button>
      <Button small onClick={stopConnecting}>
        Cancel
      </Button>
    </div>
  );
}
