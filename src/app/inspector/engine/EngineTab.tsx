import { engineWords as words } from '../../../content/locales/en/engine.ts';
import type { ResourceId, SourceRef } from '../../../core/model/resource.ts';
import type { Frame, FrameId, Story, StoryHop } from '../../../core/model/story.ts';
import { engineView } from '../../../core/story/engine/engineView.ts';
import type { EngineNode } from '../../../core/story/engine/node.ts';
import { Breakable } from '../../ui/Breakable.tsx';
import styles from './EngineTab.module.css';

export interface EngineTabProps {
  story: Story;
  frame: Frame;
  /** False while the opening story is on its way to the verdict. */
  revealed: boolean;
  /** Policies that only run dry. */
  dryRun: ReadonlySet<ResourceId>;
  placeName: (hop: StoryHop) => { name: string; part: string };
  onRef: (ref: SourceRef) => void;
}

/** What the proxy at this hop used of its configuration, as a tree in Envoy's own names. */
export function EngineTab({ story, frame, revealed, dryRun, placeName, onRef }: EngineTabProps) {
  const { hop, proxy, nodes } = engineView(story, frame, dryRun, revealed ? null : frame);
  const place = placeName(hop);
  const says = proxy === null ? words.nothing : nodes.length === 0 ? words.unused : words[proxy];
  return (
    <div className={styles.engine}>
      <h2>{words.title(place.name, place.part)}</h2>
      <p>{says}</p>
      {nodes.length > 0 && (
        <div className={styles.tree} translate="no" lang="en">
          <Nodes nodes={nodes} current={frame.id} onRef={onRef} />
        </div>
      )}
    </div>
  );
}

interface NodesProps {
  nodes: readonly EngineNode[];
  current: FrameId;
  onRef: (ref: SourceRef) => void;
}

function Nodes({ nodes, ...rest }: NodesProps) {
  return (
    <ul>
      {nodes.map((node, index) => (
        <li
          key={index}
          aria-current={node.frame === rest.current ? 'step' : undefined}
          data-frame={node.frame ?? undefined}
        >
          <Line node={node} {...rest} />
          {node.children.length > 0 && <Nodes nodes={node.children} {...rest} />}
        </li>
      ))}
    </ul>
  );
}

function Line({ node, current, onRef }: Omit<NodesProps, 'nodes'> & { node: EngineNode }) {
  const { key, value, item, source, matched, frame } = node;
  const text = (
    <>
      {item && '- '}
      <span className={styles.key}>
        <Breakable text={key} />:
      </span>
      {value !== null && value !== '' && (
        <>
          {' '}
          <Breakable text={value} />
        </>
      )}
    </>
  );
  return (
    <span className={styles.line}>
      {source === null ? (
        <span>{text}</span>
      ) : (
        <button type="button" onClick={() => onRef(source)}>
          {text}
        </button>
      )}
      {matched !== null && <span className={styles.match}>{matched ? words.matched : words.missed}</span>}
      {frame === current && <span className={styles.match}>{words.here}</span>}
    </span>
  );
}
