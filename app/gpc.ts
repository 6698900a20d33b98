/** Global Privacy Control: the browser says that its user does not want to be followed. */
export const saysGpc = (headers: Headers): boolean => headers.get('sec-gpc')?.trim() === '1'
