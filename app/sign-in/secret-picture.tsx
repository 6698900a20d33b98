/** The QR code as a picture of our own drawing: always dark on white, also in the dark theme, or a camera cannot read it. */
import type { Picture } from './totp.ts'

export const SecretPicture = ({ picture, name }: { picture: Picture; name: string }) => (
  <svg
    role="img"
    aria-label={name}
    viewBox={`0 0 ${picture.size} ${picture.size}`}
    width="240"
    height="240"
    shapeRendering="crispEdges"
  >
    <rect width={picture.size} height={picture.size} fill="#fff" />
    <path d={picture.d} fill="#000" />
  </svg>
)
