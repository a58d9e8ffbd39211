// The properties that a program has: those of its record in Java, those of Spring Boot's metadata, and which it needs.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';

// An environment variable as Spring Boot's relaxed binding reads it.
export const variable = property => property.replaceAll('-', '').replaceAll('.', '_').toUpperCase();

const kebab = name => name.replace(/[A-Z]/g, letter => '-' + letter.toLowerCase());

function sourcesOf(directories) {
  const found = new Map();
  for (const directory of directories) {
    for (const file of readdirSync(directory, { recursive: true })) {
      if (file.endsWith('.java')) found.set(basename(file, '.java'), join(directory, file));
    }
  }
  return found;
}

// The text between the parentheses of `record NAME(`, or null.
function header(source, name) {
  const start = source.match(new RegExp(`\\brecord ${name}\\s*\\(`));
  if (!start) return null;
  const from = start.index + start[0].length;
  let depth = 1;
  let to = from;
  for (; depth > 0; to++) {
    if (source[to] === '(') depth++;
    if (source[to] === ')') depth--;
  }
  return source.slice(from, to - 1);
}

// Splits at commas outside of quotes, parentheses and angle brackets.
function components(text) {
  const parts = [];
  let depth = 0;
  let quoted = false;
  let part = '';
  for (const letter of text) {
    if (letter === '"') quoted = !quoted;
    if (!quoted && '(<'.includes(letter)) depth++;
    if (!quoted && ')>'.includes(letter)) depth--;
    if (letter === ',' && depth === 0 && !quoted) {
      parts.push(part);
      part = '';
    } else {
      part += letter;
    }
  }
  return [...parts, part].map(each => each.trim()).filter(each => each !== '');
}

function component(text) {
  const fallback = text.match(/@DefaultValue\("([^"]*)"\)/)?.[1];
  const words = text.replace(/@\w+(\([^)]*\))?/g, '').trim().split(/\s+/);
  const name = words.pop();
  return { name, type: words.join(' ').replace(/^Optional<(.*)>$/, '$1'), fallback };
}

function walk(prefix, file, record, sources, into) {
  const source = readFileSync(file, 'utf8');
  for (const text of components(header(source, record))) {
    const { name, type, fallback } = component(text);
    const property = `${prefix}.${kebab(name)}`;
    const bare = type.split('.').pop();
    if (header(source, bare) !== null) {
      walk(property, file, bare, sources, into);
    } else if (sources.has(bare) && header(readFileSync(sources.get(bare), 'utf8'), bare) !== null) {
      walk(property, sources.get(bare), bare, sources, into);
    } else {
      into.set(property, { type, fallback, map: type.startsWith('Map<') });
    }
  }
}

// Of a record like GatewayProperties: property -> { type, fallback, map }.
export function ofRecord(root, module, record) {
  const sources = sourcesOf([join(root, module, 'src/main/java')]);
  const found = new Map();
  walk('linkfleet', sources.get(record), record, sources, found);
  return found;
}

// Of Spring Boot, from the metadata that `directory` holds one file each of; empty if there is none.
export function ofSpring(directory) {
  const found = new Map();
  if (!directory || !existsSync(directory)) return found;
  for (const file of readdirSync(directory)) {
    for (const { name, type } of JSON.parse(readFileSync(join(directory, file), 'utf8')).properties ?? []) {
      found.set(name, { type, map: (type ?? '').startsWith('java.util.Map') });
    }
  }
  return found;
}

// Of a settings file: property -> value.
export function ofSettings(file) {
  const found = new Map();
  const flatten = (prefix, value) => {
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
      for (const [key, inner] of Object.entries(value)) flatten(prefix ? `${prefix}.${key}` : key, inner);
    } else {
      found.set(prefix, value);
    }
  };
  flatten('', parse(readFileSync(file, 'utf8')));
  return found;
}

// What the README says a program does not start without, in the section of both and in its own.
export function required(readme, section) {
  const names = [];
  for (const part of readme.split(/^### /m)) {
    if (!part.startsWith('Both\n') && !part.startsWith(section)) continue;
    for (const row of part.matchAll(/^\| `([^`]+)` \| none, required \|/gm)) names.push(row[1]);
  }
  return names;
}

// The property that a variable sets, or undefined.
export function find(properties, name) {
  for (const [property, about] of properties) {
    const wanted = variable(property);
    if (name === wanted && !about.map) return { property, ...about };
    if (about.map && name.startsWith(wanted + '_')) return { property, ...about, entry: name.slice(wanted.length + 1) };
    if ((about.type ?? '').includes('List<') && name.match(new RegExp(`^${wanted}_\\d+$`))) return { property, ...about };
  }
  return undefined;
}
