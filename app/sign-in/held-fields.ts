/** Names of the fields by which a proof comes along with a form that waited for it; no form of ours has fields like these. */
export const heldFields = {
  code: 'proof.code',
  passkey: 'proof.passkey',
  send: 'proof.send',
  to: 'proof.to',
  naar: 'proof.naar',
} as const
