/** The parts of gifenc 1.0.3 that are used; the package has no types of its own. */
declare module 'gifenc' {
  type Palette = number[][];

  interface Encoder {
    writeHeader(): void;
    writeFrame(
      index: Uint8Array,
      width: number,
      height: number,
      options: {
        readonly palette: Palette;
        /** Milliseconds; counted in steps of ten. */
        readonly delay: number;
        /** Without `auto`: the frame that the picture's size and colours are taken from. */
        readonly first: boolean;
      },
    ): void;
    finish(): void;
    /** A copy of what has been written since the last reset. */
    bytes(): Uint8Array<ArrayBuffer>;
    readonly stream: { reset(): void };
  }

  export function GIFEncoder(options: { readonly auto: boolean }): Encoder;
  export function quantize(rgba: Uint8ClampedArray, colours: number): Palette;
  export function applyPalette(rgba: Uint8ClampedArray, palette: Palette): Uint8Array;
}
