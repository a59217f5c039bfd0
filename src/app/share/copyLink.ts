import { useStore } from '../store/store.ts';
import { copyText } from '../ui/clipboard.ts';
import { addressOf } from './stateLink.ts';

const shown = 2000; // ms for which the button says that the link is copied

/** Copies the link to this step. Where the clipboard refuses, the dialog shows the link, selected. */
export async function copyLink(): Promise<void> {
  if (!(await copyText(await addressOf(useStore.getState())))) {
    useStore.setState({ dialog: { kind: 'share' } });
    return;
  }
  useStore.setState({ linkCopied: true });
  setTimeout(() => useStore.setState({ linkCopied: false }), shown);
}
