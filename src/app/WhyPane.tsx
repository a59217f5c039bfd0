import { useMemo } from 'react';
import { callerSees, logSays, placeName, say, sayCheck, sayTerm, sayTime } from '../content/locales/en.ts';
import type { AuthorizerOverview } from '../core/model/security.ts';
import type { Frame } from '../core/model/story.ts';
import { WhyTab } from './inspector/WhyTab.tsx';
import { copyLink } from './share/copyLink.ts';
import { AuthorizerSwitch } from './shell/AuthorizerSwitch.tsx';
import { EmptyWhy } from './shell/EmptyStory.tsx';
import { startFork } from './store/fork.ts';
import { run } from './store/run.ts';
import { decidingRef, showSource } from './store/show.ts';
import { useStore } from './store/store.ts';
import { turn, turnedIn } from './store/turned.ts';

export function WhyPane() {
  const evaluation = useStore((state) => state.good?.evaluation ?? null);
  const story = evaluation?.story ?? null;
  const frameId = useStore((state) => state.frame);
  const detail = useStore((state) => state.detail);
  const suspense = useStore((state) => state.suspense);
  const selectedRef = useStore((state) => state.selectedRef);
  const learning = useStore((state) => state.lesson !== null);
  const forked = useStore((state) => state.fork !== null);
  const linkCopied = useStore((state) => state.linkCopied);
  const links = useStore((state) => state.links);
  const deciding = useStore(decidingRef);
  const frame = story?.frames.find(({ id }) => id === frameId);
  const policies = evaluation?.overview.policies;
  const dryRun = useMemo(() => new Set((policies ?? []).filter((each) => each.dryRun).map(({ id }) => id)), [policies]);
  if (evaluation === null || story === null || frame === undefined) return <EmptyWhy />;
  const asked = askedBy(frame, evaluation.authorizers);
  return (
    <WhyTab
      key={links}
      story={story}
      frame={frame}
      revealed={!suspense}
      say={say}
      sayTerm={sayTerm}
      sayCheck={sayCheck}
      callerSees={callerSees}
      logSays={logSays}
      placeName={placeName}
      sayTime={sayTime}
      onRef={showSource}
      onCertificate={(certificate, of) => useStore.setState({ dialog: { kind: 'certificate', certificate, of } })}
      onDraw={(draws) => evaluation.request !== null && run({ ...evaluation.request, draws })}
      selectedRef={selectedRef}
      turned={turnedIn(useStore.getState(), 'w')}
      onTurn={(row, open) => turn(`w:${row}`, open)}
      actions={{
        // What there is to do in a lesson is not done for anybody.
        fix: learning ? null : openRepair,
        stop: learning ? null : openRepair,
        whatIf: forked ? null : startFork,
        showRule: deciding === null ? null : () => showSource(deciding),
        copyLink: () => void copyLink(),
        diagram: () => useStore.setState({ dialog: { kind: 'diagram' } }),
      }}
      linkCopied={linkCopied}
      asides={detail === 'engine'}
      dryRun={dryRun}
      beside={asked === undefined ? null : <AuthorizerSwitch authorizer={asked} />}
    />
  );
}

const openRepair = (): void => useStore.setState({ dialog: { kind: 'repair' } });

/** The authorizer that is asked at this step: a rule of a CUSTOM policy matched. */
function askedBy({ step, checks }: Frame, authorizers: readonly AuthorizerOverview[]): AuthorizerOverview | undefined {
  if (step.kind !== 'extAuthz' || !checks.some(({ matched }) => matched)) return undefined;
  return authorizers.find(({ provider }) => provider === step.provider);
}
