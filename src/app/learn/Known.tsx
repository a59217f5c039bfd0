import { learnWords as words } from '../../content/locales/en/learn.ts';
import { wordsOf } from '../store/names.ts';
import { useStore } from '../store/store.ts';
import { Breakable } from '../ui/Breakable.tsx';
import styles from './Known.module.css';

/** In the place of what explains the verdict: what somebody needs to foresee it. */
export function Known() {
  const evaluation = useStore((state) => state.good?.evaluation ?? null);
  const request = evaluation?.request ?? null;
  if (evaluation === null || request === null) return null;
  const { caller, target } = request;
  const workload =
    caller.kind === 'workload' ? evaluation.overview.workloads.find(({ id }) => id === caller.workload) : undefined;
  const { from, what } = wordsOf(request);
  const to = target.kind === 'host' ? `${target.host}:${target.port}` : `${target.workload}:${target.port}`;
  const headers = request.payload.kind === 'http' ? request.payload.headers : [];
  return (
    <section className={styles.known} aria-label={words.known}>
      <h2>
        {words.known} <span>{words.knownAll}</span>
      </h2>
      <dl>
        <Fact name={words.callerKey} value={from} />
        {workload !== undefined && (
          <Fact name={words.identityKey} value={workload.proxy === 'none' ? words.noSidecar : workload.principal} />
        )}
        <Fact name={words.toKey} value={to} />
        <Fact name={words.sendsKey} value={what} />
        {headers.map(([name, value]) => (
          <Fact key={name} name={name} value={value} />
        ))}
      </dl>
    </section>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <code translate="no">
          <Breakable text={value} />
        </code>
      </dd>
    </div>
  );
}
