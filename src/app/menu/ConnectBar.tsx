import { useEffect } from 'react';
import { connectWords, drawWords } from '../../content/locales/en/connect.ts';
import { dialogOf, stopConnecting } from '../store/connect.ts';
import { nodeName } from '../store/names.ts';
import type { Connecting } from '../store/state.ts';
import { useStore } from '../store/store.ts';
import { Button } from '../ui/Button.tsx';
import styles from './ConnectBar.module.css';

/** Over the canvas while a request or a policy is made by two presses: what comes next, and the way by list. */
export function ConnectBar({ connecting }: { connecting: Connecting }) {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') stopConnecting();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);
  const { makes, from, to } = connecting;
  const words = connectWords[makes];
  const other = makes === 'request' ? 'policy' : 'request';
  const [before, after] = from !== null ? words.from : to !== null ? words.to : [words.start, ''];
  const known = from ?? to;
  return (
    <div className={styles.bar}>
      <p role="status">
        {before}
        {known !== null && <strong>{nodeName(known)}</strong>}
        {after}
      </p>
      <Button small look="line" onClick={() => useStore.setState({ connecting: { makes: other, from, to } })}>
        {connectWords[other].other}
      </Button>
      <Button
        small
        look="line"
        onClick={() => useStore.setState({ connecting: null, dialog: dialogOf(makes, from, to) })}
      >
        {drawWords.list}
      </Button>
      <Button small onClick={stopConnecting}>
        {drawWords.cancel}
      </Button>
    </div>
  );
}
