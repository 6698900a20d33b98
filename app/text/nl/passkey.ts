/** Sentences of passkeys, recovery codes and signing in elsewhere. */
export const passkey = {
  title: 'Passkeys',
} as const
