import { lazy, Suspense } from 'react';
import { tabNames, tabsLabel } from '../content/locales/en/tabs.ts';
import { useAtRest } from './atRest.ts';
import { TabList } from './inspector/TabList.tsx';
import { Pane } from './shell/Pane.tsx';
import { inspectorTabs } from './store/state.ts';
import { useStore } from './store/store.ts';
import { WhyPane } from './WhyPane.tsx';

const load = () => import('./TabPane.tsx');
/** All but *Why*: a chunk of its own, fetched when the page has come to rest or a tab is asked for. */
const TabPane = lazy(async () => ({ default: (await load()).TabPane }));

/** The upper part of the side panel: tabs, and what the current one shows of the step. */
export function InspectorPane({ className = '' }: { className?: string | undefined }) {
  const tab = useStore((state) => state.tab);
  const shown = useStore((state) => state.good !== null && state.good.evaluation.story !== null);
  useAtRest(shown, load);
  if (!shown)
    return (
      <div className={className}>
        <Pane name="Why">
          <WhyPane />
        </Pane>
      </div>
    );
  return (
    <div className={className}>
      <TabList
        id="inspector"
        label={tabsLabel}
        tabs={inspectorTabs}
        names={tabNames}
        current={tab}
        onTab={(next) => useStore.setState({ tab: next })}
      />
      <div role="tabpanel" id="inspector-panel" aria-labelledby={`inspector-${tab}`}>
        <Pane key={tab} name={tabNames[tab]}>
          {tab === 'why' ? (
            <WhyPane />
          ) : (
            <Suspense>
              <TabPane tab={tab} />
            </Suspense>
          )}
        </Pane>
      </div>
    </div>
  );
}
