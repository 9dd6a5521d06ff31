import { expect, it } from 'vitest';
import { mayOpen, routeOf, ROUTES, type Who } from './routes';

/** An address of every room, and who may stand in it besides the citizen; `all` needs no sign-in. */
const ROOMS: Record<string, 'all' | readonly Who[]> = {
  '/ind/abc': 'all',
  '/': 'all',
  '/i-dag': ['citizen', 'contact'],
  '/skridt': ['citizen'],
  '/tavlen': ['citizen', 'contact'],
  '/tavlen/tid': ['citizen', 'contact'],
  '/maal/g1': ['citizen', 'contact'],
  '/moeder': ['citizen', 'contact'],
  '/moeder/spoerg': ['citizen'],
  '/moeder/m1': ['citizen', 'contact'],
  '/moeder/m1/afbud': ['citizen'],
  '/paamindelser': ['citizen', 'contact'],
  '/beskeder': ['citizen'],
  '/ring-mig': ['citizen'],
  '/virker-ikke': ['citizen'],
  '/aendringer': ['citizen'],
  '/plan': ['citizen'],
  '/papir': ['citizen', 'contact'],
  '/historie': ['citizen'],
  '/hvem-har-set': ['citizen'],
  '/mine-data': ['citizen'],
  '/min-historie': ['citizen'],
  '/hvor-langt': ['citizen'],
  '/udredning': ['citizen'],
  '/hjaelp': ['citizen'],
  '/forbered/e1': ['citizen'],
  '/mere': ['citizen', 'contact', 'staff'],
  '/mine-folk/beskeder': ['citizen', 'contact'],
  '/invitation/abc': 'all',
  '/ros/abc': 'all',
  '/bord': ['staff'],
};

it.each(Object.entries(ROOMS))('%s is for those it is for', (path, whose) => {
  const route = routeOf(path)!.route;
  for (const who of ['citizen', 'contact', 'staff'] as const)
    expect(mayOpen(route, who), who).toBe(whose === 'all' || whose.includes(who));
});
it('says of every room whose it is', () => {
  const found = Object.keys(ROOMS).map((path) => ROUTES.indexOf(routeOf(path)!.route));
  expect([...new Set(found)]).toEqual([...ROUTES.keys()]);
});
