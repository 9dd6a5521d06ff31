export default {
  looksLike: 'Det ligner et CPR-nummer. Vil du skjule det?',
  hide: 'Skjul nummeret',
  keep: 'Behold det',
  hidden: 'Nummeret er skjult.',
  kept: 'Nummeret bliver stående.',
};
