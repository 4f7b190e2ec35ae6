/** Vite turns a file imported with `?inline` into a `data:` address. */
declare module '*.mp4?inline' {
  const dataUrl: string;
  export default dataUrl;
}
