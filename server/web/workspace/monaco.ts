/**
 * Monaco with TypeScript and Markdown alone, set up like the sandbox: the language itself, console, tf; no network,
 * no files, no page. Loaded when the first editor opens.
 */
// All of the editor's features. TypeScript's part fetches them in any case, but later, and what is
// registered after the first editor was made throws when the second one is.
import 'monaco-editor/internal/common/workers'
import 'monaco-editor/features/find/register'
import 'monaco-editor/languages/definitions/typescript/register'
import 'monaco-editor/languages/definitions/markdown/register'
import { editor, languages } from 'monaco-editor/editor'
import EditorWorker from 'monaco-editor/editor/editor.worker?worker'
import {
  getTypeScriptWorker,
  ModuleKind,
  ModuleResolutionKind,
  ScriptTarget,
  typescriptDefaults,
} from 'monaco-editor/languages/features/typescript/register'
import TypeScriptWorker from 'monaco-editor/languages/features/typescript/ts.worker?worker'
import tensorflowTypes from 'virtual:tensorflow-types'

Object.assign(globalThis, {
  MonacoEnvironment: {
    getWorker: (_module: string, label: string) =>
      label === 'typescript' ? new TypeScriptWorker() : new EditorWorker(),
  },
})

typescriptDefaults.setCompilerOptions({
  ...{ target: ScriptTarget.ESNext, module: ModuleKind.ESNext, lib: ['lib.es2024.d.ts'] },
  moduleResolution: ModuleResolutionKind.NodeJs,
  ...{ strict: true, noEmit: true, skipLibCheck: true, types: [] },
  ...{ allowNonTsExtensions: true, noFallthroughCasesInSwitch: true },
})
typescriptDefaults.setEagerModelSync(true)
typescriptDefaults.setModeConfiguration({
  ...{ completionItems: true, hovers: true, signatureHelp: true, diagnostics: true },
  ...{ documentHighlights: true, rename: true, codeActions: true, definitions: true },
  // Our own formatter below also takes semicolons away.
  ...{ documentRangeFormattingEdits: false, onTypeFormattingEdits: false },
})

/** What of a file is checked as it is typed. Files that lean on others, which are not here, have no types to check. */
export type Checks = 'types' | 'syntax'

/** Holds for every editor. */
export function setChecks(checks: Checks): void {
  typescriptDefaults.setDiagnosticsOptions({ noSemanticValidation: checks === 'syntax' })
}

const library = 'file:///node_modules/@tensorflow/tfjs-core'
typescriptDefaults.setExtraLibs([
  ...Object.entries(tensorflowTypes).map(([path, content]) => ({
    ...{ content, filePath: `${library}/${path}` },
  })),
  { content: "export * from './dist/index'", filePath: `${library}/index.d.ts` },
  {
    content: `/** What is printed stands in the report, under the case that printed it. */
declare const console: Record<'log' | 'info' | 'warn' | 'error' | 'debug' | 'table', (...values: unknown[]) => void>`,
    filePath: 'file:///console.d.ts',
  },
])

/** What TypeScript answers to a question for formatting. */
interface TextChange {
  readonly span: { readonly start: number; readonly length: number }
  readonly newText: string
}

languages.registerDocumentFormattingEditProvider('typescript', {
  async provideDocumentFormattingEdits(model, { tabSize }) {
    const worker = await (await getTypeScriptWorker())(model.uri)
    const changes = (await worker.getFormattingEditsForDocument(model.uri.toString(), {
      ...{ tabSize, indentSize: tabSize, convertTabsToSpaces: true, newLineCharacter: '\n' },
      ...{ semicolons: 'remove', trimTrailingWhitespace: true },
      ...{ insertSpaceAfterCommaDelimiter: true, insertSpaceBeforeAndAfterBinaryOperators: true },
      ...{ insertSpaceAfterKeywordsInControlFlowStatements: true },
      ...{ insertSpaceAfterSemicolonInForStatements: true },
      ...{ insertSpaceAfterOpeningAndBeforeClosingNonemptyBraces: true },
    })) as TextChange[]
    return changes.map(({ span, newText }) => {
      const start = model.getPositionAt(span.start)
      const end = model.getPositionAt(span.start + span.length)
      return {
        text: newText,
        range: {
          ...{ startLineNumber: start.lineNumber, startColumn: start.column },
          ...{ endLineNumber: end.lineNumber, endColumn: end.column },
        },
      }
    })
  },
})

editor.defineTheme('attendant-light', {
  ...{ base: 'vs', inherit: true, rules: [] },
  // What is not used yet is pale, but readable.
  colors: { 'editor.background': '#ffffff', 'editorUnnecessaryCode.opacity': '#000000b0' },
})
editor.defineTheme('attendant-dark', {
  ...{ base: 'vs-dark', inherit: true },
  rules: [{ token: 'comment', foreground: '7fae6c' }],
  colors: {
    'editor.background': '#1e2127',
    'editorLineNumber.foreground': '#9aa1ac',
    'editorUnnecessaryCode.opacity': '#000000b0',
  },
})

export { editor, KeyCode, KeyMod, Uri } from 'monaco-editor/editor'
