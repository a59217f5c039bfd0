import { useMemo } from 'react';
import { placeName, say } from '../content/locales/en.ts';
import type { Story } from '../core/model/story.ts';
import { visibleFrames } from '../core/story/playhead.ts';
import { AboutTab } from './inspector/about/AboutTab.tsx';
import { CallerTab } from './inspector/caller/CallerTab.tsx';
import { EngineTab } from './inspector/engine/EngineTab.tsx';
import { PacketTab } from './inspector/packet/PacketTab.tsx';
import * as playhead from './store/playhead.ts';
import { showSource } from './store/show.ts';
import type { InspectorTab } from './store/state.ts';
import { useStore } from './store/store.ts';
import { turn, turnedIn } from './store/turned.ts';

/** Every tab of the inspector but *Why*. */
export function TabPane({ tab }: { tab: Exclude<InspectorTab, 'why'> }) {
  const story = useStore((state) => state.good?.evaluation.story ?? null);
  if (tab === 'about') return <AboutTab />;
  return story === null ? null : <Tab tab={tab} story={story} />;
}

function Tab({ tab, story }: { tab: Exclude<InspectorTab, 'why' | 'about'>; story: Story }) {
  const frameId = useStore((state) => state.frame);
  const suspense = useStore((state) => state.suspense);
  const turned = useStore((state) => state.turned);
  const detail = useStore((state) => state.detail);
  const visible = useMemo(() => new Set(visibleFrames(story, detail).map(({ id }) => id)), [story, detail]);
  const policies = useStore((state) => state.good?.evaluation.overview.policies);
  const dryRun = useMemo(() => new Set((policies ?? []).filter((each) => each.dryRun).map(({ id }) => id)), [policies]);
  const frame = story.frames.find(({ id }) => id === frameId);
  if (frame === undefined) return null;
  switch (tab) {
    case 'engine':
      return (
        <EngineTab
          story={story}
          frame={frame}
          revealed={!suspense}
          dryRun={dryRun}
          placeName={placeName}
          onRef={showSource}
        />
      );
    case 'caller':
      return <CallerTab key={story.trace.request.id} story={story} revealed={!suspense} />;
    case 'packet':
      return (
        <PacketTab
          story={story}
          frame={frame}
          say={say}
          placeName={placeName}
          visible={visible}
          onFrame={playhead.goTo}
          onRef={showSource}
          turned={turnedIn({ turned, frame: frame.id }, 'p')}
          onTurned={(group, open) => turn(`p:${group}`, open)}
        />
      );
  }
}
