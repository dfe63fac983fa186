// Files that are chosen or dropped; a plain text goes into the editor, whatever its encoding.
import { t } from "./texts.js";

const PLAIN = /\.(txt|text)$|^[^.]+$/i;
const TEXTUAL = /\.(txt|text|md|markdown|csv|tsv|srt|vtt|po|json|jsonl|html?|xml)$|^[^.]+$/i;
const GUESSED = "windows-1252";

function bytesToBase64(bytes) {
  let binary = "";
  for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(binary);
}

export function decode(bytes, encoding) {
  return new TextDecoder(encoding).decode(bytes);
}

// {name, bytes, plain, encoding, text}: the encoding is null where the bytes are no text, or are the server's to read.
export async function read(file) {
  let bytes;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    throw new Error(t("{name} cannot be read", { name: file.name }));
  }
  const plain = PLAIN.test(file.name) || file.type === "text/plain";
  if (!plain && !TEXTUAL.test(file.name)) return { name: file.name, bytes, plain: false, encoding: null };
  const marked = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : null;
  if (marked) return { name: file.name, bytes, plain, encoding: marked, text: decode(bytes, marked) };
  try {
    return { name: file.name, bytes, plain, encoding: "utf-8", text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    if (/\.(html?|xml)$/i.test(file.name)) return { name: file.name, bytes, plain: false, encoding: null }; // it names its own
    return { name: file.name, bytes, plain, encoding: GUESSED, text: decode(bytes, GUESSED) };
  }
}

export function documentOf(file) {
  const told = file.encoding === null || file.encoding === "utf-8" ? file.bytes : new TextEncoder().encode(file.text);
  return { name: file.name, content: bytesToBase64(told) };
}
