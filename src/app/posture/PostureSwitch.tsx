import { switchWords } from '../../content/locales/en/rungs.ts';
import { rungOf } from '../store/posture.ts';
import { useStore } from '../store/store.ts';
import { Button } from '../ui/Button.tsx';
import { GridIcon } from '../ui/icons.tsx';
import { PostureChoice } from './PostureChoice.tsx';
import styles from './PostureSwitch.module.css';

/** One switch over the mesh on show, with what there is to see of each rung. */
export function PostureSwitch() {
  const rung = useStore(rungOf);
  const ready = useStore((state) => state.good !== null);
  return (
    <div className={styles.posture}>
      <PostureChoice />
      {rung !== null && (
        <Button small onClick={() => useStore.setState({ dialog: { kind: 'posture' } })}>
          {switchWords.details}
        </Button>
      )}
      <Button
        square
        disabled={!ready}
        aria-label={switchWords.matrix}
        title={switchWords.matrixKey}
        onClick={() => useStore.setState({ dialog: { kind: 'matrix' } })}
      >
        <GridIcon />
      </Button>
    </div>
  );
}
