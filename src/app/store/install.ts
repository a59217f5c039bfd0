import { useStore } from './store.ts';

/** What Chromium asks with; other browsers offer it in a menu of their own. */
interface InstallPrompt extends Event {
  prompt(): Promise<unknown>;
}

let offer: InstallPrompt | null = null;

/** Keeps the browser's offer to install the app for whoever looks for it, in place of a banner. */
export function startInstall(): void {
  addEventListener('beforeinstallprompt', (event) => {
    if (!isPrompt(event)) return;
    event.preventDefault();
    offer = event;
    useStore.setState({ installable: true });
  });
  addEventListener('appinstalled', forget);
}

/** Lets the browser ask whether to install the app; it does so once. */
export function install(): void {
  const asked = offer;
  forget();
  void asked?.prompt().catch(() => undefined);
}

function forget(): void {
  offer = null;
  useStore.setState({ installable: false });
}

function isPrompt(event: Event): event is InstallPrompt {
  return 'prompt' in event && typeof event.prompt === 'function';
}
