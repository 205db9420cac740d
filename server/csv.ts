/** Tables for spreadsheets. */
import type { Response } from 'express'
import { stringify } from 'csv-stringify/sync'

export type CsvCell = string | number | null

/**
 * One line for each row, in UTF-8 with the mark that Excel wants. A text that a spreadsheet would compute
 * (it begins with =, +, -, @ or a tab) gets an apostrophe in front: names are written by anybody.
 */
export function csvOf(rows: readonly (readonly CsvCell[])[]): string {
  return stringify(
    rows.map((row) => [...row]),
    { bom: true, escape_formulas: true, record_delimiter: 'windows', quoted_match: /[\r\n]/ },
  )
}

/** Answers with a file of that name, which browsers save rather than show. */
export function sendCsv(res: Response, name: string, rows: readonly (readonly CsvCell[])[]): void {
  res
    .type('text/csv; charset=utf-8')
    .set('Content-Disposition', `attachment; filename="${name.replaceAll(/[^\w.-]/g, '-')}"`)
    .set('Cache-Control', 'no-store')
    .send(csvOf(rows))
}
