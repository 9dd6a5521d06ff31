/**
 * The ways a person gets something done on a page: with a finger, or with the keys alone. The same meeting is played
 * through with both, so that nothing on the way needs the other.
 */
import type { Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';

export interface Hands {
  name: string;
  press: (target: Locator) => Promise<void>;
  write: (target: Locator, text: string) => Promise<void>;
  clear: (target: Locator) => Promise<void>;
  choose: (target: Locator, option: string) => Promise<void>;
  tick: (box: Locator) => Promise<void>;
  /** Chooses one of several radio buttons of which one is chosen already, or none. */
  pick: (radio: Locator) => Promise<void>;
  /** Presses what opens the system's own picker, and gives it a file. */
  file: (button: Locator, file: { name: string; mimeType: string; buffer: Buffer }) => Promise<void>;
}

/** Which key brings one nearer: back where one has gone past it; none when one is there. */
const towards = (target: Locator): Promise<'' | 'Tab' | 'Shift+Tab'> =>
  target.evaluate((node) => {
    const at = document.activeElement ?? document.body;
    if (at === node) return '';
    const past = node.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING;
    return past && !node.contains(at) ? 'Shift+Tab' : 'Tab';
  });

/** Goes there with Tab, as one must without a pointer; a place that Tab never comes to fails. */
async function reach(target: Locator): Promise<void> {
  await target.waitFor();
  const page: Page = target.page();
  for (let n = 0; n < 200; n++) {
    const key = await towards(target);
    if (!key) return;
    await page.keyboard.press(key);
  }
  throw new Error(`Tab does not come to ${String(target)}`);
}

/** A picker belongs to the system: no page can open one unless a person pressed something. */
const picked =
  (press: Hands['press']): Hands['file'] =>
  async (button, file) => {
    const picker = button.page().waitForEvent('filechooser');
    await press(button);
    await (await picker).setFiles(file);
  };
const tap: Hands['press'] = (target) => target.tap();
const enter: Hands['press'] = async (target) => {
  await reach(target);
  await target.page().keyboard.press('Enter');
};

export const touch: Hands = {
  name: 'touch',
  press: tap,
  file: picked(tap),
  write: async (target, text) => {
    await target.tap();
    await target.fill(text);
  },
  clear: (target) => target.clear(),
  choose: async (target, option) => {
    await target.selectOption({ label: option });
  },
  tick: (box) => box.tap(),
  pick: (radio) => radio.tap(),
};
export const keys: Hands = {
  name: 'keyboard',
  press: enter,
  file: picked(enter),
  write: async (target, text) => {
    await reach(target);
    await target.page().keyboard.insertText(text);
    await expect(target).toHaveValue(text);
  },
  clear: async (target) => {
    await reach(target);
    await target.page().keyboard.press('ControlOrMeta+A');
    await target.page().keyboard.press('Delete');
    await expect(target).toHaveValue('');
  },
  // Typing a word's beginning chooses it in a list, in every browser.
  choose: async (target, option) => {
    await reach(target);
    await target.page().keyboard.type(option.slice(0, 12));
    await expect(target.locator('option:checked')).toHaveText(option);
  },
  tick: async (box) => {
    await reach(box);
    await box.page().keyboard.press('Space');
  },
  // Tab comes to a group once, to the one that is chosen; from there the arrows go round.
  pick: async (radio) => {
    const group = radio
      .page()
      .getByRole('radio')
      .and(radio.page().locator(`[name="${await radio.getAttribute('name')}"]`));
    const chosen = group.and(radio.page().locator(':checked'));
    await reach((await chosen.count()) ? chosen : group.first());
    for (let n = await group.count(); n > 0 && !(await radio.isChecked()); n--)
      await radio.page().keyboard.press('ArrowDown');
    await expect(radio).toBeChecked();
  },
};
