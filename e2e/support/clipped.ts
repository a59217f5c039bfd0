import type { Page } from '@playwright/test';

/** Texts that do not fit where they stand: cut off without their whole text in a name or title, or running out of their box or window. */
export async function clipped(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found = new Set<string>();
    const slack = 1.5;
    const told = (element: Element | null, text: string): boolean => {
      for (let each = element; each !== null && each !== document.body; each = each.parentElement) {
        const name = `${each.getAttribute('title') ?? ''} ${each.getAttribute('aria-label') ?? ''}`;
        if (name.includes(text.trim())) return true;
        // A switch beside it unfolds the whole.
        if (each.id !== '' && document.querySelector(`[aria-controls="${each.id}"][aria-expanded]`) !== null)
          return true;
      }
      return false;
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode() !== null) {
      const node = walker.currentNode;
      const own = node.parentElement;
      const text = node.textContent ?? '';
      if (
        own === null ||
        text.trim() === '' ||
        own.closest('[translate=no], svg, .cm-editor, .sr, select, textarea, pre, [data-testid="canvas"]') !== null
      )
        continue;
      if (!own.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const box = range.getBoundingClientRect();
      if (box.width === 0 || box.height === 0) continue;
      const at = `${own.tagName.toLowerCase()}.${own.className} “${text.trim().slice(0, 60)}”`;
      let scrolls = false;
      for (
        let each: Element | null = own;
        each !== null && each !== document.documentElement;
        each = each.parentElement
      ) {
        const style = getComputedStyle(each);
        const frame = each.getBoundingClientRect();
        if (each !== own && style.position === 'fixed') scrolls = true;
        const wide = box.left < frame.left - slack || box.right > frame.right + slack;
        const tall = box.top < frame.top - slack || box.bottom > frame.bottom + slack;
        if (/auto|scroll/.test(`${style.overflowX} ${style.overflowY}`)) {
          // It can be scrolled to, but nobody looks for words beside a page that scrolls down.
          if (wide && !/auto|scroll/.test(style.overflowX)) found.add(`cut in width: ${at}`);
          scrolls = true;
          break;
        }
        if (/hidden|clip/.test(style.overflowX) && wide && !told(own, text)) found.add(`cut in width: ${at}`);
        if (/hidden|clip/.test(style.overflowY) && tall && !told(own, text)) found.add(`cut in height: ${at}`);
        const cuts = /hidden|clip/.test(`${style.overflowX} ${style.overflowY}`);
        if (cuts) {
          scrolls = true;
          break;
        }
        if (each === own && style.display !== 'inline' && wide) found.add(`runs out of its box: ${at}`);
        if (each.matches('button, [role=tab], [role=radio], label') && (wide || tall))
          found.add(`runs out of its button: ${at}`);
      }
      if (!scrolls && (box.right > innerWidth + slack || box.left < -slack)) found.add(`out of the window: ${at}`);
    }
    for (const element of document.querySelectorAll('button, [role=tab], a, summary')) {
      if (
        !(element instanceof HTMLElement) ||
        !element.checkVisibility() ||
        element.closest('[data-testid="canvas"]') !== null
      )
        continue;
      if (
        element.scrollWidth > element.clientWidth + 2 &&
        getComputedStyle(element).overflowX === 'visible' &&
        getComputedStyle(element).display !== 'inline'
      )
        found.add(`wider than its button: ${element.className} “${element.innerText.slice(0, 60)}”`);
    }
    return [...found];
  });
}
