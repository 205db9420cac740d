// expect: compileError
// H113. A file that is nothing but somebody else's.
export * from 'attendant/softmax'
