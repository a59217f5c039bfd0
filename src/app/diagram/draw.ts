import type { VerdictKind } from '../../core/model/trace.ts';
import { keepOffline } from './keepOffline.ts';

/** The same where a diagram is measured, shown, saved and opened elsewhere: no font has to travel with it. */
export const fonts = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

/** The tokens of a note: it tells where and why the verdict fell. */
const tones = { allowed: 'allow', denied: 'deny', undetermined: 'unk' } as const satisfies Record<VerdictKind, string>;

let drawn = 0;

/** Draws Mermaid text as SVG, in the colours of the theme that is on. Mermaid itself is fetched at the first diagram. */
export async function draw(text: string, verdict: VerdictKind): Promise<string> {
  const { default: mermaid } = await import('mermaid');
  const color = inks();
  const tone = tones[verdict];
  mermaid.initialize({
    startOnLoad: false,
    // Names come from anybody's YAML.
    securityLevel: 'strict',
    suppressErrorRendering: true,
    layout: 'dagre',
    look: 'classic',
    theme: 'base',
    // Plain SVG text: pictures with HTML in them can neither be opened elsewhere nor become PNGs.
    htmlLabels: false,
    fontFamily: fonts,
    fontSize: 13,
    flowchart: {
      useMaxWidth: false,
      htmlLabels: false,
      nodeSpacing: 24,
      rankSpacing: 20,
      wrappingWidth: 400,
      subGraphTitleMargin: { top: 4, bottom: 6 },
    },
    sequence: {
      useMaxWidth: false,
      mirrorActors: false,
      width: 140,
      actorMargin: 72,
      boxMargin: 8,
      messageFontSize: 13,
      actorFontSize: 14,
      noteFontSize: 13,
    },
    // Words stand over the lines of the actors.
    themeCSS: `.messageText { paint-order: stroke; stroke: ${color('surface')}; stroke-width: 5px; stroke-linejoin: round; }`,
    themeVariables: {
      darkMode: document.documentElement.dataset['theme'] === 'dark',
      fontFamily: fonts,
      fontSize: '14px',
      background: color('surface'),
      primaryColor: color('app'),
      primaryTextColor: color('ink'),
      primaryBorderColor: color('control'),
      lineColor: color('ink-3'),
      textColor: color('ink'),
      clusterBkg: color('plot'),
      clusterBorder: color('line-2'),
      titleColor: color('ink-2'),
      edgeLabelBackground: color('surface'),
      actorBkg: color('shell'),
      actorBorder: color('shell'),
      actorTextColor: color('ink'),
      actorLineColor: color('line-2'),
      signalColor: color('ink-2'),
      signalTextColor: color('ink'),
      noteBkgColor: color(`${tone}-soft`),
      noteBorderColor: color(tone),
      noteTextColor: color('ink'),
    },
  });
  drawn += 1;
  const { svg } = await mermaid.render(`diagram-${drawn}`, text);
  void keepOffline();
  return svg;
}

/** The tokens as they are at this moment. */
export function inks(): (token: string) => string {
  const style = getComputedStyle(document.documentElement);
  return (token) => asNumbers(style.getPropertyValue(`--${token}`).trim());
}

/** In forced colours tokens are names of the system's colours, which mean nothing to Mermaid, nor outside this page. */
function asNumbers(color: string): string {
  if (color.startsWith('#')) return color;
  const probe = document.createElement('i');
  probe.style.setProperty('forced-color-adjust', 'none');
  probe.style.color = color;
  document.body.append(probe);
  const numbers = getComputedStyle(probe).color;
  probe.remove();
  return numbers;
}
