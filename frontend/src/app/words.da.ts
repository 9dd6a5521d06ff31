export default {
  skip: 'Gå til indholdet',
  nav: 'Menu',
  today: 'I dag',
  board: 'Tavlen',
  meetings: 'Møder',
  messages: 'Beskeder',
  more: 'Mere',
  unread: (n: number) => (n === 1 ? '1 ny besked' : `${n} nye beskeder`),
  notHere: 'Her er ikke noget',
  notHereText: 'Siden findes ikke, eller den er flyttet.',
  home: 'Gå til I dag',
  roomFailed: 'Siden kunne ikke hentes. Se, om du har net, og prøv igen.',
};
