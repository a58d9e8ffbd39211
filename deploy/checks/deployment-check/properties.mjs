// The properties that a program has: those of its record in Java, those of Spring Boot's metadata, and which it needs.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

// An environment variable as Spring Boot's relaxed binding reads it.
export const variable = property => property.replaceAll('-', '').replaceAll('.', '_').toUpperCase();

// A row: property, variable, type, default, meaning. A page that is made of the programs, and held against them by a test.
const ROW = /^\| `([^`]+)` \| `[^`]+` \| ([^|]+) \| ([^|]+) \|/gm;

// Of CONFIGURATION.md, what is said of both programs and of the one: property -> { type, fallback, map, required }.
export function ofReference(root, section) {
  const found = new Map();
  for (const part of readFileSync(join(root, 'deploy/CONFIGURATION.md'), 'utf8').split(/^## /m)) {
    if (!part.startsWith('Both\n') && !part.startsWith(section + '\n')) continue;
    for (const [, name, type, fallback] of part.matchAll(ROW)) {
      found.set(name.replace('.<id>', ''), {
        type,
        fallback: fallback.match(/^`(.*)`$/)?.[1],
        map: name.endsWith('.<id>'),
        required: fallback === 'none, required',
      });
    }
  }
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

// The property that a variable sets, or undefined.
export function find(properties, name) {
  for (const [property, about] of properties) {
    const wanted = variable(property);
    if (name === wanted && !about.map) return { property, ...about };
    if (about.map && name.startsWith(wanted + '_')) return { property, ...about, entry: name.slice(wanted.length + 1) };
    if (/List<|^list$/.test(about.type ?? '') && name.match(new RegExp(`^${wanted}_\\d+$`))) return { property, ...about };
  }
  return undefined;
}
