import { expect, test } from 'vitest';
import { colourOf, office, tooHard } from './plainly';

test('plain words get no hint, the office gets one', () => {
  expect(tooHard('Hej Peter. Vi ses på torsdag klokken ti. Jeg glæder mig.')).toBeUndefined();
  expect(tooHard('Kort.')).toBeUndefined();
  expect(
    tooHard(
      'I forbindelse med opfølgningssamtalen vedrørende din beskæftigelsesindsats skal kommunen indhente supplerende oplysninger fra egen læge.',
    ),
  ).toBeGreaterThan(35);
});

test("the office's words are named with a plainer one, each once", () => {
  expect(office('Vi tager Opfølgningssamtalen og din handleplan. Handleplanen sendes.')).toEqual([
    { word: 'Opfølgningssamtalen', plain: 'møde' },
    { word: 'handleplan', plain: 'planen' },
  ]);
  expect(office('Vi ses til mødet.')).toEqual([]);
});

test('a colour is the same each time', () => {
  expect(colourOf('abc')).toBe(colourOf('abc'));
  expect(new Set(['a', 'b', 'c', 'd', 'e', 'f'].map(colourOf)).size).toBe(6);
});
