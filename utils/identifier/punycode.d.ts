// By its file, since the bare name is Node's deprecated module; the package brings no types.
declare module 'punycode/punycode.js' {
  const punycode: {
    /** RFC 3492: a label's code points as ASCII, without the `xn--` in front. Throws RangeError on overflow. */
    encode(label: string): string;
    /** The opposite. Throws RangeError for what is no Punycode. */
    decode(encoded: string): string;
  };
  export default punycode;
}
