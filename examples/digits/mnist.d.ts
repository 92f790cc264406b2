/** The package `mnist`: ten thousand handwritten digits, 28 x 28 pixels from 0 to 1. */
declare module "mnist" {
  interface Digit {
    /** How many pictures of this digit there are. */
    length: number;
    /** The pixels of picture number `which`, row after row. */
    get(which: number): number[];
  }
  const digits: { readonly [digit: number]: Digit };
  export default digits;
}
