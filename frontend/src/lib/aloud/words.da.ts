export default {
  read: 'Læs op',
  reading: 'Oplæsning',
  pause: 'Pause',
  go: 'Læs videre',
  next: 'Næste',
  slow: 'Langsomt',
  stop: 'Stop',
  failed: 'Telefonen kan ikke læse op lige nu. Prøv igen om lidt.',
};
