import type { Page } from '@playwright/test';
import { expectVerdict } from './support/app.ts';
import { faults } from './support/axe.ts';
import { dialogWays, openDialog, showDialog, shutDialog } from './support/dialogs.ts';
import { expect, test } from './support/fixtures.ts';
import { still } from './support/still.ts';

test.use(still);
// Two dozen dialogs in one visit: a visit for each would take longer.
test.describe.configure({ timeout: 600_000 });

test.beforeEach(async ({ page }) => {
  await expectVerdict(page, 'Denied');
});

const looks = {
  light: { colorScheme: 'light', forcedColors: 'none' },
  dark: { colorScheme: 'dark', forcedColors: 'none' },
  'forced colours': { colorScheme: 'light', forcedColors: 'active' },
} as const;

test('A42 No dialog has axe violations, in light, in dark and in forced colours', async ({ page }) => {
  const found: string[] = [];
  for (const [name, way] of Object.entries(dialogWays)) {
    await test.step(name, async () => {
      await showDialog(page, way);
      for (const [look, media] of Object.entries(looks)) {
        await page.emulateMedia(media);
        await expect(page.locator('html')).toHaveAttribute('data-theme', media.colorScheme);
        for (const fault of await faults(page, 'dialog[open]', look === 'light' ? 'all' : 'colours'))
          found.push(`${name}, ${look}: ${fault}`);
      }
      await shutDialog(page);
    });
  }
  expect(found).toEqual([]);
});

interface Focus {
  readonly at: 'inside' | 'nowhere' | 'beside';
  readonly what: string;
  /** Which element of the page it is on. */
  readonly index: number;
  readonly shows: boolean;
}

/** Where the focus is: inside the dialog on top, nowhere in the page, or beside the dialog; and whether it shows. */
async function focus(page: Page): Promise<Focus> {
  return page.evaluate(() => {
    const element = document.activeElement ?? document.body;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    return {
      at:
        element === document.body
          ? 'nowhere'
          : element.closest('dialog')?.open === true
            ? ('inside' as const)
            : ('beside' as const),
      what: element.outerHTML.slice(0, 160),
      index: [...document.querySelectorAll('*')].indexOf(element),
      shows: (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1) || boxShadow !== 'none',
    };
  });
}

test('A43 Every dialog takes the focus, keeps it while Tab is pressed, and gives it back to where it was', async ({
  page,
}) => {
  const complaints: string[] = [];
  for (const [name, way] of Object.entries(dialogWays)) {
    await test.step(name, async () => {
      const opener = await showDialog(page, way);
      const first = await focus(page);
      const alone = (await openDialog(page).locator('button, input, select, textarea, summary, a').count()) === 1;
      if (first.at !== 'inside') complaints.push(`${name}: opens with the focus ${first.at}: ${first.what}`);
      let before = -1;
      for (let press = 0; press < 8; press += 1) {
        await page.keyboard.press('Tab');
        const { at, what, index, shows } = await focus(page);
        if (at === 'beside') complaints.push(`${name}: Tab leaves it for ${what}`);
        if (at === 'inside' && !shows) complaints.push(`${name}: the focus does not show on ${what}`);
        if (at === 'inside' && index === before && !alone) complaints.push(`${name}: Tab does not leave ${what}`);
        before = index;
      }
      await shutDialog(page);
      await expect(openDialog(page)).toHaveCount(0);
      const kept = await opener.evaluate((element) => element === document.activeElement);
      if (!kept) complaints.push(`${name}: afterwards the focus is on ${(await focus(page)).what}`);
    });
  }
  expect(complaints).toEqual([]);
});
