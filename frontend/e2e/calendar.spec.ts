/** The person's own calendar elsewhere follows Tavlen: read by a program that is not ours, over the real address. */
import ICAL from 'ical.js';
import { expect, signIn, test } from './installation';

interface Entry {
  start: string;
  status: string;
  summary: string;
}
/** What a calendar elsewhere makes of a file: entries by their names. */
function entries(file: string): Map<string, Entry> {
  const calendar = new ICAL.Component(ICAL.parse(file));
  for (const zone of calendar.getAllSubcomponents('vtimezone'))
    ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  return new Map(
    calendar.getAllSubcomponents('vevent').map((component) => {
      const event = new ICAL.Event(component);
      return [
        event.uid,
        {
          start: event.startDate.toJSDate().toISOString(),
          status: String(component.getFirstPropertyValue('status')),
          summary: event.summary,
        },
      ];
    }),
  );
}

test('an address is made, follows a meeting that is moved and called off, and dies when it is renewed', async ({
  browser,
  installation,
}) => {
  const context = await browser.newContext({
    baseURL: installation.url,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const peter = await context.newPage();
  await signIn(peter, installation, 'peter');
  await peter.goto('/paamindelser');
  await peter.getByRole('button', { name: 'Lav en adresse' }).click();
  const field = peter.getByRole('textbox', { name: 'Adressen' });
  await expect(field).toHaveValue(/\/kalender\/[\w-]{22}\.ics$/);
  await peter.getByRole('button', { name: 'Kopiér adressen' }).click();
  await expect(peter.getByText('Adressen er kopieret.', { exact: false }).first()).toBeVisible();
  const address = await peter.evaluate(() => navigator.clipboard.readText());
  await expect(field).toHaveValue(address);

  const elsewhere = await (await browser.newContext()).newPage();
  const fetched = async () => {
    const answer = await elsewhere.request.get(address);
    expect(answer.headers()['content-type']).toBe('text/calendar; charset=utf-8');
    return entries(await answer.text());
  };
  const before = await fetched();
  // "Jobsamtale med Maja", 8 December at 13 in Copenhagen.
  const found = [...before].find(([, e]) => e.start === '2026-12-08T12:00:00.000Z');
  expect(found?.[1]).toEqual({ start: '2026-12-08T12:00:00.000Z', status: 'CONFIRMED', summary: 'Aftale' });
  const uid = found![0];

  const maja = await (await browser.newContext({ baseURL: installation.url })).newPage();
  await signIn(maja, installation, 'maja');
  const me = (await (await peter.request.get('/api/v1/me')).json()) as { plan: { id: string } };
  const put = async (fields: object) => {
    const plan = await maja.request.get(`/api/v1/plans/${me.plan.id}`);
    const { rev, meetings } = (await plan.json()) as {
      rev: string;
      meetings: { id: string; title?: string }[];
    };
    const meeting = meetings.find((m) => m.title === 'Jobsamtale med Maja')!.id;
    const answer = await maja.request.put(`/api/v1/plans/${me.plan.id}/meetings/${meeting}`, {
      data: { ...fields, why: 'Det passer bedre.' },
      headers: { 'If-Match': `"${rev}"`, Origin: installation.url },
    });
    expect(answer.status()).toBe(200);
  };
  await put({ start: '2026-12-09T09:00:00+01:00', end: '2026-12-09T09:45:00+01:00' });
  const moved = await fetched();
  expect(moved.get(uid)?.start).toBe('2026-12-09T08:00:00.000Z');
  expect(moved.size).toBe(before.size);
  await peter.getByRole('radio', { name: 'Hvad mødet er, og hvor det er' }).check();
  await expect(peter.getByText('Det er gemt.').first()).toBeVisible();
  expect((await fetched()).get(uid)?.summary).toBe('Jobsamtale med Maja');
  await put({ status: 'cancelled' });
  expect((await fetched()).get(uid)?.status).toBe('CANCELLED');

  await peter.getByRole('button', { name: 'Lav en ny adresse' }).click();
  await expect(peter.getByText('Den gamle virker ikke mere.', { exact: false }).first()).toBeVisible();
  expect((await elsewhere.request.get(address)).status()).toBe(404);
  await expect(field).not.toHaveValue(address);
  const renewed = await field.inputValue();
  expect((await elsewhere.request.get(renewed)).status()).toBe(200);
  await peter.getByRole('button', { name: 'Fjern adressen' }).click();
  await expect(peter.getByText('Der er ingen adresse.')).toBeVisible();
  expect((await elsewhere.request.get(renewed)).status()).toBe(404);
});
