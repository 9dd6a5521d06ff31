/** What a friend tapped without net, before he was removed: it is refused when the net is back, and his phone is empty. */
import { atRest, expect, phone, signIn, test } from './installation';
import { keptNothing } from './kept';

test('an answer that waited on the phone of one who was removed is refused, and nothing stays there', async ({
  browser,
  installation,
}) => {
  const context = await phone(browser, installation);
  const kalle = await context.newPage();
  await signIn(kalle, installation, 'kalle');
  await kalle.getByRole('link', { name: 'Møder', exact: true }).click();
  await expect(kalle.getByRole('button', { name: 'Jeg kan ikke' })).toBeVisible();
  await context.setOffline(true);
  await kalle.getByRole('button', { name: 'Jeg kan ikke' }).click();
  await expect(kalle.getByText('Venter på net').first()).toBeVisible();
  // It waits, sealed: it is what he wrote, and nothing of the plan.
  expect((await atRest(kalle)).filter((record) => record.includes('meeting_along')).length).toBeLessThan(2);

  const peter = await (await phone(browser, installation)).newPage();
  await signIn(peter, installation, 'peter');
  await peter.goto('/mine-folk');
  await peter.getByRole('link', { name: 'Vælg, hvad Kalle må' }).click();
  await peter.getByRole('button', { name: 'Luk for adgangen' }).click();
  await peter.getByRole('button', { name: 'Ja, luk nu' }).click();
  await expect(peter.getByText('Ikke med mere')).toContainText('Kalle');

  const sent = kalle.waitForResponse((answer) => answer.url().includes('/api/') && answer.status() === 401);
  await context.setOffline(false);
  await sent;
  await expect(kalle.getByLabel('Din kode')).toBeVisible();
  await keptNothing(kalle, ['Peter', 'Prøvesen', 'meeting_along']);
  // A new start finds nothing to send either.
  const asked: string[] = [];
  kalle.on('request', (request) => request.method() === 'PUT' && asked.push(request.url()));
  await kalle.reload();
  await expect(kalle.getByLabel('Din kode')).toBeVisible();
  await keptNothing(kalle, ['Peter', 'Prøvesen', 'meeting_along']);
  expect(asked).toEqual([]);
  // Peter is not told that he cannot.
  const along = await peter.evaluate(async () => {
    const { plan } = (await (await fetch('/api/v1/me')).json()) as { plan: { id: string } };
    const now = (await (await fetch(`/api/v1/plans/${plan.id}`)).json()) as {
      meetings: { along?: { answer: string }[] }[];
    };
    return now.meetings.flatMap((m) => m.along ?? []).map((a) => a.answer);
  });
  expect(along).not.toContain('cannot');
});
