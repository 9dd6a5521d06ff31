export default {
  title: 'Hvad andre ser på din telefon',
  neutralText: 'Appen kan hedde Noter. Så siger navn, ikon og beskeder ingenting.',
  isNeutral: 'Appen hedder Noter på den her telefon.',
  isOurs: 'Appen hedder Tavlen igen på den her telefon.',
  again: 'Ligger appen på din startskærm? Slet ikonet, og læg det der igen.',
  toNeutral: 'Kald appen Noter',
  toOurs: 'Kald appen Tavlen igen',
  exit: 'Skjul siden hurtigt',
  exitText: 'Tryk på Skjul øverst på siden. Med tastatur: Tryk Shift tre gange.',
  exitBack: 'Så ser man en tom side. Tryk Åbn, når du vil ind igen.',
  history: 'Browserens historik kan stadig vise, at du har været her.',
};
