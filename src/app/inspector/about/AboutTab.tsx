import { aboutWords as words } from '../../../content/locales/en/about.ts';
import { useStore } from '../../store/store.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './AboutTab.module.css';
import { AboutHost } from './AboutHost.tsx';
import { AboutMesh } from './AboutMesh.tsx';
import { AboutWorkload } from './AboutWorkload.tsx';

/** What is selected, or the whole mesh: who it is, what holds there, and what is sent. */
export function AboutTab() {
  const evaluation = useStore((state) => state.good?.evaluation ?? null);
  const selected = useStore((state) => state.selected);
  if (evaluation === null) return null;
  const { overview } = evaluation;
  const workload = overview.workloads.find(({ id }) => id === selected);
  if (selected === null) return <AboutMesh overview={overview} />;
  return (
    <div className={styles.tab}>
      {workload === undefined ? (
        <AboutHost id={selected} overview={overview} />
      ) : (
        <AboutWorkload workload={workload} overview={overview} />
      )}
      <Button small className={styles.whole} onClick={() => useStore.setState({ selected: null })}>
        {words.whole}
      </Button>
    </div>
  );
}
