/** The product's mark: a piece of the tide staff. */
export const Mark = () => (
  <svg className="mark" viewBox="0 0 14 28" aria-hidden="true" focusable="false">
    <rect className="mark-staff" width="14" height="28" rx="1.5" />
    {[4, 9, 14, 19].map((y, index) => (
      <rect key={y} className="mark-notch" x="3" y={y + 1} width={index % 2 === 0 ? 8 : 5} height="2.6" />
    ))}
  </svg>
)
