/** Before they talk: on the phone as at the desk all of it is seen at once, as it stands at the case files' "now". */
import { expect, test } from './installation';
import { bothSchemes, open } from './judge';
import { look } from './look';

test.use({ actionTimeout: 15_000 });
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };
const desk = { viewport: { width: 1280, height: 900 } };

test('before they talk: what was last said and promised stands first, and follows what is said', async ({
  browser,
  installation,
}) => {
  const maja = await open(browser, installation, 'maja', desk);
  const there = await open(browser, installation, 'maja', phone);
  for (const page of [maja, there]) {
    await page.goto('/bord');
    await expect(page.getByText('Du har 1 borger, højst 15.')).toBeVisible();
    await page.getByRole('link', { name: 'Peter Prøvesen' }).first().click();
    const brief = page.getByRole('region', { name: 'Før I taler sammen' });
    await expect(brief).toContainText('Drømmen');
    await expect(brief).toContainText('Maja undersøger, om Peter kan få støtte til arbejdssko');
    // All of it is seen without scrolling.
    const box = await brief.boundingBox();
    expect(box!.y + box!.height).toBeLessThanOrEqual(page.viewportSize()!.height);
  }
  await bothSchemes(there, 'brief phone');
  await look('brief', { desk: maja, phone: there });
  const peter = await open(browser, installation, 'peter', phone);
  await peter.goto('/beskeder');
  await peter.getByRole('textbox', { name: /Skriv til/ }).fill('Kulden er slem ved porten');
  await peter.getByRole('button', { name: 'Send' }).click();
  for (const page of [maja, there])
    await expect(page.getByRole('region', { name: 'Før I taler sammen' })).toContainText(
      'Kulden er slem ved porten',
    );
});
