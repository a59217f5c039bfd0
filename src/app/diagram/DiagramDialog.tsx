import { useState } from 'react';
import { pictureWords } from '../../content/locales/en/picture.ts';
import { requestWords } from '../../core/model/naming.ts';
import type { Story } from '../../core/model/story.ts';
import type { Message } from '../../core/model/message.ts';
import { diagramWords } from '../../content/locales/en/diagram.ts';
import { useStore } from '../store/store.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { plainText } from '../ui/marks.ts';
import styles from './DiagramDialog.module.css';
import { MermaidPane } from './MermaidPane.tsx';
import { PicturePane } from './PicturePane.tsx';
import { kinds, type Kind, textOf } from './kinds.ts';
import { canvasPicture } from './makePicture.ts';
import { Tabs } from './Tabs.tsx';

export interface DiagramDialogProps {
  story: Story;
  say: (message: Message) => string;
  /** The mesh as it is drawn now; null where no canvas is on the page. */
  canvas: () => HTMLElement | null;
  onClose: () => void;
}

/** The story as a picture: what acts on the request, who says what to whom, or the mesh at this step. */
export function DiagramDialog({ story, say, canvas, onClose }: DiagramDialogProps) {
  const [kind, setKind] = useState<Kind>('enforcement');
  const detail = useStore((state) => state.detail);
  // A diagram is drawn in the colours of the theme.
  const theme = useStore((state) => state.theme);
  const words = { ...diagramWords, say: (message: Message) => plainText(say(message)) };
  const { request, verdict } = story.trace;
  const title = `${request.title === '' ? requestWords(request) : request.title}: ${diagramWords.verdicts[verdict.kind]}`;
  const caption = { title, sentence: words.say(story.because), verdict: verdict.kind };
  const text = kind === 'canvas' ? null : textOf(kind, story, detail, words);
  const name = `hopwise-${request.id}-${kind}`;
  return (
    <Dialog title={pictureWords.diagram} full onClose={onClose}>
      <Tabs label={pictureWords.diagram} tabs={kinds} chosen={kind} onChoose={setKind} />
      <div role="tabpanel" id={`panel-${kind}`} aria-labelledby={`tab-${kind}`} className={styles.panel}>
        {text === null ? (
          <PicturePane
            key={theme}
            make={() => canvasPicture(canvas(), caption)}
            caption={caption}
            name={name}
            least={0}
          />
        ) : (
          <MermaidPane key={`${theme} ${text}`} text={text} caption={caption} name={name} />
        )}
      </div>
    </Dialog>
  );
}
