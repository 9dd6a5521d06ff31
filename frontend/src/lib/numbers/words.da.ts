export default {
  looksLike: 'Det ligner et CPR-nummer. Vil du skjule det?',
  hide: 'Skjul nummeret',
  keep: 'Behold det',
  hidden: 'Nu er det skjult.',
  kept: 'Det står der stadig.',
};
