export default {
  leave: 'Skjul',
  label: 'Skjul siden nu. Du kan også trykke Shift tre gange.',
};
