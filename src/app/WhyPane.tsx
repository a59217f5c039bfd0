import { callerSees, logSays, placeName, say, sayCheck, sayTerm } from '../content/locales/en.ts';
import { WhyTab } from './inspector/WhyTab.tsx';
import { copyLink } from './share/copyLink.ts';
import { EmptyWhy } from './shell/EmptyStory.tsx';
import { decidingRef, showSource } from './store/show.ts';
import { useStore } from './store/store.ts';

export function WhyPane() {
  const story = useStore((state) => state.good?.evaluation.story ?? null);
  const frameId = useStore((state) => state.frame);
  const suspense = useStore((state) => state.suspense);
  const selectedRef = useStore((state) => state.selectedRef);
  const linkCopied = useStore((state) => state.linkCopied);
  const deciding = useStore(decidingRef);
  const frame = story?.frames.find(({ id }) => id === frameId);
  if (story === null || frame === undefined) return <EmptyWhy />;
  return (
    <WhyTab
      story={story}
      frame={frame}
      revealed={!suspense}
      say={say}
      sayTerm={sayTerm}
      sayCheck={sayCheck}
      callerSees={callerSees}
      logSays={logSays}
      placeName={placeName}
      onRef={showSource}
      selectedRef={selectedRef}
      actions={{
        fix: deciding === null ? null : () => showSource(deciding, true),
        whatIf: null,
        showRule: deciding === null ? null : () => showSource(deciding),
        copyLink: () => void copyLink(),
      }}
      linkCopied={linkCopied}
    />
  );
}
