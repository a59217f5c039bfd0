import type { Theme, View } from './state.ts';
import { useStore } from './store.ts';

const views = ['present', 'embed', 'handout', 'notes'] as const;

/** What the query of the address asks for: `?view=embed&theme=dark`. Unknown words ask for nothing. */
export function readQuery(search: string): { readonly view: View; readonly theme: Theme | null } {
  const query = new URLSearchParams(search);
  const view = query.get('view');
  const theme = query.get('theme');
  return {
    view: views.find((each) => each === view) ?? 'explore',
    theme: theme === 'light' || theme === 'dark' ? theme : null,
  };
}

/** Takes over what the address asks for; the document is in its fragment and not looked at here. */
export function startView(): void {
  const { view, theme } = readQuery(location.search);
  useStore.setState({ view, ...(theme === null ? {} : { theme }) });
}

/** To the wall and back; reload and a copied address stay there. */
export function togglePresent(): void {
  const view = useStore.getState().view === 'present' ? 'explore' : 'present';
  useStore.setState({ view, blank: false });
  const query = view === 'present' ? '?view=present' : '';
  history.replaceState(null, '', location.pathname + query + location.hash);
  if (view === 'explore' && document.fullscreenElement !== null) void document.exitFullscreen().catch(() => undefined);
}

/** The course to be printed, in a page of its own. */
export function openHandout(): void {
  open(`${location.pathname}?view=handout`, '_blank', 'noopener');
}

export function toggleBlank(): void {
  useStore.setState(({ blank }) => ({ blank: !blank }));
}

/** Where the browser refuses, nothing happens. */
export function toggleFullScreen(): void {
  const change =
    document.fullscreenElement === null ? document.documentElement.requestFullscreen() : document.exitFullscreen();
  void change.catch(() => undefined);
}
