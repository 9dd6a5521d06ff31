/** The plan on paper: printed from the phone without net, and fetched as a PDF, always one page. */
import { expect, signIn, test, working } from './installation';

/** Chromium writes the objects of its PDFs in the open. */
const pages = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;

test('prints on one page, in both schemes, without net too', async ({ browser, installation }) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const context = await browser.newContext({
      baseURL: installation.url,
      colorScheme,
      viewport: { width: 390, height: 844 },
    });
    const page = await context.newPage();
    await signIn(page, installation, 'peter');
    await page.goto('/mere');
    await page.getByRole('link', { name: 'Planen på papir' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('På papir');
    await working(page);
    await context.setOffline(true);
    await page.reload();
    const shown = page.getByRole('region', { name: 'Det kommer på papiret' });
    await expect(shown).toContainText('Knæ, der holder til en arbejdsdag');
    await expect(shown).toContainText('torsdag 26. november kl. 14-15');
    await expect(page.getByText('En PDF kan kun hentes, når der er net.')).toBeVisible();
    // The first size of type is tried at once; the one that fits is smaller.
    await expect(page.locator('.a4')).not.toHaveClass(/pt18/);
    const whole = await page.pdf({ preferCSSPageSize: true });
    expect(pages(whole)).toBe(1);

    await page.getByLabel('Tag det private med').uncheck();
    await expect(shown).not.toContainText('uden øl');
    await expect(shown).not.toContainText('Lone');
    expect(pages(await page.pdf({ preferCSSPageSize: true }))).toBe(1);

    await page.emulateMedia({ media: 'print' });
    for (const hidden of ['Print', 'Tag det private med', 'I dag'])
      await expect(page.getByText(hidden, { exact: true })).toBeHidden();
    await expect(page.locator('.a4')).toBeVisible();
    await expect(page.locator('.a4')).toHaveCSS('color', 'rgb(0, 0, 0)');
    // A dark screen's notes would be black on black on paper.
    const paper = await page
      .locator('.a4 .goal')
      .first()
      .evaluate((e) => getComputedStyle(e).backgroundColor);
    expect(paper.match(/\d+/g)!.every((part) => Number(part) > 190)).toBe(true);
    await context.close();
  }
});

test('the PDF is one page for the citizen, and for his consultant from her desk', async ({
  browser,
  installation,
}) => {
  for (const who of ['peter', 'maja']) {
    const context = await browser.newContext({ baseURL: installation.url });
    const page = await context.newPage();
    await signIn(page, installation, who);
    if (who === 'peter') await page.goto('/papir');
    else await page.getByRole('link', { name: /Peter/ }).first().click();
    const link = page.getByRole('link', { name: who === 'peter' ? 'Hent som PDF' : 'Planen på papir (PDF)' });
    const answer = await context.request.get((await link.getAttribute('href'))!);
    expect([answer.status(), answer.headers()['content-type'], answer.headers()['cache-control']]).toEqual([
      200,
      'application/pdf',
      'no-store',
    ]);
    expect(pages(await answer.body())).toBe(1);
    // A tap opens it; the same address typed beside the app, which may be locked, does not.
    const tapped = context.waitForEvent('response', (r) => r.url().includes('/paper'));
    await link.click();
    expect((await tapped).status()).toBe(200);
    const typed = await context.newPage();
    expect((await typed.goto((await link.getAttribute('href'))!))!.status()).toBe(403);
    await context.close();
  }
});
