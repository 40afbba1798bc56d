// The sentences of src/suffrage/words that the scripts name, put in by support/build.mjs.

declare module "suffrage:words" {
  const words: Readonly<Record<string, Readonly<Record<string, string>>>>;
  export default words;
}
