/** Words of the small key window. */
export const keyWindow = {
  title: 'API key',
  label: 'API key',
  note: 'Kept in the system keychain where there is one. Only the last 4 are ever shown.',
  save: 'Save',
  cancel: 'Cancel',
  empty: 'Type or paste your key first.',
} as const;
