/** The part of scijs's ndarray that the tests use; it comes without types. */
declare module "ndarray" {
  export interface Ndarray {
    readonly dtype: string;
    readonly shape: number[];
    get(...index: number[]): number;
    set(...indexAndValue: number[]): void;
    pick(...index: (number | null)[]): Ndarray;
    step(...steps: number[]): Ndarray;
    transpose(...axes: number[]): Ndarray;
  }
  export default function ndarray(
    data: unknown,
    shape?: number[],
    stride?: number[],
    offset?: number,
  ): Ndarray;
}
