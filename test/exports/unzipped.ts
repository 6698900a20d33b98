/** A bundle taken apart, for tests: every file by its name. */
import { readSmall, readZip } from '#exports/read-zip.ts'

const most = 512 * 1024 * 1024

export async function unzipped(file: string): Promise<Map<string, Buffer>> {
  const zip = await readZip(file)
  const files = new Map<string, Buffer>()
  for (const entry of zip.entries) files.set(entry.name, await readSmall(entry, most))
  zip.close()
  return files
}

export const textOf = (files: Map<string, Buffer>, name: string): string => files.get(name)?.toString('utf8') ?? ''
export const jsonOf = <T>(files: Map<string, Buffer>, name: string): T => JSON.parse(textOf(files, name)) as T
