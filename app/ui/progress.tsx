/** How far something is, as a bar; the words stand beside it. */
export const Progress = ({ label, done, of }: { label: string; done: number; of: number }) => (
  <progress className="progress" aria-label={label} value={done} max={Math.max(of, 1)} />
)
